import type { Api } from '../api/client.js';
import { createWorkspace, findWorkspace, type Workspace, type WorkspaceRequest } from '../api/workspaces.js';
import { reportError } from '../ci/report.js';
import { retry } from '../lib/retry.js';
import { createError, type ErrorCode, type ErrorInfo, toErrorInfo } from '../schema/errors.js';
import type { RunContext } from './context.js';
import { lookUpWorkspace, type WorkspaceLookup } from './token-expiry.js';

/**
 * Looks up the workspace.
 *
 * @returns undefined if there is none, and `create-workspace` is set
 * @throws DeployError as {@link lookUpWorkspace}
 */
export function lookUpOrNone(context: RunContext, signal: AbortSignal): Promise<WorkspaceLookup | undefined> {
  return lookUpWorkspace(context, signal).catch((error) => {
    const isAbsent = toErrorInfo(error).code === 'workspace-not-found';
    if (!isAbsent || !context.inputs.createWorkspace) throw error;
    return undefined;
  });
}

/**
 * Creates the workspace that {@link lookUpOrNone} did not find.
 *
 * @throws DeployError workspace-not-created, workspace-not-allowed, workspace-unknown, or as {@link lookUpWorkspace}
 */
export function createAndLookUp(context: RunContext, signal: AbortSignal): Promise<WorkspaceLookup> {
  return lookUpWorkspace(context, signal, (api) => create(context, api, signal));
}

async function create({ ci, inputs }: RunContext, api: Api, signal: AbortSignal): Promise<Workspace> {
  const { workspace: request, timeout } = inputs;
  // Inputs are not accepted without a name for it.
  if (request.kind !== 'name') return findWorkspace(api, request);
  const outcome = await createWorkspace(api, request.name);
  ci.debug(`create workspace ${request.name}: ${JSON.stringify(outcome)}`);
  if (outcome.kind === 'refused') throw createError(outcome.code, outcome.message);
  if (outcome.kind === 'created') {
    ci.info(`✓ Created workspace ${request.name}`);
    return outcome.workspace;
  }
  // Two runs may create it at the same time, and a lost response does not tell what happened.
  const deadline = performance.now() + Math.min(APPEAR_MS, timeout);
  const found = await findUntil(api, request, deadline, signal);
  if ('id' in found) return found;
  const isOpen = outcome.kind === 'unclear' || found.code !== 'workspace-not-found';
  const code = isOpen ? 'workspace-unknown' : 'workspace-not-created';
  const error = createError(code, `${request.name}: ${outcome.message} ${found.message}`);
  // After a cancel, the error of the run is the cancel, which does not say that a workspace may be left.
  if (signal.aborted && isOpen) reportError(ci, error.failure);
  throw error;
}

/** Milliseconds in which a workspace appears whose creation was not confirmed: the request may still be carried out. */
const APPEAR_MS = 10_000;
/** Milliseconds between two lookups, before jitter. */
const lookUpDelays = [500, 1_000, 2_000];
/** Errors of a lookup that a later one may not have. */
const passingErrors: readonly ErrorCode[] = ['workspace-not-found', 'api-unreachable', 'api-unexpected'];

/** Looks a workspace up until it is there. Returns the last error if it is not; throws what no later lookup changes. */
function findUntil(
  api: Api,
  request: WorkspaceRequest,
  deadline: number,
  signal: AbortSignal,
): Promise<Workspace | ErrorInfo> {
  const find = () =>
    findWorkspace(api, request).catch((thrown) => {
      const error = toErrorInfo(thrown);
      if (passingErrors.includes(error.code)) return error;
      throw thrown;
    });
  return retry<Workspace | ErrorInfo>(find, {
    delays: lookUpDelays,
    repeatLastDelay: true,
    deadline,
    signal,
    shouldRetry: (found) => 'code' in found,
  });
}
