import type { Api } from '../api/client.js';
import { createWorkspace, findWorkspace, type Workspace } from '../api/workspaces.js';
import { createError, toErrorInfo } from '../schema/errors.js';
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
 * @throws DeployError workspace-not-created, workspace-not-allowed, or as {@link lookUpWorkspace}
 */
export function createAndLookUp(context: RunContext, signal: AbortSignal): Promise<WorkspaceLookup> {
  return lookUpWorkspace(context, signal, (api) => create(context, api));
}

async function create({ ci, inputs: { workspace: request } }: RunContext, api: Api): Promise<Workspace> {
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
  return findWorkspace(api, request).catch((error) => {
    const { code, message } = toErrorInfo(error);
    if (code !== 'workspace-not-found') throw error;
    throw createError('workspace-not-created', `${outcome.message} ${message}`);
  });
}
