import type { WorkspaceRequest } from '../api/workspaces.js';
import { reportError, reportNotice, tryWrite } from '../ci/report.js';
import { type ErrorInfo, toErrorInfo } from '../schema/errors.js';
import type { DeployStatus } from '../schema/outputs.js';
import type { RunContext } from './context.js';
import { formatRemovalSummary, type RemovedThing } from './removal-summary.js';
import { removeServers } from './remove-servers.js';
import { removeWhole } from './remove-workspace.js';
import { concludeWithExpiry, findWorstDeployStatus, findWorstError } from './results.js';
import {
  type ExpiryReport,
  lookUpWorkspace,
  readTokenAge,
  reportExpiry,
  reportFoundWorkspace,
  type WorkspaceLookup,
} from './token-expiry.js';

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
  const { title, things, expiring } = inputs.removeWorkspace
    ? await removeWorkspaces(context)
    : await removeNamed(context);
  if (inputs.summary && !inputs.dryRun && things.length > 0)
    tryWrite(ci, () => ci.writeSummary(formatRemovalSummary(title, things)));
  // After a cancel the end of the run says it for all.
  if (!runtime.signal.aborted) for (const { error } of things) if (error) reportError(ci, error);
  return concludeWithExpiry(ci, findWorstError(things), expiring);
}

interface Removed {
  /** The workspace, for the summary. */
  readonly title: string;
  readonly things: readonly RemovedThing[];
  /** The token expires soon, and `fail-on-expiring` is set. */
  readonly expiring?: ErrorInfo | undefined;
}

/** The requested workspace; undefined, with a notice, if there is none. */
async function findTarget(
  context: RunContext,
  request: WorkspaceRequest,
): Promise<WorkspaceLookup | undefined> {
  const { ci, inputs, runtime } = context;
  const own = { ...context, inputs: { ...inputs, workspace: request } };
  const found = await lookUpWorkspace(own, runtime.signal).catch((thrown) => {
    const error = toErrorInfo(thrown);
    if (error.code !== 'workspace-not-found' || request.kind === 'only') throw thrown;
    reportNotice(ci, 'nothing-to-remove', error.message);
    return undefined;
  });
  if (found) reportFoundWorkspace(ci, found.workspace);
  return found;
}

async function removeNamed(context: RunContext): Promise<Removed> {
  const { inputs } = context;
  const found = await findTarget(context, inputs.workspace);
  const { error: expiring } = reportExpiry(context, found?.age ?? readTokenAge(context));
  if (!found) setStatus(context, []);
  const things = found ? await removeServers(context, found.workspace) : [];
  return { title: found?.workspace.name ?? '', things, expiring };
}

/** Workspaces are removed in order, each when the one before is gone. One that fails does not stop the others. */
async function removeWorkspaces(context: RunContext): Promise<Removed> {
  const { inputs, runtime } = context;
  const things: RemovedThing[] = [];
  const titles: string[] = [];
  let expiry: ExpiryReport | undefined;
  for (const request of [inputs.workspace, ...inputs.moreWorkspaces]) {
    if (runtime.signal.aborted) break;
    try {
      const found = await findTarget(context, request);
      if (!found) continue;
      expiry ??= reportExpiry(context, found.age);
      titles.push(found.workspace.name);
      things.push(await removeWhole(context, found.workspace));
    } catch (thrown) {
      if (runtime.signal.aborted) break;
      const { code, message } = toErrorInfo(thrown);
      const name = `workspace ${describeRequest(request)}`;
      things.push({ name, status: 'failed', error: { code, message: `${name}: ${message}` } });
    }
  }
  // A token that was rejected has no expiry that matters.
  if (things.length === 0) expiry ??= reportExpiry(context, readTokenAge(context));
  setStatus(
    context,
    things.map(({ status }) => status),
  );
  return { title: titles.join(', '), things, expiring: expiry?.error };
}

/** Sets the worst status as output. What is not there counts as removed. */
function setStatus({ ci, inputs }: RunContext, statuses: readonly DeployStatus[]): void {
  const status = findWorstDeployStatus(statuses) ?? (inputs.dryRun ? 'dry-run' : 'removed');
  tryWrite(ci, () => ci.setOutputs({ 'deploy-status': status }));
}

function describeRequest(request: WorkspaceRequest): string {
  if (request.kind === 'only') return '';
  return request.kind === 'id' ? request.id : request.name;
}
