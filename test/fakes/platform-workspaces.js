/**
 * The endpoints of workspaces: list, create, details, delete.
 */
import { randomUUID } from 'node:crypto';
import { invalid, invalidBody, noMethod, refusal, sees } from './platform-answers.js';
import { namespaceOf } from './platform-servers.js';
import { fieldsOf } from './platform-spec.js';

/** @typedef {import('./scripted-server.js').Answer} Answer */
/** @typedef {import('./scripted-server.js').LoggedRequest} LoggedRequest */
/** @typedef {import('./platform.js').State} State */
/** @typedef {import('./platform.js').TokenGrant} TokenGrant */
/** @typedef {import('./platform.js').Workspace} Workspace */

const owner = {
  user_id: '00000000-0000-0000-0000-000000000001',
  organization_id: '00000000-0000-0000-0000-000000000002',
};
const pattern = '^[a-z0-9-_]+$';

/** @param {State} state @param {LoggedRequest} request @param {TokenGrant} grant @returns {Answer} */
export function workspacesAnswer(state, request, grant) {
  if (request.method === 'POST') return createAnswer(state, request);
  if (request.method !== 'GET') return noMethod(state);
  const workspaces = state.workspaces
    .filter(({ workspace_id }) => sees(grant, workspace_id))
    .map((workspace) => detailsOf(state, workspace));
  return { body: { workspaces, total: workspaces.length, user_id: owner.user_id } };
}

/** @param {State} state @param {LoggedRequest} request @param {Workspace} workspace @returns {Answer} */
export function workspaceAnswer(state, { method }, workspace) {
  if (method === 'GET') return { body: detailsOf(state, workspace) };
  if (method !== 'DELETE') return noMethod(state);
  const { workspace_id } = workspace;
  const namespace = namespaceOf(state, workspace_id);
  state.workspaces = state.workspaces.filter((one) => one !== workspace);
  for (const all of [state.servers, state.secrets]) {
    for (const key of all.keys()) if (key.startsWith(`${workspace_id}/`)) all.delete(key);
  }
  return { body: { workspace_id, namespace, message: 'Workspace deleted successfully' } };
}

/** @param {State} state @param {LoggedRequest} request @returns {Answer} */
function createAnswer(state, request) {
  const unusable = invalidBody(state, request, 'model_attributes_type');
  if (unusable) return unusable;
  const { name } = fieldsOf(request.body);
  const loc = ['body', 'name'];
  if (typeof name !== 'string') {
    return invalid(state, { type: 'missing', loc, msg: 'Field required', input: request.body });
  }
  if (!new RegExp(pattern).test(name)) {
    const msg = `String should match pattern '${pattern}'`;
    return invalid(state, { type: 'string_pattern_mismatch', loc, msg, input: name, ctx: { pattern } });
  }
  if (state.workspaces.some(({ workspace_name }) => workspace_name === name)) {
    const message = `A workspace named '${name}' already exists in your organization`;
    return refusal(state, 409, 'WORKSPACE_EXISTS', message);
  }
  const created_at = new Date(state.now()).toISOString();
  const workspace = { workspace_id: randomUUID(), workspace_name: name, created_at };
  state.workspaces = [...state.workspaces, workspace];
  const message = `Workspace '${name}' created successfully`;
  return { body: { ...detailsOf(state, workspace), status: 'ready', message } };
}

/** @param {State} state @param {Workspace} workspace */
function detailsOf(state, workspace) {
  return {
    namespace: namespaceOf(state, workspace.workspace_id),
    ...owner,
    created_at: '2026-01-05T09:00:00.000000Z',
    status: 'active',
    ...workspace,
  };
}
