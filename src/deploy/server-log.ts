import type { Api } from '../api/client.js';
import { readPods, readServerLog } from '../api/servers.js';
import type { CiProvider } from '../ci/provider.js';
import { withTimeLimit } from '../lib/abort.js';
import { toErrorInfo } from '../schema/errors.js';

/** A server of a workspace. */
export interface ServerPlace {
  readonly workspaceId: string;
  readonly serverId: string;
}

/** Lines of the log of an unhealthy server that are printed. */
const MAX_LOG_LINES = 50;
/** Milliseconds for a reading of the log that only completes what the state shows. */
const PODS_TIMEOUT_MS = 3_000;

/** Prints the last lines of a server's log, folded. A log that cannot be read is reported, and fails nothing. */
export async function showServerLog(
  ci: CiProvider,
  api: Api,
  { workspaceId, serverId }: ServerPlace,
): Promise<void> {
  await ci.group(`Last ${MAX_LOG_LINES} log lines of ${serverId}`, async () => {
    try {
      const lines = await readServerLog(api, workspaceId, serverId, MAX_LOG_LINES);
      for (const line of lines) ci.childOutput(line);
      if (lines.length === 0) ci.info('The log is empty.');
    } catch (error) {
      ci.info(`The log could not be read. ${toErrorInfo(error).message}`);
    }
  });
}

/**
 * The pods that wrote to a server's log lately; undefined if the log cannot be read within some seconds. Never throws.
 *
 * @param apiFor the API, bound to a signal that ends it
 */
export async function tryReadPods(
  apiFor: (signal: AbortSignal) => Api,
  { workspaceId, serverId }: ServerPlace,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  return withTimeLimit(signal, PODS_TIMEOUT_MS, (limited) =>
    readPods(apiFor(limited), workspaceId, serverId),
  ).catch(() => undefined);
}
