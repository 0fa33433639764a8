import type { Workspace } from '../api/workspaces.js';
import type { CiProvider } from '../ci/provider.js';
import { reportNotice, tryWrite } from '../ci/report.js';
import { runBothOrAbort } from '../lib/abort.js';
import type { SignedInNtcli } from '../ntcli/cli.js';
import { createRunDir, removeRunDir } from '../ntcli/session.js';
import { restrictToOwner } from '../ntcli/windows-access.js';
import { createError, type ErrorInfo, errorCatalogue, toErrorInfo } from '../schema/errors.js';
import type { Deployer, EntryLookup, RunContext } from './context.js';
import { createApiDeployer, createNtcliDeployer } from './deployers.js';
import { dryRunWithoutWorkspace } from './dry-run.js';
import { startEntryLookups } from './entries.js';
import { installNtcli } from './install.js';
import { concludeWithExpiry, findWorstError, setServerOutputs } from './results.js';
import { checkSecrets, setSecrets } from './secrets.js';
import { explainNoNtcli, formatDeployer, isApiFallback, selectDeployer } from './select-deployer.js';
import { deployAll } from './servers.js';
import { bindToken, exportSession, shouldExport, signInToWorkspace } from './sign-in.js';
import { formatSummary } from './summary.js';
import {
  type ExpiryReport,
  isLocallyExpired,
  reportWorkspace,
  type WorkspaceLookup,
} from './token-expiry.js';
import { createAndLookUp, lookUpOrNone } from './workspace.js';

/** A workspace that is known, and what sends the deploys to it. */
interface Prepared {
  readonly workspace: Workspace;
  readonly expiry: ExpiryReport;
  readonly deployer: Deployer;
}

/**
 * Runs the commands `deploy` and `setup`, with ntcli or only with the API.
 *
 * @returns the worst error, already reported
 * @throws DeployError for an error before the first server
 */
export async function runDeploy(context: RunContext): Promise<ErrorInfo | undefined> {
  // Try a token that appears to be expired before installing anything: the clock may be wrong, or it was refreshed.
  if (isLocallyExpired(context)) await lookUpOrNone(context, context.runtime.signal);
  context.ci.setOutputs({ 'deploy-status': 'skipped', 'health-status': 'skipped' });
  const { dryRun, createWorkspace } = context.inputs;
  if (dryRun && createWorkspace && !(await lookUpOrNone(context, context.runtime.signal)))
    return dryRunWithoutWorkspace(context);
  const isExported = shouldExport(context);
  const reason = explainNoNtcli(context.inputs, isExported);
  return reason ? deployWithApi(context, reason, isExported) : deployWithNtcli(context, isExported);
}

async function deployWithApi(
  context: RunContext,
  reason: string,
  isExported: boolean,
): Promise<ErrorInfo | undefined> {
  const { runtime, timings } = context;
  const findEntry = startEntryLookups(context);
  const known = await timings.measure('Find workspace', () => lookUpOrNone(context, runtime.signal));
  const found = known ?? (await createAndLookUp(context, runtime.signal));
  return deployAndReport(context, prepareApi(context, found, reason, isExported), findEntry);
}

/** Deploys with ntcli, in a directory that is removed at the end unless it was exported to later steps. */
async function deployWithNtcli(context: RunContext, isExported: boolean): Promise<ErrorInfo | undefined> {
  const runDir = await createRunDir(getTemp(context.ci), context.ci.registerCleanup);
  if (process.platform === 'win32') await restrictSession(context, runDir);
  let isSessionExported = false;
  try {
    const { installed, found } = await installAndFindWorkspace(context, runDir);
    // Not during the install, which may take long: ntcli looks a server up again, and may find a newer version.
    const findEntry = startEntryLookups(context);
    if (installed.kind === 'unavailable') {
      const { title } = errorCatalogue[installed.error.code];
      const laterSteps = isExported ? ' Later steps have the token, but not ntcli.' : '';
      reportNotice(context.ci, 'ntcli-not-installed', `${title}: ${installed.error.message}${laterSteps}`);
      const reason = 'ntcli could not be installed';
      return await deployAndReport(context, prepareApi(context, found, reason, isExported), findEntry);
    }
    const ntcli = await signInToWorkspace(context, runDir, installed.ntcli, found.workspace);
    const expiry = reportWorkspace(context, found.workspace, found.age);
    if (isExported) {
      const launcher = await exportSession(context, ntcli);
      isSessionExported = true;
      context.ci.setOutputs({ 'ntcli-path': launcher });
    }
    return await deployAndReport(context, prepareNtcli(context, found.workspace, expiry, ntcli), findEntry);
  } finally {
    if (!isSessionExported) await removeSession(context.ci, runDir);
  }
}

/** Windows: closes the directory of this run to other users. */
async function restrictSession({ ci, runtime }: RunContext, runDir: string): Promise<void> {
  const isClosed = await restrictToOwner(runDir, runtime.env, { debug: ci.debug, signal: runtime.signal });
  if (!isClosed) reportNotice(ci, 'session-not-restricted', `Could not set the permissions of ${runDir}.`);
}

/**
 * The directory for temporary files.
 *
 * @throws DeployError temp-in-checkout
 */
function getTemp({ paths: { temp, checkout }, info }: CiProvider): string {
  for (const { path, problem } of temp.rejected)
    info(`${path} is not used for temporary files: it ${problem}.`);
  if (temp.path !== undefined) return temp.path;
  throw createError('temp-in-checkout', `No directory for temporary files is outside ${checkout}.`);
}

/** Installs ntcli while the workspace is looked up. A workspace is created only after that: a failed install leaves none. */
async function installAndFindWorkspace(context: RunContext, runDir: string) {
  const { runtime, timings, inputs } = context;
  const [installed, known] = await runBothOrAbort(
    runtime.signal,
    async (signal) => {
      try {
        return { kind: 'installed', ntcli: await installNtcli(context, runDir, signal) } as const;
      } catch (error) {
        const info = toErrorInfo(error);
        if (signal.aborted || !isApiFallback(inputs, info)) throw error;
        return { kind: 'unavailable', error: info } as const;
      }
    },
    (signal) => timings.measure('Find workspace', () => lookUpOrNone(context, signal)),
  );
  const found = known ?? (await createAndLookUp(context, runtime.signal));
  return { installed, found };
}

function prepareNtcli(
  context: RunContext,
  workspace: Workspace,
  expiry: ExpiryReport,
  ntcli: SignedInNtcli,
): Prepared {
  const { name, reason } = selectDeployer(context.inputs, ntcli);
  const deployer =
    name === 'ntcli'
      ? createNtcliDeployer(context, workspace, ntcli, reason)
      : createApiDeployer(context, workspace, reason);
  return { workspace, expiry, deployer };
}

function prepareApi(
  context: RunContext,
  found: WorkspaceLookup,
  reason: string,
  isExported: boolean,
): Prepared {
  const { ci, inputs } = context;
  const expiry = reportWorkspace(context, found.workspace, found.age);
  if (inputs.autoRefresh) reportNotice(ci, 'auto-refresh-missing', 'This run has no ntcli.');
  const { exportToken } = ci.exports;
  if (exportToken && isExported) ci.info(`✓ ${exportToken(bindToken(inputs))}`);
  const { workspace } = found;
  return { workspace, expiry, deployer: createApiDeployer(context, workspace, reason) };
}

/** The steps that are the same for ntcli and the API: secrets, deploys, outputs and summary. */
async function deployAndReport(
  context: RunContext,
  { workspace, expiry: { expiry, error: expiring }, deployer }: Prepared,
  findEntry: EntryLookup,
): Promise<ErrorInfo | undefined> {
  const { ci, inputs, timings } = context;
  await checkSecrets(context, workspace, findEntry);
  await setSecrets(context, workspace);
  if (inputs.servers.length > 0) reportDeployer(context, deployer);
  const servers = await deployAll({ ...context, workspace, deployer, findEntry });
  tryWrite(ci, () => setServerOutputs(ci, servers));
  if (inputs.summary && servers.length > 0) {
    const summary = { workspace, deployer, servers, expiry, timings: timings.entries };
    tryWrite(ci, () => ci.writeSummary(formatSummary(summary)));
  }
  return concludeWithExpiry(ci, findWorstError(servers), expiring);
}

/** Says what sends the deploys, and why. */
function reportDeployer({ ci, inputs }: RunContext, deployer: Deployer): void {
  const start = inputs.dryRun ? 'A deploy would go' : 'Deploying';
  ci.info(`${start} ${formatDeployer(deployer)}: ${deployer.reason}`);
  if (!inputs.dryRun) ci.setOutputs({ 'deployed-with': deployer.name });
}

/** A failed cleanup does not fail the deploy, but is reported. */
async function removeSession(ci: CiProvider, runDir: string): Promise<void> {
  const problem = await removeRunDir(runDir);
  if (problem) reportNotice(ci, 'clean-up-failed', problem);
}
