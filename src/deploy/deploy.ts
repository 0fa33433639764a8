import type { Workspace } from '../api/workspaces.js';
import type { CiProvider } from '../ci/provider.js';
import { runBothOrAbort } from '../lib/abort.js';
import { createRunDir, removeRunDir } from '../ntcli/session.js';
import { createError, type ErrorInfo } from '../schema/errors.js';
import type { Deployer, RunContext } from './context.js';
import { createApiDeployer, createNtcliDeployer } from './deployers.js';
import { createEntryLookup } from './entries.js';
import { installNtcli } from './install.js';
import { reportError, reportNotice } from './report.js';
import { findWorstError, formatServerOutputs } from './results.js';
import { checkSecrets, setSecrets } from './secrets.js';
import { deployAll } from './servers.js';
import { exportSession, shouldExport, signInToWorkspace } from './sign-in.js';
import { formatSummary } from './summary.js';
import { type ExpiryReport, isLocallyExpired, lookUpWorkspace, reportWorkspace } from './token-expiry.js';

/**
 * Runs the commands `deploy` and `setup`, with ntcli or only with the API.
 *
 * @returns the worst error, already reported
 * @throws DeployError for an error before the first server
 */
export async function runDeploy(context: RunContext): Promise<ErrorInfo | undefined> {
  // Try a token that appears to be expired before installing anything: the clock may be wrong, or it was refreshed.
  if (isLocallyExpired(context)) await lookUpWorkspace(context, context.runtime.signal);
  context.ci.setOutputs({ 'deploy-status': 'skipped', 'health-status': 'skipped' });
  return context.inputs.deployWith === 'api' ? deployWithApi(context) : deployWithNtcli(context);
}

async function deployWithApi(context: RunContext): Promise<ErrorInfo | undefined> {
  const { ci, inputs, runtime, timings } = context;
  const { workspace, age } = await timings.measure('Find workspace', () =>
    lookUpWorkspace(context, runtime.signal),
  );
  const told = reportWorkspace(context, workspace, age);
  if (inputs.autoRefresh) reportNotice(ci, 'auto-refresh-missing', '`deploy-with: api` runs without ntcli.');
  const { exportToken } = ci.exports;
  if (exportToken && shouldExport(context)) ci.info(`✓ ${exportToken(inputs.token.value)}`);
  return deployAndReport(context, workspace, told, createApiDeployer(context, workspace));
}

/** Deploys with ntcli, in a directory that is removed at the end unless it was exported to later steps. */
async function deployWithNtcli(context: RunContext): Promise<ErrorInfo | undefined> {
  const own = await createRunDir(getTemp(context.ci), context.ci.registerCleanup);
  let isTheirs = false;
  try {
    const { ntcli, workspace, told } = await prepareNtcli(context, own);
    if (shouldExport(context)) {
      const launcher = await exportSession(context, ntcli);
      isTheirs = true;
      context.ci.setOutputs({ 'ntcli-path': launcher });
    }
    const send = createNtcliDeployer(context, workspace, ntcli);
    return await deployAndReport(context, workspace, told, send, ntcli.ntcli.version);
  } finally {
    if (!isTheirs) await removeSession(context.ci, own);
  }
}

/**
 * The directory for temporary files.
 *
 * @throws DeployError temp-in-checkout
 */
function getTemp({ paths: { temp, checkout }, info }: CiProvider): string {
  for (const directory of temp.rejected)
    info(`${directory} is not used for temporary files: it is inside the checkout ${checkout}.`);
  if (temp.path !== undefined) return temp.path;
  throw createError('temp-in-checkout', `No directory for temporary files is outside ${checkout}.`);
}

/** Installs ntcli while the workspace is looked up, then signs it in. */
async function prepareNtcli(context: RunContext, own: string) {
  const { runtime, timings } = context;
  const [installed, { workspace, age }] = await runBothOrAbort(
    runtime.signal,
    (signal) => installNtcli(context, own, signal),
    (signal) => timings.measure('Find workspace', () => lookUpWorkspace(context, signal)),
  );
  const ntcli = await signInToWorkspace(context, own, installed, workspace);
  return { ntcli, workspace, told: reportWorkspace(context, workspace, age) };
}

/** The steps that are the same for ntcli and the API: secrets, deploys, outputs and summary. */
async function deployAndReport(
  context: RunContext,
  workspace: Workspace,
  { expiry, error: expiring }: ExpiryReport,
  deployer: Deployer,
  ntcliVersion?: string,
): Promise<ErrorInfo | undefined> {
  const { ci, inputs, timings } = context;
  const findEntry = createEntryLookup(context);
  // With ntcli, the registry is read only if there is something to compare.
  if (deployer.name === 'api' || inputs.secrets.size > 0 || inputs.dryRun)
    await checkSecrets(context, workspace, findEntry);
  await setSecrets(context, workspace);
  const servers = await deployAll({ ...context, workspace, deployer, findEntry });
  tryWrite(ci, () => ci.setOutputs(formatServerOutputs(servers)));
  if (inputs.summary && servers.length > 0) {
    const summary = formatSummary({ workspace, ntcliVersion, servers, expiry, timings: timings.entries });
    tryWrite(ci, () => ci.writeSummary(summary));
  }
  const worst = findWorstError(servers);
  // There is only one exit code, so report the other error as a notice.
  if (worst && expiring) reportNotice(ci, 'token-expiring', expiring.message);
  if (!worst && expiring) reportError(ci, expiring);
  return worst ?? expiring;
}

/** A failure to write a report does not fail the deploy, but is reported. */
function tryWrite(ci: CiProvider, write: () => void): void {
  try {
    write();
  } catch {
    reportNotice(ci, 'report-not-kept', 'The file could not be written.');
  }
}

/** A failed cleanup does not fail the deploy, but is reported. */
async function removeSession(ci: CiProvider, own: string): Promise<void> {
  const left = await removeRunDir(own);
  if (left) reportNotice(ci, 'clean-up-failed', left);
}
