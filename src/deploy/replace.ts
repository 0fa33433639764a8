import { readServer, removeServer, type ServerState } from '../api/servers.js';
import { retry } from '../lib/retry.js';
import { type ErrorInfo, toErrorInfo } from '../schema/errors.js';
import type { DeployContext } from './context.js';

/** Milliseconds between two looks at a server that is being removed, before jitter. */
const pollDelays = [250, 500, 1_000];

/**
 * Removes a server for `replace: true`, and waits until the platform no longer has it: a deploy before that would be
 * an update again. The removal is sent once; the platform shows whether it took effect.
 *
 * @param deadline the moment of `performance.now()` at which the wait ends
 * @returns an error if the server is still there, or may be
 */
export async function removeForReplace(
  { ci, apiFor, workspace }: DeployContext,
  serverId: string,
  deadline: number,
  signal: AbortSignal,
): Promise<ErrorInfo | undefined> {
  const api = apiFor(signal);
  ci.info(`Removing ${serverId}, because \`replace\` is true`);
  const sent = await removeServer(api, workspace.id, serverId);
  ci.debug(`replace: ${JSON.stringify(sent)}`);
  if (sent.kind === 'refused')
    return { code: sent.code, message: `It could not be removed: ${sent.message}` };
  try {
    const read = () => readServer(api, workspace.id, serverId, deadline);
    const state = await retry<ServerState | undefined>(read, {
      delays: pollDelays,
      repeatLastDelay: true,
      deadline,
      signal,
      shouldRetry: (found) => found !== undefined,
    });
    if (state === undefined) {
      ci.info(`✓ Removed ${serverId}`);
      return undefined;
    }
  } catch (error) {
    return { code: 'removal-unknown', message: `${sent.message} ${toErrorInfo(error).message}` };
  }
  return { code: 'removal-unknown', message: sent.message };
}
