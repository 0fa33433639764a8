import type { Workspace } from '../api/workspaces.js';
import type { Host } from '../ci/provider.js';
import { together } from '../lib/abort.js';
import { openPrivateDirectory, removePrivateDirectory } from '../ntcli/session.js';
import type { Failure } from '../schema/errors.js';
import type { Scene } from './context.js';
import { sendWithApi, sendWithNtcli } from './deployers.js';
import { installNtcli } from './install.js';
import { giveNotice, reportFailure } from './report.js';
import { serverOutputs, worstFailure } from './results.js';
import { setSecrets } from './secrets.js';
import type { SendDeploy } from './server.js';
import { deployServers } from './servers.js';
import { handOver, isHandedOver, signInToWorkspace } from './sign-in.js';
import { summaryOf } from './summary.js';
import { looksExpired, lookUp, type ToldExpiry, tellWhere } from './token-expiry.js';

/**
 * The story of the commands `deploy` and `setup`: with ntcli, or with the API alone.
 *
 * @returns the worst failure, reported already
 * @throws Failed for what stops the story before the servers
 */
export async function deployStory(scene: Scene): Promise<Failure | undefined> {
  // A token that seems expired is tried before anything is installed: the clock may be wrong, or it was refreshed.
  if (looksExpired(scene)) await lookUp(scene, scene.job.signal);
  scene.host.setOutputs({ 'deploy-status': 'skipped', 'health-status': 'skipped' });
  return scene.inputs.deployWith === 'api' ? withApi(scene) : inPrivate(scene);
}

async function withApi(scene: Scene): Promise<Failure | undefined> {
  const { host, inputs, job, timeline } = scene;
  const { workspace, age } = await timeline.measure('Find the workspace', () => lookUp(scene, job.signal));
  const told = tellWhere(scene, workspace, age);
  if (inputs.autoRefresh)
    giveNotice(host, 'auto-refresh-missing', 'With `deploy-with: api` there is no ntcli.');
  const { handOverToken } = host.laterSteps;
  if (handOverToken && isHandedOver(scene)) host.line(`✓ Later steps have ${handOverToken(inputs.token)}`);
  return bringUpServers(scene, workspace, told, sendWithApi(scene, workspace));
}

/** The story with ntcli, within a directory that is gone afterwards unless later steps were given it. */
async function inPrivate(scene: Scene): Promise<Failure | undefined> {
  const own = await openPrivateDirectory(scene.host.places.temp, scene.host.promiseRemoval);
  let isTheirs = false;
  try {
    const { ntcli, workspace, told } = await prepareNtcli(scene, own);
    if (isHandedOver(scene)) {
      const launcher = await handOver(scene, ntcli);
      isTheirs = true;
      scene.host.setOutputs({ 'ntcli-path': launcher });
    }
    const send = sendWithNtcli(scene, workspace, ntcli);
    return await bringUpServers(scene, workspace, told, send, ntcli.ntcli.version);
  } finally {
    if (!isTheirs) await cleanUp(scene.host, own);
  }
}

/** Makes ntcli available in the private directory, and signs it in to the workspace that is looked up meanwhile. */
async function prepareNtcli(scene: Scene, own: string) {
  const { job, timeline } = scene;
  const [installed, { workspace, age }] = await together(
    job.signal,
    (signal) => installNtcli(scene, own, signal),
    (signal) => timeline.measure('Find the workspace', () => lookUp(scene, signal)),
  );
  const ntcli = await signInToWorkspace(scene, own, installed, workspace);
  return { ntcli, workspace, told: tellWhere(scene, workspace, age) };
}

/** What is the same whoever sends the deploys: secrets before them; health, outputs and summary after them. */
async function bringUpServers(
  scene: Scene,
  workspace: Workspace,
  { expiry, failure: expiring }: ToldExpiry,
  send: SendDeploy,
  ntcliVersion?: string,
): Promise<Failure | undefined> {
  const { host, inputs, timeline } = scene;
  await setSecrets(scene, workspace);
  const servers = await deployServers({ ...scene, workspace, send });
  keep(host, () => host.setOutputs(serverOutputs(servers)));
  if (inputs.summary && servers.length > 0) {
    const summary = summaryOf({ workspace, ntcliVersion, servers, expiry, spans: timeline.spans });
    keep(host, () => host.writeSummary(summary));
  }
  const worst = worstFailure(servers);
  // One exit code can say only one thing, but the other is not to be lost.
  if (worst && expiring) giveNotice(host, 'token-expiring', expiring.what);
  if (!worst && expiring) reportFailure(host, expiring);
  return worst ?? expiring;
}

/** A deploy that is done stays done when what it has to report cannot be kept; but that is said. */
function keep(host: Host, write: () => void): void {
  try {
    write();
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
