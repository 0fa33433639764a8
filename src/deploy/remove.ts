import type { Workspace, WorkspaceRequest } from '../api/workspaces.js';
import { reportError, reportNotice, tryWrite } from '../ci/report.js';
import { type ErrorInfo, toErrorInfo } from '../schema/errors.js';
import type { RunContext } from './context.js';
import { withProgress } from './progress.js';
import { type RemovalResult, removeWorkspaceAndWait, toRemovalResult } from './removal.js';
import { formatRemovalSummary } from './removal-summary.js';
import { removeServers } from './remove-servers.js';
import { concludeWithExpiry, findWorstDeployStatus, findWorstError } from './results.js';
import { withDeadline } from './time-limit.js';
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
  const { title, removals, expiring } = inputs.removeWorkspace
    ? await removeWorkspaces(context)
    : await removeNamedServers(context);
  if (inputs.summary && !inputs.dryRun && removals.length > 0)
    tryWrite(ci, () => ci.writeSummary(formatRemovalSummary(title, removals)));
  // After a cancel, run() reports one error for the whole run.
  if (!runtime.signal.aborted) for (const { error } of removals) if (error) reportError(ci, error);
  return concludeWithExpiry(ci, findWorstError(removals), expiring);
}

interface RemovalReport {
  /** The workspace, for the summary. */
  readonly title: string;
  readonly removals: readonly RemovalResult[];
  /** The token expires soon, and `fail-on-expiring` is set. */
  readonly expiring?: ErrorInfo | undefined;
}

/** The requested workspace; undefined, with a notice, if there is none. */
async function findTarget(
  context: RunContext,
  request: WorkspaceRequest,
): Promise<WorkspaceLookup | undefined> {
  const { ci, inputs, runtime } = context;
  const single = { ...context, inputs: { ...inputs, workspace: request } };
  const found = await lookUpWorkspace(single, runtime.signal).catch((thrown) => {
    const error = toErrorInfo(thrown);
    if (error.code !== 'workspace-not-found' || request.kind === 'only') throw thrown;
    reportNotice(ci, 'nothing-to-remove', error.message);
    return undefined;
  });
  if (found) reportFoundWorkspace(ci, found.workspace);
  return found;
}

async function removeNamedServers(context: RunContext): Promise<RemovalReport> {
  const { inputs } = context;
  const found = await findTarget(context, inputs.workspace);
  const { error: expiring } = reportExpiry(context, found?.age ?? readTokenAge(context));
  if (!found) setStatus(context, []);
  const removals = found ? await removeServers(context, found.workspace) : [];
  return { title: found?.workspace.name ?? '', removals, expiring };
}

/** Workspaces are removed in order, each when the one before is gone. One that fails does not stop the others. */
async function removeWorkspaces(context: RunContext): Promise<RemovalReport> {
  const { inputs, runtime } = context;
  const removals: RemovalResult[] = [];
  const titles: string[] = [];
  let expiry: ExpiryReport | undefined;
  for (const request of [inputs.workspace, ...inputs.moreWorkspaces]) {
    if (runtime.signal.aborted) break;
    try {
      const found = await findTarget(context, request);
      if (!found) continue;
      expiry ??= reportExpiry(context, found.age);
      titles.push(found.workspace.name);
      removals.push(await removeWholeWorkspace(context, found.workspace));
    } catch (thrown) {
      if (runtime.signal.aborted) break;
      const outcome = { kind: 'not-sent', error: toErrorInfo(thrown) } as const;
      removals.push(toRemovalResult(`workspace ${describeRequest(request)}`, outcome));
    }
  }
  // A token that was rejected has no expiry that matters.
  if (removals.length === 0) expiry ??= reportExpiry(context, readTokenAge(context));
  setStatus(context, removals);
  return { title: titles.join(', '), removals, expiring: expiry?.error };
}

/** Removes a workspace with everything in it. */
async function removeWholeWorkspace(context: RunContext, workspace: Workspace): Promise<RemovalResult> {
  const { ci, inputs, runtime, apiFor } = context;
  const name = `workspace ${workspace.name}`;
  const outcome = inputs.dryRun
    ? undefined
    : await withProgress(context, `Remove ${name}`, () => {
        // True if this process is killed from now on. The end of the run replaces it.
        ci.setOutputs({ 'deploy-status': 'unknown' });
        return withDeadline(runtime.signal, performance.now() + inputs.timeout, (limit) =>
          removeWorkspaceAndWait(apiFor(limit.signal), workspace, limit),
        );
      });
  const result = toRemovalResult(name, outcome);
  if (!result.error) ci.info(`✓ ${outcome ? 'Removed' : 'Would remove'} ${name} with everything in it`);
  return result;
}

/** Sets the worst status as output. What is not there counts as removed. */
function setStatus({ ci, inputs }: RunContext, removals: readonly RemovalResult[]): void {
  const worst = findWorstDeployStatus(removals.map(({ status }) => status));
  const status = worst ?? (inputs.dryRun ? 'dry-run' : 'removed');
  tryWrite(ci, () => ci.setOutputs({ 'deploy-status': status }));
}

function describeRequest(request: WorkspaceRequest): string {
  if (request.kind === 'only') return '';
  return request.kind === 'id' ? request.id : request.name;
}
