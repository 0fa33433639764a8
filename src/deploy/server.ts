import { formatServerUrl } from '../api/endpoints.js';
import { formatIssues } from '../api/json.js';
import { isInRegistry, type RegistryEntry } from '../api/registry.js';
import { findLimitConflict } from '../api/replica-limits.js';
import { compareIdentity } from '../api/same-server.js';
import { findSpecIssues } from '../api/server-spec.js';
import { readServer, type ServerState } from '../api/servers.js';
import type { Server } from '../inputs/types.js';
import { TIMED_OUT, withTimeLimit } from '../lib/abort.js';
import { createError, toErrorInfo } from '../schema/errors.js';
import type { DeployContext } from './context.js';
import { removeForReplace } from './replace.js';
import { type DeployResult, fail, sendAndConclude } from './send.js';
import { tryReadPods } from './server-log.js';
import { type TimeLimit, withDeadline } from './time-limit.js';
import { readServerVersion } from './verify.js';

/** Milliseconds of the time limit that a removal for `replace` leaves for the deploy; at most half of them. */
const DEPLOY_RESERVE_MS = 30_000;

/**
 * Deploys one server: sends the deploy once, and concludes from the deployer's report and the state on the platform.
 *
 * @param deadline the moment of `performance.now()` at which the deploy ends
 */
export function deployServer(
  context: DeployContext,
  server: Server,
  deadline: number,
): Promise<DeployResult> {
  return withDeadline(context.runtime.signal, deadline, async (limit): Promise<DeployResult> => {
    const prepared = await prepareInTime(context, server, limit);
    if (context.inputs.dryRun) return { deployStatus: 'dry-run' };
    return replaceAndSend(context, prepared, limit);
  }).catch((error) => fail(server, 'failed', toErrorInfo(error)));
}

/** Prepares within the time limit: after it, nothing may be sent. */
function prepareInTime(context: DeployContext, server: Server, limit: TimeLimit): Promise<Prepared> {
  const timeLeft = limit.deadline - performance.now();
  return withTimeLimit(limit.signal, timeLeft, async (limited) => {
    try {
      return await prepare(context, server, limited);
    } catch (error) {
      if (context.inputs.dryRun || limited.reason !== TIMED_OUT) throw error;
      throw createError('deploy-not-sent', `The time limit ended first. ${toErrorInfo(error).message}`);
    }
  });
}

interface Prepared extends Pick<DeployResult, 'before' | 'versionBefore'> {
  readonly server: Server;
  readonly entry?: RegistryEntry;
}

/** Looks at the registry and the workspace. Nothing is changed. Throws for what would stop the deploy. */
async function prepare(context: DeployContext, server: Server, signal: AbortSignal): Promise<Prepared> {
  const { ci, inputs, workspace, apiFor, deployer, findEntry } = context;
  const place = { workspaceId: workspace.id, serverId: server.platformId };
  const state = await readServer(apiFor(signal), workspace.id, server.platformId);
  // ntcli looks the entry up by itself, in a registry of its own if `domain` is set.
  const isNeeded =
    server.entry !== undefined ||
    inputs.dryRun ||
    deployer.name === 'api' ||
    (inputs.replace && state !== undefined);
  // The public registry ignores the version that ntcli requests, and returns the newest (measured): ntcli would deploy that.
  const isVersioned = server.version !== undefined && server.version !== 'latest';
  const { minReplicas, maxReplicas } = inputs.settings;
  const hasLimit = minReplicas !== undefined || maxReplicas !== undefined;
  const isUseful = isNeeded || isVersioned || hasLimit || state !== undefined;
  const entry = isUseful
    ? await findEntry(server, signal).catch((error) => {
        if (isNeeded || (isVersioned && toErrorInfo(error).code === 'server-not-found')) throw error;
        return undefined;
      })
    : undefined;
  if (entry) assertLimitsFit(context, server, entry);
  if (entry && state) assertIsUpdate(server, entry, state, inputs.replace);
  if (inputs.dryRun || inputs.replace) assertAccepted(entry);
  if (server.entry) await reportRegistryGap(context, server, signal);
  if (inputs.dryRun && entry) {
    const removal = inputs.replace && state ? `remove ${server.platformId}, and then ` : '';
    ci.info(`Would ${removal}deploy ${server.registryId}@${entry.version} to workspace ${workspace.name}`);
  }
  if (state === undefined || inputs.dryRun) return { server, ...(entry && { entry }) };
  const [pods, versionBefore] = inputs.replace
    ? []
    : await Promise.all([
        inputs.wait ? tryReadPods(apiFor, place, signal) : undefined,
        inputs.verify && state.phase === 'Running'
          ? readServerVersion(context, getUrl(context, server), signal)
          : undefined,
      ]);
  const before = { state, ...(pods && { pods }) };
  return { server, ...(entry && { entry }), before, ...(versionBefore && { versionBefore }) };
}

/** Throws if a limit of the user contradicts the entry. `inputs/parse.ts` does the same for a file, before anything is sent. */
function assertLimitsFit({ inputs }: DeployContext, { registryId }: Server, { spec }: RegistryEntry): void {
  const conflict = findLimitConflict(inputs.settings, registryId, spec);
  if (conflict) throw createError('bad-input', `\`${conflict.input}\`: ${conflict.problem}.`);
}

/**
 * Throws if the deploy would replace another server. A server that cannot be compared is updated, which keeps it, but not
 * removed for `replace`, unless it is named by its id on the platform.
 */
function assertIsUpdate(server: Server, entry: RegistryEntry, state: ServerState, isReplace: boolean): void {
  const { registryId, platformId } = server;
  const identity = compareIdentity(entry, state.spec);
  if (identity.kind === 'other')
    throw createError('server-id-taken', `The workspace has ${identity.description} as ${platformId}.`);
  if (identity.kind === 'unknown' && isReplace && registryId !== platformId)
    throw createError(
      'server-not-identified',
      `The platform does not show enough of ${platformId} to compare it with ${registryId}, so \`replace\` does not remove it. If it is the same server, remove it once with \`command: remove\` and \`server: ${platformId}\`, and run again.`,
    );
}

/** Milliseconds for a question to the registry whose answer is only for the log. */
const GAP_TIMEOUT_MS = 3_000;

/** Reports that the registry does not have what a file describes. It does not wait long for a registry that does not answer. */
async function reportRegistryGap(
  { ci, registryFor }: DeployContext,
  { registryId, version = '' }: Server,
  signal: AbortSignal,
): Promise<void> {
  const isKnown = await withTimeLimit(signal, GAP_TIMEOUT_MS, (limited) =>
    isInRegistry(registryFor(limited), registryId, version),
  ).catch(() => true);
  if (!isKnown) ci.info(`The registry does not have ${registryId}@${version}: the file is deployed as it is`);
}

/** Throws what the platform would refuse. For `replace` that must be known before anything is removed. */
export function assertAccepted(entry: RegistryEntry | undefined): void {
  const issues = entry ? findSpecIssues(entry.spec) : [];
  if (!entry || issues.length === 0) return;
  const message = `The platform would refuse version ${entry.version}: ${formatIssues(issues)}.`;
  throw createError('deploy-refused', message);
}

async function replaceAndSend(
  context: DeployContext,
  { server, entry, before, versionBefore }: Prepared,
  limit: TimeLimit,
): Promise<DeployResult> {
  const { inputs } = context;
  announce(context);
  const request = { server, ...(entry && { entry }), ...(before && { before: before.state }) };
  if (!inputs.replace || !before) {
    const result = await sendAndConclude(context, request, before, limit);
    return { ...result, ...(versionBefore && { versionBefore }) };
  }
  // Without time for the deploy, the server would be gone, and the deploy cut short.
  const timeLeft = limit.deadline - performance.now();
  const removalLimit = { ...limit, deadline: limit.deadline - Math.min(DEPLOY_RESERVE_MS, timeLeft / 2) };
  const error = await removeForReplace(context, server.platformId, removalLimit);
  if (error?.code === 'removal-unknown') return { ...fail(server, 'unknown', error), wasRemoved: true };
  if (error) return fail(server, 'failed', error);
  const result = { ...(await sendAndConclude(context, request, undefined, limit)), wasRemoved: true };
  if (!result.error || result.error.code === 'deploy-other-version') return result;
  const { code, message } = result.error;
  if (result.deployStatus !== 'failed')
    return {
      ...result,
      error: { code, message: `${server.registryId} was removed for \`replace\`. ${message}` },
    };
  const gone = `${server.registryId} was removed and is gone now. ${message}`;
  return { ...result, error: { code: 'replace-incomplete', message: gone } };
}

function getUrl({ inputs, workspace }: Pick<DeployContext, 'inputs' | 'workspace'>, server: Server): string {
  return formatServerUrl(inputs.endpoints, workspace.id, server.platformId);
}

/** Leaves outputs that are true if this process is killed from now on. Later ones replace them. */
function announce({ ci, inputs, workspace }: DeployContext): void {
  const [first] = inputs.servers;
  if (first === undefined) return;
  const url = getUrl({ inputs, workspace }, first);
  ci.setOutputs({ 'deploy-status': 'unknown', 'server-id': first.platformId, 'server-url': url });
}
