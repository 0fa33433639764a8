import { findInRegistry } from '../api/registry.js';
import { readServer, type ServerState } from '../api/servers.js';
import type { Workspace } from '../api/workspaces.js';
import type { ServerRequest } from '../inputs/types.js';
import { linkSignals } from '../lib/abort.js';
import type { Verdict } from '../schema/deploy-outcome.js';
import { type Failure, type FailureCode, failureOf } from '../schema/errors.js';
import type { DeployStatus } from '../schema/outputs.js';
import type { Scene } from './context.js';
import { stateText } from './health.js';

/** What deploying a server needs. */
export interface Deployer extends Scene {
  readonly workspace: Workspace;
  readonly send: SendDeploy;
}

/**
 * Sends one deploy: the one step that ntcli and the API do each in their own way.
 *
 * @param deadline the moment of `performance.now()` at which it ends
 * @param signal ends it at once
 */
export type SendDeploy = (request: ServerRequest, deadline: number, signal: AbortSignal) => Promise<Verdict>;

/** Milliseconds after the deadline in which the platform is still asked what came of it. */
export const afterword = 4_000;

/** What a deploy came to. */
export interface Deployed {
  readonly deployStatus: DeployStatus;
  readonly failure?: Failure;
  /** The state of the server right after it, where that is known. */
  readonly state?: ServerState;
  /** True when it was there before. */
  readonly isUpdate?: boolean;
}

/**
 * Deploys one server. What its sender says and what the platform shows are two things: for a success both must agree;
 * where the answer was lost, a server that was not there before and now is decides. Nothing is sent twice.
 *
 * @param serverId its id on the platform
 * @param deadline the moment of `performance.now()` at which the sending is stopped
 */
export async function deployServer(
  deployer: Deployer,
  request: ServerRequest,
  serverId: string,
  deadline: number,
): Promise<Deployed> {
  const bound = linkSignals([deployer.job.signal], deadline + afterword - performance.now());
  try {
    return await deployWithin(deployer, request, serverId, deadline, bound.signal);
  } finally {
    bound.release();
  }
}

async function deployWithin(
  deployer: Deployer,
  request: ServerRequest,
  serverId: string,
  deadline: number,
  signal: AbortSignal,
): Promise<Deployed> {
  const failing = (deployStatus: DeployStatus, code: FailureCode, what: string): Deployed => ({
    deployStatus,
    failure: { code, what: `${request.id}: ${what}` },
  });
  const look = () => readServer(deployer.apiFor(signal), deployer.workspace.id, serverId);
  let before: ServerState | undefined;
  try {
    if (deployer.inputs.dryRun) return await rehearse(deployer, request, signal);
    before = await look();
  } catch (error) {
    const { code, what } = failureOf(error);
    return failing('failed', code, what);
  }

  const verdict = await deployer.send(request, deadline, signal);
  if (verdict.is === 'refused') return failing('failed', verdict.code, verdict.what);
  if (verdict.is === 'other-version') {
    const what = `Version ${verdict.version} was deployed where ${request.version} was asked for.`;
    return failing('failed', 'deploy-other-version', what);
  }

  const account = verdict.what;
  try {
    const state = await look();
    const isNew = before === undefined && state !== undefined;
    if (verdict.is === 'deployed' ? state !== undefined : isNew) {
      if (verdict.is !== 'deployed') deployer.host.line(`${account} But the platform has the server now.`);
      return { deployStatus: 'deployed', isUpdate: before !== undefined, ...(state && { state }) };
    }
    if (verdict.is === 'deployed') return failing('failed', 'deploy-not-shown', account);
    const shown = `On the platform the server is ${stateText(state)}.`;
    return failing('unknown', 'deploy-unknown', `${account} ${shown}`);
  } catch (error) {
    return failing('unknown', 'deploy-unknown', `${account} ${failureOf(error).what}`);
  }
}

/** What a dry run does in place of a deploy: the look-up that ntcli would begin with. */
async function rehearse(
  { host, registryFor, workspace }: Deployer,
  request: ServerRequest,
  signal: AbortSignal,
): Promise<Deployed> {
  const { version } = await findInRegistry(registryFor(signal), request.id, request.version);
  host.line(`Would deploy ${request.id} in version ${version} to workspace ${workspace.name}`);
  return { deployStatus: 'dry-run' };
}
