import { reportError } from '../ci/report.js';
import { type ErrorInfo, toErrorInfo } from '../schema/errors.js';
import type { RunContext } from './context.js';
import { createEntryLookup } from './entries.js';
import { concludeWithExpiry, findWorstError } from './results.js';
import { assertAccepted } from './server.js';
import { readTokenAge, reportExpiry } from './token-expiry.js';

/**
 * A dry run that would create the workspace. What would be deployed is checked as far as that needs no workspace.
 *
 * @returns the worst error, already reported
 */
export async function dryRunWithoutWorkspace(context: RunContext): Promise<ErrorInfo | undefined> {
  const { ci, inputs, runtime } = context;
  const { error: expiring } = reportExpiry(context, readTokenAge(context));
  const findEntry = createEntryLookup(context);
  const checks = inputs.servers.map(async (server): Promise<{ readonly error?: ErrorInfo }> => {
    try {
      assertAccepted(await findEntry(server, runtime.signal));
      return {};
    } catch (thrown) {
      const { code, message } = toErrorInfo(thrown);
      return { error: { code, message: `${server.registryId}: ${message}` } };
    }
  });
  const results = await Promise.all(checks);
  const worst = findWorstError(results);
  ci.setOutputs({ 'deploy-status': worst ? 'failed' : 'dry-run' });
  // After a cancel, run() reports one error for the whole run.
  if (!runtime.signal.aborted) for (const { error } of results) if (error) reportError(ci, error);
  const names = inputs.servers.map(({ label }) => label).join(', ');
  if (!worst) ci.info(`✓ Would create the workspace${names && `, and deploy ${names} to it`}`);
  return concludeWithExpiry(ci, worst, expiring);
}
