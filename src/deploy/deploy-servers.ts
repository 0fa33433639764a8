import type { Host } from '../hosts/host.js';
import type { Inputs, ServerRequest } from '../inputs/inputs.js';
import type { Api } from '../nimbletools/api.js';
import { serverIdOf, serverUrl } from '../nimbletools/endpoints.js';
import { serverPhase } from '../nimbletools/servers.js';
import type { Workspace } from '../nimbletools/workspaces.js';
import { callNtcli, type SignedIn } from '../ntcli/call.js';
import { deployArguments, deployVerdict } from '../ntcli/deploy-command.js';
import { type FailureCode, failureOf } from '../spec/failures.js';
import type { DeployStatus } from '../spec/outputs.js';
import { reportFailure } from './report-failure.js';
import type { ServerResult } from './result.js';

/** What deploying a server needs. */
export interface Deployer {
  readonly host: Host;
  readonly inputs: Inputs;
  readonly api: Api;
  readonly workspace: Workspace;
  readonly ntcli: SignedIn;
  readonly signal: AbortSignal;
}

/**
 * Step: deploy the servers in order. A server that fails does not keep the next one from its turn; a cancel does.
 */
export async function deployServers(deployer: Deployer): Promise<readonly ServerResult[]> {
  const results: ServerResult[] = [];
  for (const request of deployer.inputs.servers) {
    results.push(
      deployer.signal.aborted ? skipped(deployer, request) : await deployServer(deployer, request),
    );
  }
  return results;
}

async function deployServer(deployer: Deployer, request: ServerRequest): Promise<ServerResult> {
  const { host } = deployer;
  const result = skipped(deployer, request);
  const outcome = await host.group(`Deploy ${result.server}`, () => deploy(deployer, request));
  if (outcome.failure && !deployer.signal.aborted) reportFailure(host, outcome.failure);
  if (!outcome.failure) host.line(`✓ ${result.server} deployed: ${result.url}`);
  return { ...result, ...outcome };
}

type Outcome = Pick<ServerResult, 'deployStatus' | 'failure'>;

/**
 * Lets ntcli deploy, then asks the platform: ntcli's word alone is not enough for a success, and not for a failure
 * when the answer was lost. Nothing is sent twice.
 */
async function deploy(deployer: Deployer, request: ServerRequest): Promise<Outcome> {
  const { host, inputs, api, workspace, ntcli, signal } = deployer;
  const said = await callNtcli(ntcli, deployArguments({ ...request, ...inputs.overrides }), inputs.timeout, {
    redact: host.redact,
    onLine: host.quote,
    signal,
  });
  const verdict = deployVerdict(said, ntcli.dialect, request.version);
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
    const phase = await serverPhase(api, workspace.id, serverIdOf(request.id));
    if (verdict.is === 'deployed' && phase !== undefined) return { deployStatus: 'deployed' };
    if (verdict.is === 'deployed') return failing('failed', 'deploy-not-shown', account);
    const shown = phase === undefined ? 'does not show the server yet' : `shows the server as ${phase}`;
    return failing('unknown', 'deploy-unknown', `${account} The platform ${shown}.`);
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
  };
}
