import { formatServerUrl } from '../api/endpoints.js';
import type { Workspace } from '../api/workspaces.js';
import { reportError } from '../ci/report.js';
import { type ErrorInfo, errorCatalogue, toErrorInfo } from '../schema/errors.js';
import { exitCodes } from '../schema/exit-codes.js';
import type { RunContext } from './context.js';
import { withProgress } from './progress.js';
import { findWorstError, type ServerResult, setServerOutputs } from './results.js';
import { lookUpWorkspace, readTokenAge, reportExpiry, reportWorkspace } from './token-expiry.js';
import { verifyServer } from './verify.js';

/** The command `check`: checks token and workspace, and verifies servers. Changes and installs nothing. */
export async function runCheck(context: RunContext): Promise<ErrorInfo | undefined> {
  const { workspace, age } = await lookUpWorkspace(context, context.runtime.signal).catch((error) => {
    // Report the token's expiry even if the workspace is not found.
    if (errorCatalogue[toErrorInfo(error).code].exit === exitCodes.target)
      reportExpiry(context, readTokenAge(context));
    throw error;
  });
  const { error } = reportWorkspace(context, workspace, age);
  if (error) reportError(context.ci, error);
  return (await verifyServers(context, workspace)) ?? error;
}

/** Verifies servers without deploying them, for scheduled runs. */
async function verifyServers(context: RunContext, workspace: Workspace): Promise<ErrorInfo | undefined> {
  const { ci, inputs, runtime } = context;
  if (!inputs.verify) return undefined;
  const results: ServerResult[] = [];
  for (const server of inputs.servers) {
    if (runtime.signal.aborted) break;
    const url = formatServerUrl(inputs.endpoints, workspace.id, server.platformId);
    const deadline = performance.now() + inputs.timeout;
    const verified = await withProgress(context, `Verify ${server.label}`, () =>
      verifyServer(context, url, deadline),
    );
    const result: ServerResult = {
      server,
      url,
      deployStatus: 'skipped',
      healthStatus: 'skipped',
      ...verified,
    };
    results.push(result);
    if (result.error) reportError(ci, result.error);
    else ci.info(`✓ ${server.label} is ${result.healthStatus}: ${url}`);
  }
  setServerOutputs(ci, results);
  return findWorstError(results);
}
