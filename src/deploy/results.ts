import { type Failure, failureCatalogue } from '../schema/errors.js';
import {
  type DeployStatus,
  deployStatuses,
  type HealthStatus,
  healthStatuses,
  type Outputs,
} from '../schema/outputs.js';

/** How the deploy of one server ended. */
export interface ServerResult {
  /** As the user named it. */
  readonly server: string;
  /** Its id on the platform. */
  readonly id: string;
  /** Its MCP URL. */
  readonly url: string;
  readonly deployStatus: DeployStatus;
  readonly healthStatus: HealthStatus;
  /** Names of its tools, where it was asked. */
  readonly tools?: readonly string[];
  readonly failure?: Failure;
}

/** What the results of all servers say, as outputs. `server-id` and `server-url` speak of the first. */
export function serverOutputs(results: readonly ServerResult[]): Outputs {
  const [first] = results;
  const deploys = results.map(({ deployStatus }) => deployStatus);
  const healths = results.map(({ healthStatus }) => healthStatus);
  const listed = results.map(({ failure, tools: _, ...result }) => ({
    ...result,
    ...(failure && { failure: failure.code }),
  }));
  return {
    ...(first && { 'server-id': first.id, 'server-url': first.url }),
    'deploy-status': deployStatuses.findLast((status) => deploys.includes(status)) ?? 'skipped',
    'health-status': healthStatuses.findLast((status) => healths.includes(status)) ?? 'skipped',
    servers: JSON.stringify(listed),
    ...(first?.tools && { tools: JSON.stringify(first.tools) }),
  };
}

/** The failure with the greatest exit code; undefined when every server is deployed. */
export function worstFailure(results: readonly ServerResult[]): Failure | undefined {
  return results
    .flatMap(({ failure }) => failure ?? [])
    .sort((a, b) => failureCatalogue[b.code].exit - failureCatalogue[a.code].exit)[0];
}
