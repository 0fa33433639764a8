import type { ErrorInfo } from '../schema/errors.js';
import type { DeployContext } from './context.js';
import { removeServerAndWait } from './removal.js';
import type { TimeLimit } from './time-limit.js';

/**
 * Removes a server for `replace: true`, and waits until the platform no longer has it: a deploy before that would be
 * an update again.
 *
 * @returns an error if the server is still there, or may be
 */
export async function removeForReplace(
  { ci, apiFor, workspace }: DeployContext,
  serverId: string,
  limit: TimeLimit,
): Promise<ErrorInfo | undefined> {
  ci.info(`Removing ${serverId}, because \`replace\` is true`);
  const outcome = await removeServerAndWait(apiFor(limit.signal), workspace, serverId, limit);
  ci.debug(`replace: ${JSON.stringify(outcome)}`);
  if (outcome.kind === 'removed') {
    ci.info(`✓ Removed ${serverId}`);
    return undefined;
  }
  const { code, message } = outcome.error;
  // Nothing was removed, so the deploy is what was refused.
  return outcome.kind === 'refused' && code === 'removal-refused'
    ? { code: 'deploy-refused', message: `It could not be removed: ${message}` }
    : { code, message };
}
