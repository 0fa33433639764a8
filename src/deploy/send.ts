import type { RestartOutcome } from '../api/change.js';
import { readServer, restartServer, type ServerState } from '../api/servers.js';
import { findOtherPackages, findPackageDifference, findSettingDifferences } from '../api/settings-diff.js';
import { reportNotice } from '../ci/report.js';
import type { Server } from '../inputs/types.js';
import { retry } from '../lib/retry.js';
import { quoteLine } from '../lib/sanitize.js';
import { type ErrorCode, type ErrorInfo, toErrorInfo } from '../schema/errors.js';
import type { DeployStatus } from '../schema/outputs.js';
import type { DeployContext, DeployRequest } from './context.js';
import { concludeDeploy } from './outcome.js';
import type { Baseline, ProcessNeeds } from './rollout.js';
import { usesSecrets } from './secrets.js';
import { describeEnd, type TimeLimit } from './time-limit.js';

export interface DeployResult extends ProcessNeeds {
  readonly deployStatus: DeployStatus;
  readonly error?: ErrorInfo;
  /** The state right after the deploy, if known. */
  readonly state?: ServerState;
  /** The server that was updated; absent for a new one. */
  readonly before?: Baseline;
  /** True if `replace` removed the server before, or may have. */
  readonly wasRemoved?: boolean;
  /** The version that the server reported over MCP before the deploy, with `verify`. */
  readonly versionBefore?: string;
}

/**
 * Sends the deploy of one server once, and concludes from the deployer's report and the state on the platform.
 *
 * @param before the server that is updated; undefined for a new one
 */
export async function sendAndConclude(
  context: DeployContext,
  request: DeployRequest,
  before: Baseline | undefined,
  limit: TimeLimit,
): Promise<DeployResult> {
  const { ci, deployer } = context;
  const { server, entry } = request;
  const outcome = await deployer.send(request, limit);
  ci.debug(`${server.label} sent with ${deployer.name}: ${JSON.stringify(outcome)}`);
  if (outcome.kind === 'refused') return fail(server, 'failed', outcome);
  if (outcome.kind === 'other-version') {
    const message = `Deployed version ${outcome.version}, but ${server.version} was requested.`;
    return fail(server, 'failed', { code: 'deploy-other-version', message });
  }
  try {
    const state = await readDeployed(context, request, limit);
    const conclusion = concludeDeploy(outcome, before?.state, state);
    if (conclusion.kind !== 'deployed') return fail(server, conclusion.kind, conclusion);
    if (conclusion.note) ci.info(conclusion.note);
    const other = entry && state?.spec && findPackageDifference(entry.spec, state.spec);
    if (other)
      return fail(server, 'failed', { code: 'deploy-other-version', message: `After the deploy, ${other}.` });
    reportSettingDifferences(context, request, state);
    const hasOtherPackage = reportOtherPackages(context, request, state);
    const isRestarted =
      before !== undefined && usesSecrets(context, entry) && (await restart(context, server, limit));
    const shown = { ...(state && { state }), ...(before && { before }) };
    return { deployStatus: 'deployed', ...shown, isRestarted, hasOtherPackage };
  } catch (error) {
    const message = `${outcome.message} ${toErrorInfo(error).message}`;
    return fail(server, 'unknown', { code: 'deploy-unknown', message });
  }
}

/**
 * Reads the server after a deploy. Transient failures of the platform are retried until the deadline, and what an
 * eventually consistent read shows of the version before, for a few seconds.
 */
function readDeployed(
  { apiFor, workspace }: DeployContext,
  { server, entry }: DeployRequest,
  { deadline, signal }: TimeLimit,
): Promise<ServerState | undefined> {
  return retry(() => readServer(apiFor(signal), workspace.id, server.platformId, deadline), {
    delays: [500, 1_000, 2_000],
    deadline,
    signal,
    shouldRetry: (state) =>
      entry !== undefined &&
      state?.spec !== undefined &&
      (findPackageDifference(entry.spec, state.spec) !== undefined ||
        findOtherPackages(entry.spec, state.spec).length > 0),
  });
}

/** Warns about settings that did not take effect: a platform that ignores one reports no error. */
function reportSettingDifferences(
  { ci, inputs }: DeployContext,
  { server }: DeployRequest,
  state: ServerState | undefined,
): void {
  if (state?.spec === undefined) return;
  const differences = findSettingDifferences(inputs.settings, state.spec);
  if (differences.length > 0)
    reportNotice(ci, 'setting-not-applied', `${server.label}: ${differences.join('; ')}.`);
}

/** Warns if the platform shows packages that were not deployed, such as those of a release before. */
function reportOtherPackages(
  { ci }: DeployContext,
  { server, entry }: DeployRequest,
  state: ServerState | undefined,
): boolean {
  const others = entry && state?.spec ? findOtherPackages(entry.spec, state.spec) : [];
  if (others.length === 0) return false;
  const message = `${server.label}: after the deploy, the platform shows ${quoteLine(others.join(', '))}.`;
  reportNotice(ci, 'package-not-shown', message);
  return true;
}

/**
 * Restarts a server that may run with secrets from before, and warns if that is not certain.
 *
 * @returns true if it was restarted, or may have been: then a new process may replace the one that runs
 */
async function restart(
  { ci, apiFor, workspace }: DeployContext,
  { label, platformId }: Server,
  limit: TimeLimit,
): Promise<boolean> {
  const end = describeEnd(limit);
  const outcome: RestartOutcome =
    end === undefined
      ? await restartServer(apiFor(limit.signal), workspace.id, platformId)
      : { kind: 'refused', message: end };
  ci.debug(`restart of ${platformId}: ${JSON.stringify(outcome)}`);
  if (outcome.kind === 'restarted') ci.info(`Restarting ${platformId}, so that it gets the new secrets`);
  else {
    const verb = outcome.kind === 'refused' ? 'was not' : 'may not have been';
    reportNotice(
      ci,
      'secrets-not-delivered',
      `${label}: ${platformId} ${verb} restarted: ${outcome.message}`,
    );
  }
  return outcome.kind !== 'refused';
}

export function fail(
  server: Server,
  deployStatus: DeployStatus,
  { code, message }: { readonly code: ErrorCode; readonly message: string },
): DeployResult {
  return { deployStatus, error: { code, message: `${server.registryId}: ${message}` } };
}
