import type { Server } from '../inputs/types.js';
import type { ToolChange } from '../mcp/tool-change.js';
import { type ErrorInfo, errorCatalogue } from '../schema/errors.js';
import {
  type DeployStatus,
  deployStatuses,
  type HealthStatus,
  healthStatuses,
  type Outputs,
} from '../schema/outputs.js';
import type { ToolTestResult } from './smoke-test.js';

/** Result of the deploy of one server. */
export interface ServerResult {
  readonly server: Server;
  /** Its MCP URL. */
  readonly url: string;
  readonly deployStatus: DeployStatus;
  readonly healthStatus: HealthStatus;
  /** Names of its tools, after `verify`. */
  readonly tools?: readonly string[];
  /** The tool calls of `smoke-test`. */
  readonly smokeTests?: readonly ToolTestResult[];
  /** Differences from `tools-snapshot`. */
  readonly toolChanges?: readonly ToolChange[];
  readonly error?: ErrorInfo;
}

/** The results of all servers, as outputs. `server-id` and `server-url` are those of the first. */
export function formatServerOutputs(results: readonly ServerResult[]): Outputs {
  const [first] = results;
  const deploys = results.map(({ deployStatus }) => deployStatus);
  const healths = results.map(({ healthStatus }) => healthStatus);
  const listed = results.map(({ server, url, deployStatus, healthStatus, error }) => ({
    server: server.label,
    id: server.platformId,
    url,
    deployStatus,
    healthStatus,
    ...(error && { failure: error.code }),
  }));
  return {
    ...(first && { 'server-id': first.server.platformId, 'server-url': first.url }),
    'deploy-status': deployStatuses.findLast((status) => deploys.includes(status)) ?? 'skipped',
    'health-status': healthStatuses.findLast((status) => healths.includes(status)) ?? 'skipped',
    servers: JSON.stringify(listed),
    ...(first?.tools && { tools: JSON.stringify(first.tools) }),
  };
}

/** The error with the highest exit code; undefined if every server was deployed. */
export function findWorstError(results: readonly ServerResult[]): ErrorInfo | undefined {
  return results
    .flatMap(({ error }) => error ?? [])
    .sort((a, b) => errorCatalogue[b.code].exit - errorCatalogue[a.code].exit)[0];
}
