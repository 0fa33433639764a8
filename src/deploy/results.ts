import type { CiProvider } from '../ci/provider.js';
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
import { reportError, reportNotice } from './report.js';
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
    'deploy-status': findWorstDeployStatus(deploys) ?? 'skipped',
    'health-status': healthStatuses.findLast((status) => healths.includes(status)) ?? 'skipped',
    servers: JSON.stringify(listed),
    ...(first?.tools && { tools: JSON.stringify(first.tools) }),
  };
}

/** The worst of several; undefined for none. */
export function findWorstDeployStatus(statuses: readonly DeployStatus[]): DeployStatus | undefined {
  return deployStatuses.findLast((status) => statuses.includes(status));
}

/**
 * The error of a run. There is only one exit code, so an expiring token is a notice beside another error.
 *
 * @param worst already reported
 * @param expiring the error of `fail-on-expiring`; it is reported here
 */
export function concludeWithExpiry(
  ci: CiProvider,
  worst: ErrorInfo | undefined,
  expiring: ErrorInfo | undefined,
): ErrorInfo | undefined {
  if (worst && expiring) reportNotice(ci, 'token-expiring', expiring.message);
  if (!worst && expiring) reportError(ci, expiring);
  return worst ?? expiring;
}

/** The error with the highest exit code; undefined if there is none. */
export function findWorstError(results: readonly { readonly error?: ErrorInfo }[]): ErrorInfo | undefined {
  return results
    .flatMap(({ error }) => error ?? [])
    .sort((a, b) => errorCatalogue[b.code].exit - errorCatalogue[a.code].exit)[0];
}
