import type { ServerRequest } from '../inputs/inputs.js';
import { serverIdOf, serverUrl } from '../nimbletools/endpoints.js';
import { readServer } from '../nimbletools/servers.js';
import type { Workspace } from '../nimbletools/workspaces.js';
import { callNtcli, type SignedIn } from '../ntcli/call.js';
import {
  type DeployCommand,
  deployArguments,
  deployVerdict,
  refusesWorkspaceOption,
} from '../ntcli/deploy-command.js';
import { type FailureCode, failureOf } from '../spec/failures.js';
import type { DeployStatus } from '../spec/outputs.js';
import { stateText } from './health.js';
import { reportFailure } from './report.js';
import type { ServerResult } from './result.js';
import type { Scene } from './scene.js';
import { type Awaited, showServerLog, waitUntilHealthy } from './wait.js';

/** What deploying a server needs. */
export interface Deployer extends Scene {
  readonly workspace: Workspace;
  readonly ntcli: SignedIn;
}

/**
 * Step: deploy the servers in order. A server that fails does not keep the next one from its turn; a cancel does.
 */
export async function deployServers(deployer: Deployer): Promise<readonly ServerResult[]> {
  const results: ServerResult[] = [];
  for (const request of deployer.inputs.servers) {
    results.push(
      deployer.job.signal.aborted ? skipped(deployer, request) : await deployServer(deployer, request),
    );
  }
  return results;
}

async function deployServer(deployer: Deployer, request: ServerRequest): Promise<ServerResult> {
  const { host, inputs, workspace, apiFor, job } = deployer;
  const before = skipped(deployer, request);
  const awaited: Awaited = {
    workspaceId: workspace.id,
    serverId: before.id,
    minReplicas: inputs.overrides.minReplicas ?? 0,
    deadline: performance.now() + inputs.timeout,
  };
  const deployed = await host.group(`Deploy ${before.server}`, () => deploy(deployer, request));
  if (deployed.failure) return tell(deployer, { ...before, ...deployed });
  if (!inputs.wait) return tell(deployer, { ...before, ...deployed });

  const waited = await host.group(`Wait for ${before.server}`, () =>
    waitUntilHealthy(host, apiFor, awaited, job.signal),
  );
  if (waited.failure && !job.signal.aborted) await showServerLog(host, apiFor(job.signal), awaited);
  return tell(deployer, { ...before, ...deployed, ...waited });
}

/** Says in one line how a server ended. After a cancel the story says it for all. */
function tell({ host, job }: Deployer, result: ServerResult): ServerResult {
  if (result.failure && !job.signal.aborted) reportFailure(host, result.failure);
  if (!result.failure) {
    const health = result.healthStatus === 'skipped' ? '' : ` and ${result.healthStatus}`;
    host.line(`✓ ${result.server} deployed${health}: ${result.url}`);
  }
  return result;
}

type Outcome = Pick<ServerResult, 'deployStatus' | 'failure'>;

/**
 * Lets ntcli deploy, then asks the platform: ntcli's word alone is not enough for a success, and not for a failure
 * when the answer was lost. Nothing is sent twice.
 */
async function deploy(deployer: Deployer, request: ServerRequest): Promise<Outcome> {
  const { host, inputs, apiFor, workspace, ntcli, job } = deployer;
  const command: DeployCommand = { ...inputs.overrides, ...request };
  const watch = { redact: host.redact, onLine: host.quote, signal: job.signal };
  const say = (words: DeployCommand) => callNtcli(ntcli, deployArguments(words), inputs.timeout, watch);
  const first = await say({ ...command, workspaceId: workspace.id });
  // Nothing was sent then, and `workspace select` has named the workspace already.
  const said = refusesWorkspaceOption(first) ? await say(command) : first;
  const verdict = deployVerdict(said, ntcli.dialect, command);
  const failing = (deployStatus: DeployStatus, code: FailureCode, what: string): Outcome => ({
    deployStatus,
    failure: { code, what: `${request.id}: ${what}` },
  });
  if (verdict.is === 'refused') return failing('failed', verdict.code, verdict.what);
  if (verdict.is === 'other-version') {
    const what = `Version ${verdict.version} was deployed where ${request.version} was asked for.`;
    return failing('failed', 'deploy-other-version', what);
  }

  const account = verdict.is === 'deployed' ? 'ntcli reported success.' : verdict.what;
  try {
    const state = await readServer(apiFor(job.signal), workspace.id, serverIdOf(request.id));
    if (verdict.is === 'deployed' && state !== undefined) return { deployStatus: 'deployed' };
    if (verdict.is === 'deployed') return failing('failed', 'deploy-not-shown', account);
    return failing(
      'unknown',
      'deploy-unknown',
      `${account} On the platform the server is ${stateText(state)}.`,
    );
  } catch (error) {
    return failing('unknown', 'deploy-unknown', `${account} ${failureOf(error).what}`);
  }
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
