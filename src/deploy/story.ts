import type { Host } from '../hosts/host.js';
import { parseInputs } from '../inputs/parse.js';
import { isVariableName } from '../inputs/token.js';
import type { Workspace } from '../nimbletools/workspaces.js';
import { type ExitCode, exits } from '../spec/exits.js';
import { type Failure, failureCatalogue, failureOf } from '../spec/failures.js';
import { deployServers } from './deploy-servers.js';
import { handOver } from './hand-over.js';
import { readInputFile } from './input-file.js';
import { installNtcli } from './install-ntcli.js';
import { openPrivateDirectory, removePrivateDirectory } from './private-directory.js';
import { refuseTrace } from './refuse-trace.js';
import { giveNotice, reportFailure } from './report.js';
import { serverOutputs, worstFailure } from './result.js';
import { type Job, type Scene, setScene } from './scene.js';
import { setSecrets } from './set-secrets.js';
import { signInToWorkspace } from './sign-in.js';
import { summaryOf } from './summary.js';
import { together } from './together.js';
import { looksExpired, lookUp, ownAge, tellExpiry } from './token.js';

/**
 * One run, from the first mask to the last clean-up, the same on every CI system.
 *
 * @returns the exit code of the process; whatever failed has been reported by then
 */
export async function tellStory(host: Host, job: Job): Promise<ExitCode> {
  try {
    if (host.raw.token && !isVariableName(host.raw.token)) host.mask(host.raw.token);
    refuseTrace(job.env);
    const parsed = parseInputs(host.raw, host.places.checkout, readInputFile);
    if (!parsed.ok) return withoutInputs(host, parsed);
    for (const secret of parsed.inputs.secrets.values()) host.mask(secret);
    const scene = setScene(host, job, parsed.inputs);
    if (/^\s|\s$/.test(host.raw.token ?? ''))
      giveNotice(host, 'token-trimmed', 'It is no part of the token.');

    const failure = await (parsed.inputs.command === 'check' ? check(scene) : deployInPrivate(scene));
    if (job.signal.aborted) return report(host, cancellation(job.signal));
    return failure ? failureCatalogue[failure.code].exit : exits.done;
  } catch (error) {
    return report(host, job.signal.aborted ? cancellation(job.signal) : failureOf(error));
  }
}

/** The end of a run whose inputs do not allow one. */
function withoutInputs(host: Host, { failure, skip }: { failure: Failure; skip?: true }): ExitCode {
  const isMissing = failure.code === 'token-missing';
  const hint = isMissing && host.whyNoToken ? ` ${host.whyNoToken}` : '';
  const what = failure.what + hint;
  if (isMissing)
    host.setOutputs({ 'token-status': 'missing', 'deploy-status': 'skipped', 'health-status': 'skipped' });
  if (!skip) return report(host, { ...failure, what });
  giveNotice(host, 'token-skipped', what);
  return exits.done;
}

/** The story of the `check` command: token and workspace, nothing else. */
async function check(scene: Scene): Promise<Failure | undefined> {
  const { workspace, age } = await lookUp(scene, scene.job.signal).catch((error) => {
    // What the token says of itself is worth knowing even where its workspace is not found.
    if (failureCatalogue[failureOf(error).code].exit === exits.target) tellExpiry(scene, ownAge(scene));
    throw error;
  });
  tellWorkspace(scene, workspace);
  return reported(scene, tellExpiry(scene, age).failure);
}

/** The stories that install ntcli, within a directory that is gone afterwards unless later steps were given it. */
async function deployInPrivate(scene: Scene): Promise<Failure | undefined> {
  // A token that seems expired is tried before anything is installed: the clock may be wrong, or it was refreshed.
  if (looksExpired(scene)) await lookUp(scene, scene.job.signal);
  scene.host.setOutputs({ 'deploy-status': 'skipped', 'health-status': 'skipped' });
  const own = await openPrivateDirectory(scene.host);
  const stay = { handedOver: false };
  try {
    return await deploy(scene, own, stay);
  } finally {
    if (!stay.handedOver) await cleanUp(scene.host, own);
  }
}

/**
 * @param own the private directory
 * @param stay learns when the session belongs to later steps
 * @returns the worst failure, reported already
 * @throws Failed for what stops the story before the servers
 */
async function deploy(
  scene: Scene,
  own: string,
  stay: { handedOver: boolean },
): Promise<Failure | undefined> {
  const { host, job, inputs, timeline } = scene;
  const [installed, { workspace, age }] = await together(
    job.signal,
    (signal) => installNtcli(scene, own, signal),
    (signal) => timeline.measure('Find the workspace', () => lookUp(scene, signal)),
  );
  const ntcli = await signInToWorkspace(scene, own, installed, workspace);
  tellWorkspace(scene, workspace);
  const { expiry, failure: expiring } = tellExpiry(scene, age);

  const launcher = await handOver(scene, ntcli);
  if (launcher !== undefined) {
    stay.handedOver = true;
    host.setOutputs({ 'ntcli-path': launcher });
  }
  await setSecrets(scene, workspace);
  const servers = await deployServers({ ...scene, workspace, ntcli });
  host.setOutputs(serverOutputs(servers));
  if (inputs.summary && servers.length > 0) {
    keepReport(host, summaryOf({ workspace, ntcli: installed, servers, expiry, spans: timeline.spans }));
  }
  const worst = worstFailure(servers);
  // One exit code can say only one thing, but the other is not to be lost.
  if (worst && expiring) giveNotice(host, 'token-expiring', expiring.what);
  return worst ?? reported(scene, expiring);
}

function tellWorkspace({ host }: Scene, { id, name }: Workspace): void {
  host.line(`✓ Workspace ${name} (${id})`);
}

/** A deploy that is done stays done when its report cannot be kept; but that is said. */
function keepReport(host: Host, markdown: string): void {
  try {
    host.writeSummary(markdown);
  } catch {
    giveNotice(host, 'report-not-kept', 'The file could not be written.');
  }
}

/** A deploy that is done stays done when the clean-up after it fails; but that is said. */
async function cleanUp(host: Host, own: string): Promise<void> {
  await removePrivateDirectory(own).catch(() =>
    giveNotice(host, 'clean-up-failed', `${own} is still there.`),
  );
}

function reported({ host }: Scene, failure: Failure | undefined): Failure | undefined {
  if (failure) reportFailure(host, failure);
  return failure;
}

function report(host: Host, failure: Failure): ExitCode {
  reportFailure(host, failure);
  return failureCatalogue[failure.code].exit;
}

function cancellation(signal: AbortSignal): Failure {
  const code = signal.reason === 'SIGTERM' ? 'terminated' : 'interrupted';
  return { code, what: `${signal.reason} arrived, and everything was stopped.` };
}
