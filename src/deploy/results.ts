import type { CiProvider } from '../ci/provider.js';
import { reportError, reportNotice } from '../ci/report.js';
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

/**
 * Bytes of a list in an output. Linux starts no program with a variable of 128 KiB (MAX_ARG_STRLEN, with its name), and a
 * step gets an output as a variable. GitHub takes 1 MB of outputs from a job, with two bytes for each character.
 */
const MAX_LIST_BYTES = 122_880;

/** Sets the outputs of all servers, and reports a list that was too long. */
export function setServerOutputs(
  ci: Pick<CiProvider, 'annotate' | 'setOutputs'>,
  results: readonly ServerResult[],
): void {
  const { outputs, cuts } = formatServerOutputs(results);
  if (cuts.length > 0) reportNotice(ci, 'outputs-cut', `${cuts.join(', ')}.`);
  ci.setOutputs(outputs);
}

interface ServerOutputs {
  readonly outputs: Outputs;
  /** What is missing in lists that were too long, a text for each. */
  readonly cuts: readonly string[];
}

/**
 * The results of all servers, as outputs. `server-id` and `server-url` are those of the first. A list that is too long is
 * cut between two entries.
 */
function formatServerOutputs(results: readonly ServerResult[]): ServerOutputs {
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
  const servers = formatList(listed);
  const tools = first?.tools && formatList(first.tools);
  const outputs = {
    ...(first && { 'server-id': first.server.platformId, 'server-url': first.url }),
    'deploy-status': findWorstDeployStatus(deploys) ?? 'skipped',
    'health-status': healthStatuses.findLast((status) => healths.includes(status)) ?? 'skipped',
    servers: servers.text,
    ...(tools && { tools: tools.text }),
  };
  return { outputs, cuts: describeCuts({ servers, tools }) };
}

/** A list as JSON, and how many of its entries are in it. */
interface FormattedList {
  readonly text: string;
  readonly shown: number;
  readonly total: number;
}

/** The first entries of a list as JSON, as many as {@link MAX_LIST_BYTES} takes. */
function formatList(entries: readonly (string | object)[]): FormattedList {
  const texts = entries.map((entry) => JSON.stringify(entry));
  let bytes = 1;
  // A comma or the closing bracket follows each entry.
  const end = texts.findIndex((text) => {
    bytes += Buffer.byteLength(text) + 1;
    return bytes > MAX_LIST_BYTES;
  });
  const shown = end < 0 ? texts.length : end;
  return { text: `[${texts.slice(0, shown).join(',')}]`, shown, total: texts.length };
}

function describeCuts(
  lists: Readonly<Record<'servers' | 'tools', FormattedList | undefined>>,
): readonly string[] {
  return Object.entries(lists).flatMap(([name, list]) =>
    list && list.shown < list.total ? [`\`${name}\` has the first ${list.shown} of ${list.total}`] : [],
  );
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
