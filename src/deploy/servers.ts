import { formatServerUrl } from '../api/endpoints.js';
import { reportError, reportNotice } from '../ci/report.js';
import type { Server } from '../inputs/types.js';
import { withTimeLimit } from '../lib/abort.js';
import { type BufferedLog, createBufferedLog } from './buffered-log.js';
import type { DeployContext } from './context.js';
import { withLiveLines, withProgress } from './progress.js';
import type { ServerResult } from './results.js';
import { needsNewProcess } from './rollout.js';
import type { DeployResult } from './send.js';
import { deployServer } from './server.js';
import { showServerLog } from './server-log.js';
import { POST_DEADLINE_GRACE_MS } from './time-limit.js';
import { type VerifyResult, verifyServer } from './verify.js';
import { type WaitResult, waitUntilHealthy } from './wait.js';

/** A server whose deploy was sent. */
interface Sent {
  readonly server: Server;
  readonly result: ServerResult;
  readonly deployed: DeployResult;
  /** The moment of `performance.now()` at which its time is over. */
  readonly deadline: number;
  /** The wait, which began when the deploy was accepted. */
  readonly waiting?: Task<WaitResult>;
  /** The verification, which begins when the wait is over. No result if the server is not healthy. */
  readonly verifying?: Task<VerifyResult | undefined>;
}

/** What runs for several servers at the same time. Its lines are shown once its group of the log is open. */
interface Task<Result> {
  readonly log: BufferedLog;
  readonly result: Promise<Result>;
}

/**
 * Step: deploy the servers. They are sent in order, and waited for and verified side by side. A server that fails does
 * not stop the others; a cancel does.
 */
export async function deployAll(context: DeployContext): Promise<readonly ServerResult[]> {
  const { runtime, ci } = context;
  const { sent, waited, verified } = await withLiveLines(context, runAll);
  const results: ServerResult[] = [];
  for (const [index, one] of sent.entries()) {
    const result = conclude(context, one, waited[index], verified[index]);
    results.push(result);
    const hasLog = ['server-unhealthy', 'mcp-failed', 'mcp-refused'].some(
      (code) => code === result.error?.code,
    );
    if (hasLog && !runtime.signal.aborted) await showLog(context, one);
    // After a cancel, run() reports one error for the whole run. What failed to be sent was reported at once.
    if (result.error && !one.result.error && !runtime.signal.aborted) reportError(ci, result.error);
    if (!result.error && result.deployStatus !== 'skipped')
      ci.info(`✓ ${one.server.label} ${formatStatus(result)}: ${result.url}`);
  }
  return results;
}

async function runAll(context: DeployContext) {
  const sent: Sent[] = [];
  for (const server of context.inputs.servers) {
    const one = await sendOne(context, server);
    const verifying = startVerification(context, one);
    sent.push({ ...one, ...(verifying && { verifying }) });
  }
  const waited = await waitForAll(context, sent);
  return { sent, waited, verified: await verifyAll(context, sent, waited) };
}

async function sendOne(context: DeployContext, server: Server): Promise<Sent> {
  const { ci, inputs, workspace, apiFor, runtime, live } = context;
  const deadline = performance.now() + inputs.timeout;
  const skipped: ServerResult = {
    server,
    url: formatServerUrl(inputs.endpoints, workspace.id, server.platformId),
    deployStatus: 'skipped',
    healthStatus: 'skipped',
  };
  if (runtime.signal.aborted) return { server, result: skipped, deployed: skipped, deadline };
  const title = `${inputs.dryRun ? 'Dry run:' : 'Deploy'} ${server.label}`;
  live?.show(server.label, 'Deploy');
  const deployed = await withProgress(context, title, () => deployServer(context, server, deadline));
  const { deployStatus, error, state, before, isRestarted, hasOtherPackage, wasRemoved } = deployed;
  const result: ServerResult = { ...skipped, deployStatus, ...(error && { error }) };
  // After a cancel, the error is that of the run, unless a server was removed.
  if (error && (!runtime.signal.aborted || wasRemoved)) reportError(ci, error);
  live?.show(
    server.label,
    error ? 'failed' : deployStatus,
    error !== undefined || !(inputs.wait || inputs.verify),
  );
  if (error || inputs.dryRun || !inputs.wait) return { server, result, deployed, deadline };
  const target = {
    workspaceId: workspace.id,
    serverId: server.platformId,
    deadline,
    since: performance.now(),
    ...(isRestarted && { isRestarted }),
    ...(hasOtherPackage && { hasOtherPackage }),
    ...(inputs.settings.minReplicas !== undefined && { minReplicas: inputs.settings.minReplicas }),
    ...(before && { before }),
  };
  const log = createBufferedLog(ci, server, inputs.servers.length > 1, live);
  const wait = waitUntilHealthy(log, apiFor, target, runtime.signal, state).then((waited) => {
    live?.show(server.label, waited.healthStatus, waited.error !== undefined || !inputs.verify);
    return waited;
  });
  return { server, result, deployed, deadline, waiting: { log, result: wait } };
}

async function waitForAll(
  context: DeployContext,
  sent: readonly Sent[],
): Promise<readonly (WaitResult | undefined)[]> {
  const waiting = sent.filter((one) => one.waiting);
  if (waiting.length === 0) return [];
  return withProgress(context, `Wait for ${formatServers(waiting)}`, () => {
    for (const one of waiting) one.waiting?.log.open();
    return Promise.all(sent.map((one) => one.waiting?.result));
  });
}

/** Verifies a server as soon as it is healthy: the wait for another one may take all of its time. */
function startVerification(context: DeployContext, one: Sent): Task<VerifyResult | undefined> | undefined {
  const { ci, inputs } = context;
  if (one.result.deployStatus !== 'deployed' || !inputs.verify) return undefined;
  const log = createBufferedLog(ci, one.server, inputs.servers.length > 1);
  const verify = async () => {
    const waited = await one.waiting?.result;
    return waited?.error ? undefined : verifyOne({ ...context, ci: { ...ci, info: log.info } }, one);
  };
  return { log, result: verify() };
}

async function verifyAll(
  context: DeployContext,
  sent: readonly Sent[],
  waited: readonly (WaitResult | undefined)[],
): Promise<readonly (VerifyResult | undefined)[]> {
  const ready = sent.filter((one, index) => one.verifying && !waited[index]?.error);
  if (ready.length === 0) return [];
  return withProgress(context, `Verify ${formatServers(ready)}`, () => {
    for (const one of ready) one.verifying?.log.open();
    return Promise.all(sent.map((one) => one.verifying?.result));
  });
}

async function verifyOne(context: DeployContext, { server, result, deadline }: Sent): Promise<VerifyResult> {
  context.live?.show(server.label, 'Verify');
  const verified = await verifyServer(context, result.url, deadline);
  context.live?.show(server.label, verified.error ? 'failed' : 'verified', true);
  return verified;
}

/** Combines what the deploy, the wait and MCP showed of a server. */
function conclude(
  { ci, inputs }: DeployContext,
  { server, result, deployed }: Sent,
  waited: WaitResult | undefined,
  verified: VerifyResult | undefined,
): ServerResult {
  const { isUnproven = false, state: _, ...health } = waited ?? {};
  const { serverVersion, ...checks } = verified ?? {};
  const { before, state, versionBefore } = deployed;
  const end: ServerResult = { ...result, ...health, ...checks };
  // Without a wait, only MCP can tell an old process from a new one.
  const isReplaced = before && needsNewProcess(before.state, state, deployed);
  const isOpen = waited ? isUnproven : verified && isReplaced;
  const isNewVersion = Boolean(versionBefore && serverVersion && versionBefore !== serverVersion);
  if (!isOpen || end.error || isNewVersion) return end;
  const versions = serverVersion ? ` MCP reports version ${serverVersion}, as before the deploy.` : '';
  reportNotice(
    ci,
    'rollout-unproven',
    `${server.label} is running, possibly still in the old version.${versions}`,
  );
  return { ...end, healthStatus: inputs.wait || inputs.verify ? 'unknown' : end.healthStatus };
}

async function showLog({ ci, apiFor, runtime, workspace }: DeployContext, { server }: Sent): Promise<void> {
  const place = { workspaceId: workspace.id, serverId: server.platformId };
  await withTimeLimit(runtime.signal, POST_DEADLINE_GRACE_MS, (signal) =>
    showServerLog(ci, apiFor(signal), place),
  );
}

function formatServers(sent: readonly Sent[]): string {
  return sent.length === 1 ? `${sent[0]?.server.label}` : `${sent.length} servers`;
}

function formatStatus({ deployStatus, healthStatus, tools }: ServerResult): string {
  if (deployStatus === 'dry-run') return 'would be deployed';
  const count = tools ? `, with ${tools.length} tool${tools.length === 1 ? '' : 's'}` : '';
  if (healthStatus === 'skipped') return `deployed${count}`;
  // The warning before this line says why.
  if (healthStatus === 'unknown') return `deployed${count}, but not confirmed as healthy`;
  return `deployed and ${healthStatus}${count}`;
}
