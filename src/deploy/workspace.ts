import type { Api } from '../api/client.js';
import { createWorkspace, findWorkspace, type Workspace } from '../api/workspaces.js';
import { createError, toErrorInfo } from '../schema/errors.js';
import type { RunContext } from './context.js';

/**
 * Finds the requested workspace, and with `create-workspace` creates it if there is none of that name.
 *
 * @throws DeployError workspace-not-created, workspace-not-allowed, or as {@link findWorkspace}
 */
export async function findOrCreateWorkspace({ ci, inputs }: RunContext, api: Api): Promise<Workspace> {
  const { workspace: request, createWorkspace: isWanted, dryRun } = inputs;
  if (!isWanted || dryRun || request.kind !== 'name') return findWorkspace(api, request);
  try {
    return await findWorkspace(api, request);
  } catch (error) {
    if (toErrorInfo(error).code !== 'workspace-not-found') throw error;
  }
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

/**
 * True if a dry run would create the workspace. Then nothing else can be checked, because there is nothing in it.
 *
 * @throws DeployError as {@link findWorkspace}
 */
export async function wouldCreateWorkspace({ inputs, apiFor, runtime }: RunContext): Promise<boolean> {
  if (!inputs.dryRun || !inputs.createWorkspace || inputs.workspace.kind !== 'name') return false;
  const found = await findWorkspace(apiFor(runtime.signal), inputs.workspace).catch((error) => {
    if (toErrorInfo(error).code !== 'workspace-not-found') throw error;
  });
  return found === undefined;
}
