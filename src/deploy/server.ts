import { findInRegistry } from '../api/registry.js';
import { findSpecIssues } from '../api/server-spec.js';
import { readServer, type ServerState } from '../api/servers.js';
import { findSettingDifferences } from '../api/settings-diff.js';
import type { Workspace } from '../api/workspaces.js';
import type { Server } from '../inputs/types.js';
import { anySignal } from '../lib/abort.js';
import type { DeployOutcome } from '../schema/deploy-outcome.js';
import { createError, type ErrorCode, type ErrorInfo, toErrorInfo } from '../schema/errors.js';
import type { DeployStatus } from '../schema/outputs.js';
import type { RunContext } from './context.js';
import { concludeDeploy } from './outcome.js';
import { reportNotice } from './report.js';

/** What deploying a server needs. */
export interface DeployContext extends RunContext {
  readonly workspace: Workspace;
  readonly deployer: Deployer;
}

/**
 * Sends one deploy: the one step that ntcli and the API do each in their own way.
 *
 * @param deadline the moment of `performance.now()` at which it ends
 * @param signal ends it at once
 * @param before the server before the deploy; undefined if there was none
 */
export type Deployer = (
  server: Server,
  deadline: number,
  signal: AbortSignal,
  before: ServerState | undefined,
) => Promise<DeployOutcome>;

/** Milliseconds after the deadline in which the platform is still asked what came of it. */
export const POST_DEADLINE_GRACE_MS = 4_000;

/** What a deploy came to. */
export interface DeployResult {
  readonly deployStatus: DeployStatus;
  readonly error?: ErrorInfo;
  /** The state of the server right after it, where that is known. */
  readonly state?: ServerState;
  /** True when it was there before. */
  readonly isUpdate?: boolean;
}

/**
 * Deploys one server. What its sender says and what the platform shows are two things: for a success both must agree;
 * where the answer was lost, a server that was not there before and now is decides. Nothing is sent twice.
 *
 * @param deadline the moment of `performance.now()` at which the sending is stopped
 */
export async function deployServer(
  context: DeployContext,
  server: Server,
  deadline: number,
): Promise<DeployResult> {
  const bound = anySignal([context.runtime.signal], deadline + POST_DEADLINE_GRACE_MS - performance.now());
  try {
    return await deployBounded(context, server, deadline, bound.signal);
  } finally {
    bound.dispose();
  }
}

async function deployBounded(
  context: DeployContext,
  server: Server,
  deadline: number,
  signal: AbortSignal,
): Promise<DeployResult> {
  const failing = (deployStatus: DeployStatus, code: ErrorCode, message: string): DeployResult => ({
    deployStatus,
    error: { code, message: `${server.registryId}: ${message}` },
  });
  const look = (until?: number) =>
    readServer(context.apiFor(signal), context.workspace.id, server.platformId, until);
  let before: ServerState | undefined;
  try {
    if (context.inputs.dryRun) return await dryRun(context, server, signal);
    before = await look();
  } catch (error) {
    const { code, message } = toErrorInfo(error);
    return failing('failed', code, message);
  }

  const outcome = await context.deployer(server, deadline, signal, before);
  context.ci.debug(`${server.label}: ${JSON.stringify(outcome)}`);
  if (outcome.kind === 'refused') return failing('failed', outcome.code, outcome.message);
  if (outcome.kind === 'other-version') {
    const message = `Deployed version ${outcome.version}, but ${server.version} was requested.`;
    return failing('failed', 'deploy-other-version', message);
  }
  try {
    // A platform that fails for a moment has until the end of the time limit.
    const state = await look(deadline);
    const conclusion = concludeDeploy(outcome, before, state);
    if (conclusion.kind !== 'deployed') return failing(conclusion.kind, conclusion.code, conclusion.message);
    if (conclusion.note) context.ci.info(conclusion.note);
    reportSettingDifferences(context, server, state);
    return { deployStatus: 'deployed', isUpdate: before !== undefined, ...(state && { state }) };
  } catch (error) {
    return failing('unknown', 'deploy-unknown', `${outcome.message} ${toErrorInfo(error).message}`);
  }
}

/** What a dry run does in place of a deploy: the look-up that ntcli would begin with. */
async function dryRun(
  { ci, registryFor, workspace }: DeployContext,
  server: Server,
  signal: AbortSignal,
): Promise<DeployResult> {
  const { version, spec } = await findInRegistry(registryFor(signal), server.registryId, server.version);
  const issues = findSpecIssues(spec);
  if (issues.length > 0) {
    const list = issues.map(({ path, problem }) => `${path} ${problem}`).join('; ');
    throw createError('deploy-refused', `The platform would refuse version ${version}: ${list}.`);
  }
  ci.info(`Would deploy ${server.registryId}@${version} to workspace ${workspace.name}`);
  return { deployStatus: 'dry-run' };
}

/** Warns of settings that did not arrive: a platform that ignores one reports no error. */
function reportSettingDifferences(
  { ci, inputs }: RunContext,
  server: Server,
  state: ServerState | undefined,
): void {
  if (state?.spec === undefined) return;
  const differences = findSettingDifferences(inputs.settings, state.spec);
  if (differences.length > 0)
    reportNotice(ci, 'setting-not-applied', `${server.label}: ${differences.join('; ')}.`);
}
