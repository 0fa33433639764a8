import { formatServerUrl } from '../api/endpoints.js';
import type { Server } from '../inputs/types.js';
import { anySignal } from '../lib/abort.js';
import { withProgress } from './progress.js';
import { reportError } from './report.js';
import type { ServerResult } from './results.js';
import { type DeployContext, deployServer, POST_DEADLINE_GRACE_MS } from './server.js';
import { verifyServer } from './verify.js';
import { type HealthTarget, showServerLog, waitUntilHealthy } from './wait.js';

/**
 * Step: deploy the servers in order. A server that fails does not keep the next one from its turn; a cancel does.
 */
export async function deployAll(context: DeployContext): Promise<readonly ServerResult[]> {
  const results: ServerResult[] = [];
  for (const server of context.inputs.servers) {
    const before = skipped(context, server);
    results.push(context.runtime.signal.aborted ? before : await deployOne(context, server, before));
  }
  return results;
}

/** Deploys one server, waits for it, speaks to it, and says in one line how it ended. */
async function deployOne(
  context: DeployContext,
  server: Server,
  before: ServerResult,
): Promise<ServerResult> {
  const { ci, runtime } = context;
  const result = await runStages(context, server, before);
  // After a cancel the story says it for all.
  if (result.error && !runtime.signal.aborted) reportError(ci, result.error);
  if (!result.error) ci.info(`✓ ${server.label} ${formatStatus(result)}: ${result.url}`);
  return result;
}

async function runStages(
  context: DeployContext,
  server: Server,
  before: ServerResult,
): Promise<ServerResult> {
  const { ci, inputs, workspace, apiFor, runtime } = context;
  const deadline = performance.now() + inputs.timeout;
  const part = <Result>(title: string, body: () => Promise<Result>) =>
    withProgress(context, `${title} ${server.label}`, body);

  const {
    state,
    isUpdate = false,
    ...deployed
  } = await part(inputs.dryRun ? 'Dry run:' : 'Deploy', () => deployServer(context, server, deadline));
  const result: ServerResult = { ...before, ...deployed };
  if (result.error || inputs.dryRun) return result;

  const awaited: HealthTarget = {
    workspaceId: workspace.id,
    serverId: server.platformId,
    minReplicas: inputs.settings.minReplicas ?? 0,
    isUpdate,
    deadline,
  };

  const waited = inputs.wait
    ? await part('Wait for', () => waitUntilHealthy(ci, apiFor, awaited, runtime.signal, state))
    : {};
  const verified =
    inputs.verify && !('error' in waited)
      ? await part('Verify', () => verifyServer(context, before.url, deadline))
      : {};
  const end: ServerResult = { ...result, ...waited, ...verified };
  const hasLog = ['server-unhealthy', 'mcp-failed', 'mcp-refused'].some((code) => code === end.error?.code);
  if (hasLog && !runtime.signal.aborted) await showLog(context, awaited);
  return end;
}

async function showLog({ ci, apiFor, runtime }: DeployContext, awaited: HealthTarget): Promise<void> {
  const bound = anySignal([runtime.signal], POST_DEADLINE_GRACE_MS);
  await showServerLog(ci, apiFor(bound.signal), awaited);
  bound.dispose();
}

function formatStatus({ deployStatus, healthStatus, tools }: ServerResult): string {
  if (deployStatus === 'dry-run') return 'would be deployed';
  const health = healthStatus === 'skipped' ? '' : ` and ${healthStatus}`;
  return `deployed${health}${tools ? `, with ${tools.length} tool${tools.length === 1 ? '' : 's'}` : ''}`;
}

/** The result of a server before its turn. */
function skipped({ inputs, workspace }: DeployContext, server: Server): ServerResult {
  return {
    server,
    url: formatServerUrl(inputs.endpoints, workspace.id, server.platformId),
    deployStatus: 'skipped',
    healthStatus: 'skipped',
  };
}
