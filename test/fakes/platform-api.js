/**
 * The management API below `/v1`: who may, and which resource is meant.
 */
import { authenticate, noMethod, noRoute, refusal, sees } from './platform-answers.js';
import { editionOf } from './platform-editions.js';
import { logsAnswer } from './platform-logs.js';
import { secretsAnswer } from './platform-secrets.js';
import { serverAnswer, serversAnswer } from './platform-server-routes.js';
import { tokensAnswer } from './platform-token-list.js';
import { workspaceAnswer, workspacesAnswer } from './platform-workspaces.js';

/** @typedef {import('./scripted-server.js').Answer} Answer */
/** @typedef {import('./scripted-server.js').LoggedRequest} LoggedRequest */
/** @typedef {import('./platform.js').State} State */

/**
 * @param {State} state
 * @param {LoggedRequest} request
 * @param {string[]} parts of the path
 * @returns {Answer}
 */
export function apiAnswer(state, request, parts) {
  const [, collection, workspaceId, resource, ...rest] = parts;
  if (collection !== 'workspaces') return noRoute(state);
  const { grant, refused } = authenticate(state, request);
  if (refused) return refused;
  const isWrite = request.method !== 'GET';
  if (isWrite && grant.access === 'read-only' && editionOf(state.options).hasReadOnly) {
    const message = `Permission denied: cannot write ${resource ?? collection}`;
    return refusal(state, 403, 'INSUFFICIENT_PERMISSIONS', message);
  }
  if (workspaceId === undefined) return workspacesAnswer(state, request, grant);
  if (!sees(grant, workspaceId)) {
    return refusal(state, 403, 'INSUFFICIENT_PERMISSIONS', 'Access denied to workspace');
  }
  const workspace = state.workspaces.find(({ workspace_id }) => workspace_id === workspaceId);
  if (!workspace) return refusal(state, 404, 'WORKSPACE_NOT_FOUND', `Workspace ${workspaceId} not found`);
  if (resource === undefined) return workspaceAnswer(state, request, workspace);
  if (resource === 'servers') return inServers(state, request, workspaceId, rest);
  if (resource === 'secrets') return secretsAnswer(state, request, workspaceId, rest.join('/'));
  if (resource === 'tokens' && rest.length === 0) {
    return isWrite ? noMethod(state) : tokensAnswer(state, workspaceId);
  }
  return noRoute(state);
}

/** @param {State} state @param {LoggedRequest} request @param {string} workspaceId @param {string[]} rest @returns {Answer} */
function inServers(state, request, workspaceId, rest) {
  if (rest.length === 0) return serversAnswer(state, request, workspaceId);
  const last = rest.at(-1) ?? '';
  const isAction =
    rest.length > 1 && (request.method === 'GET' ? ['logs'] : ['scale', 'restart']).includes(last);
  // A full registry name works as an id, too: its last part counts.
  const id = (rest.at(isAction ? -2 : -1) ?? '').split('/').at(-1) ?? '';
  if (last === 'logs' && isAction) return logsAnswer(state, request, workspaceId, id);
  return serverAnswer(state, request, workspaceId, id, isAction ? last : undefined);
}
