import { formatServerUrl } from '../api/endpoints.js';
import { readServer } from '../api/servers.js';
import type { Workspace, WorkspaceRequest } from '../api/workspaces.js';
import type { Server } from '../inputs/types.js';
import { anySignal } from '../lib/abort.js';
import { type ErrorInfo, errorCatalogue, toErrorInfo } from '../schema/errors.js';
import { type DeployStatus, deployStatuses, type Outputs } from '../schema/outputs.js';
import type { EntryLookup, RunContext } from './context.js';
import { createEntryLookup } from './entries.js';
import { assertIsNamed } from './identify.js';
import { withProgress } from './progress.js';
import { type Removal, removeServerAndWait, removeWorkspaceAndWait } from './removal.js';
import { formatRemovalSummary, type RemovedThing } from './removal-summary.js';
import { reportError, reportNotice, tryWrite } from './report.js';
import { formatServerOutputs, type ServerResult } from './results.js';
import { POST_DEADLINE_GRACE_MS } from './server.js';
import { lookUpWorkspace, reportWorkspace } from './token-expiry.js';

/**
 * The command `remove`: removes the named servers, or with `remove-workspace` the workspaces with everything in them. What
 * is not there counts as removed.
 *
 * @returns its error, already reported
 * @throws DeployError for an error before the first removal
 */
export async function runRemove(context: RunContext): Promise<ErrorInfo | undefined> {
  const { ci, inputs, runtime } = context;
  ci.setOutputs({ 'deploy-status': 'skipped', 'health-status': 'skipped' });
  const { title, things, outputs, expiring } = inputs.removeWorkspace
    ? await removeWorkspaces(context)
    : await removeNamed(context);
  tryWrite(ci, () => ci.setOutputs(outputs));
  if (inputs.summary && !inputs.dryRun && things.length > 0)
    tryWrite(ci, () => ci.writeSummary(formatRemovalSummary(title, things)));
  const errors = things.flatMap(({ error }) => error ?? []);
  const [worst] = [...errors].sort((a, b) => errorCatalogue[b.code].exit - errorCatalogue[a.code].exit);
  // After a cancel the end of the run says it for all.
  if (!runtime.signal.aborted) for (const error of errors) reportError(ci, error);
  if (worst && expiring) reportNotice(ci, 'token-expiring', expiring.message);
  if (!worst && expiring) reportError(ci, expiring);
  return worst ?? expiring;
}

interface Removed {
  /** The workspace, for the summary. */
  readonly title: string;
  readonly things: readonly RemovedThing[];
  readonly outputs: Outputs;
  /** The token expires soon, and `fail-on-expiring` is set. */
  readonly expiring?: ErrorInfo;
}

interface Target {
  readonly workspace: Workspace;
  readonly expiring?: ErrorInfo;
}

/** The requested workspace; undefined, with a notice, if there is none. */
async function findTarget(context: RunContext, request: WorkspaceRequest): Promise<Target | undefined> {
  const { ci, inputs, runtime } = context;
  const own = { ...context, inputs: { ...inputs, workspace: request } };
  const found = await lookUpWorkspace(own, runtime.signal).catch((thrown) => {
    const error = toErrorInfo(thrown);
    if (error.code !== 'workspace-not-found' || request.kind === 'only') throw thrown;
    reportNotice(ci, 'nothing-to-remove', error.message);
  });
  if (!found) return undefined;
  const { error } = reportWorkspace(own, found.workspace, found.age);
  return { workspace: found.workspace, ...(error && { expiring: error }) };
}

async function removeNamed(context: RunContext): Promise<Removed> {
  const { inputs } = context;
  const target = await findTarget(context, inputs.workspace);
  if (target)
    return { title: target.workspace.name, ...(await removeServers(context, target.workspace)), ...target };
  return { title: '', things: [], outputs: { 'deploy-status': inputs.dryRun ? 'dry-run' : 'removed' } };
}

/** Workspaces are removed in order, each when the one before is gone. */
async function removeWorkspaces(context: RunContext): Promise<Removed> {
  const { inputs, runtime } = context;
  const things: RemovedThing[] = [];
  const titles: string[] = [];
  let expiring: ErrorInfo | undefined;
  for (const request of [inputs.workspace, ...inputs.moreWorkspaces]) {
    if (runtime.signal.aborted) break;
    const target = await findTarget(context, request);
    expiring ??= target?.expiring;
    if (target) things.push(await removeWhole(context, target.workspace));
    if (target) titles.push(target.workspace.name);
  }
  const statuses = things.map(({ status }) => status);
  const none = inputs.dryRun ? 'dry-run' : 'removed';
  const status = deployStatuses.findLast((one) => statuses.includes(one)) ?? none;
  return {
    title: titles.join(', '),
    things,
    outputs: { 'deploy-status': status },
    ...(expiring && { expiring }),
  };
}

async function removeWhole(context: RunContext, workspace: Workspace): Promise<RemovedThing> {
  const { ci, inputs } = context;
  const name = `workspace ${workspace.name}`;
  const removal = inputs.dryRun
    ? undefined
    : await withProgress(context, `Remove ${name}`, () =>
        bounded(context, (deadline, signal) =>
          removeWorkspaceAndWait(context.apiFor(signal), workspace, deadline, signal),
        ),
      );
  const thing = toThing(name, removal);
  if (!thing.error) ci.info(`✓ ${removal ? 'Removed' : 'Would remove'} ${name} with everything in it`);
  return thing;
}

/** Removals are sent in order, each when the one before is over. */
async function removeServers(
  context: RunContext,
  workspace: Workspace,
): Promise<Pick<Removed, 'things' | 'outputs'>> {
  const { ci, inputs, runtime } = context;
  const findEntry = createEntryLookup(context);
  const results: ServerResult[] = [];
  for (const server of inputs.servers) {
    if (runtime.signal.aborted) break;
    const { status, error } = await withProgress(context, `Remove ${server.platformId}`, () =>
      removeOne(context, workspace, server, findEntry),
    );
    results.push({
      server,
      url: formatServerUrl(inputs.endpoints, workspace.id, server.platformId),
      deployStatus: status,
      healthStatus: 'skipped',
      ...(error && { error }),
    });
  }
  const things = results.map(({ server, deployStatus, error }) => ({
    name: server.label,
    status: deployStatus,
    ...(error && { error }),
  }));
  ci.debug(`removals: ${JSON.stringify(things)}`);
  return { things, outputs: formatServerOutputs(results) };
}

async function removeOne(
  context: RunContext,
  workspace: Workspace,
  server: Server,
  findEntry: EntryLookup,
): Promise<RemovedThing> {
  const { ci, inputs, apiFor } = context;
  const { platformId } = server;
  return bounded<RemovedThing>(context, async (deadline, signal) => {
    try {
      const state = await readServer(apiFor(signal), workspace.id, platformId);
      if (state === undefined) {
        ci.info(`✓ ${platformId} is not in the workspace`);
        return { name: platformId, status: inputs.dryRun ? 'dry-run' : 'removed' };
      }
      await assertIsNamed(server, state, findEntry, signal);
      const removal = inputs.dryRun
        ? undefined
        : await removeServerAndWait(apiFor(signal), workspace, platformId, deadline, signal);
      const thing = toThing(platformId, removal);
      if (!thing.error) ci.info(`✓ ${removal ? 'Removed' : 'Would remove'} ${platformId}`);
      return thing;
    } catch (error) {
      const { code, message } = toErrorInfo(error);
      return { name: platformId, status: 'failed', error: { code, message: `${platformId}: ${message}` } };
    }
  });
}

/** Runs a removal with the time limit of the run. */
async function bounded<Result>(
  { inputs, runtime }: RunContext,
  body: (deadline: number, signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const deadline = performance.now() + inputs.timeout;
  const bound = anySignal([runtime.signal], inputs.timeout + POST_DEADLINE_GRACE_MS);
  try {
    return await body(deadline, bound.signal);
  } finally {
    bound.dispose();
  }
}

/** @param removal absent in a dry run */
function toThing(name: string, removal: Removal | undefined): RemovedThing {
  if (removal === undefined) return { name, status: 'dry-run' };
  if (removal.kind === 'removed') return { name, status: 'removed' };
  const status: DeployStatus = removal.kind === 'refused' ? 'failed' : 'unknown';
  const { code, message } = removal.error;
  return { name, status, error: { code, message: `${name}: ${message}` } };
}
