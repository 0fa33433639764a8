import { serverIdOf, serverUrl } from '../api/endpoints.js';
import type { ServerRequest } from '../inputs/types.js';
import { linkSignals } from '../lib/abort.js';
import { step } from './progress.js';
import { reportFailure } from './report.js';
import type { ServerResult } from './results.js';
import { afterword, type Deployer, deployServer } from './server.js';
import { verifyServer } from './verify.js';
import { type Awaited, showServerLog, waitUntilHealthy } from './wait.js';

/**
 * Step: deploy the servers in order. A server that fails does not keep the next one from its turn; a cancel does.
 */
export async function deployServers(deployer: Deployer): Promise<readonly ServerResult[]> {
  const results: ServerResult[] = [];
  for (const request of deployer.inputs.servers) {
    const before = skipped(deployer, request);
    results.push(deployer.job.signal.aborted ? before : await bringUp(deployer, request, before));
  }
  return results;
}

/** Deploys one server, waits for it, speaks to it, and says in one line how it ended. */
async function bringUp(
  deployer: Deployer,
  request: ServerRequest,
  before: ServerResult,
): Promise<ServerResult> {
  const { host, job } = deployer;
  const result = await stages(deployer, request, before);
  // After a cancel the story says it for all.
  if (result.failure && !job.signal.aborted) reportFailure(host, result.failure);
  if (!result.failure) host.line(`✓ ${result.server} ${endText(result)}: ${result.url}`);
  return result;
}

async function stages(
  deployer: Deployer,
  request: ServerRequest,
  before: ServerResult,
): Promise<ServerResult> {
  const { host, inputs, workspace, apiFor, job } = deployer;
  const deadline = performance.now() + inputs.timeout;
  const part = <Result>(title: string, body: () => Promise<Result>) =>
    step(deployer, `${title} ${before.server}`, body);

  const {
    state,
    isUpdate = false,
    ...deployed
  } = await part(inputs.dryRun ? 'Rehearse' : 'Deploy', () =>
    deployServer(deployer, request, before.id, deadline),
  );
  const result: ServerResult = { ...before, ...deployed };
  if (result.failure || inputs.dryRun) return result;

  const awaited: Awaited = {
    workspaceId: workspace.id,
    serverId: before.id,
    minReplicas: inputs.overrides.minReplicas ?? 0,
    isUpdate,
    deadline,
  };

  const waited = inputs.wait
    ? await part('Wait for', () => waitUntilHealthy(host, apiFor, awaited, job.signal, state))
    : {};
  const verified =
    inputs.verify && !('failure' in waited)
      ? await part('Verify', () => verifyServer(deployer, before.url, deadline))
      : {};
  const end: ServerResult = { ...result, ...waited, ...verified };
  const isServers = end.failure?.code === 'server-unhealthy' || end.failure?.code === 'mcp-failed';
  if (isServers && !job.signal.aborted) await showLog(deployer, awaited);
  return end;
}

async function showLog({ host, apiFor, job }: Deployer, awaited: Awaited): Promise<void> {
  const bound = linkSignals([job.signal], afterword);
  await showServerLog(host, apiFor(bound.signal), awaited);
  bound.release();
}

function endText({ deployStatus, healthStatus, tools }: ServerResult): string {
  if (deployStatus === 'dry-run') return 'would be deployed';
  const health = healthStatus === 'skipped' ? '' : ` and ${healthStatus}`;
  return `deployed${health}${tools ? `, with ${tools.length} tool${tools.length === 1 ? '' : 's'}` : ''}`;
}

/** The result of a server before its turn. */
function skipped({ inputs, workspace }: Deployer, { id, version }: ServerRequest): ServerResult {
  const platformId = serverIdOf(id);
  return {
    server: version === undefined ? id : `${id}@${version}`,
    id: platformId,
    url: serverUrl(inputs.endpoints, workspace.id, platformId),
    deployStatus: 'skipped',
    healthStatus: 'skipped',
  };
}
