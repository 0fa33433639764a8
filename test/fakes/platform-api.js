/**
 * The management API: workspaces, servers, secrets, tokens.
 */
import { authenticate, invalid, isRecord, refusal, sees } from './platform-answers.js';
import { deploy, detailsOf, look, summaryOf } from './platform-servers.js';
import { claimsOf } from './tokens.js';

/** @typedef {import('./scripted-server.js').Answer} Answer */
/** @typedef {import('./scripted-server.js').LoggedRequest} LoggedRequest */
/** @typedef {import('./platform.js').State} State */
/** @typedef {import('./platform.js').Workspace} Workspace */

const levels = ['debug', 'info', 'warning', 'error', 'critical'];

/**
 * Everything below `/v1`.
 *
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
  if (grant.access === 'read-only' && request.method !== 'GET') {
    const subject = resource ?? collection;
    return refusal(state, 403, 'INSUFFICIENT_PERMISSIONS', `Permission denied: cannot write ${subject}`);
  }
  if (workspaceId === undefined) {
    if (request.method !== 'GET') return noRoute(state);
    const workspaces = state.workspaces
      .filter(({ workspace_id }) => sees(grant, workspace_id))
      .map(describedWorkspace);
    return { body: { workspaces, total: workspaces.length, user_id: userId } };
  }
  if (!sees(grant, workspaceId)) {
    return refusal(state, 403, 'INSUFFICIENT_PERMISSIONS', 'Access denied to workspace');
  }
  const workspace = state.workspaces.find(({ workspace_id }) => workspace_id === workspaceId);
  if (!workspace) return refusal(state, 404, 'WORKSPACE_NOT_FOUND', `Workspace ${workspaceId} not found`);
  if (resource === undefined && request.method === 'GET') return { body: describedWorkspace(workspace) };
  if (resource === 'servers') return serversAnswer(state, request, workspaceId, rest);
  if (resource === 'secrets') return secretsAnswer(state, request, workspaceId, rest.join('/'));
  if (resource === 'tokens' && rest.length === 0 && request.method === 'GET') {
    return tokensAnswer(state, workspaceId);
  }
  return noRoute(state);
}

/** @param {State} state @param {LoggedRequest} request @param {string} workspaceId @param {string[]} rest @returns {Answer} */
function serversAnswer(state, { method, body, query }, workspaceId, rest) {
  if (rest.length === 0 && method === 'GET') {
    const servers = [...state.servers.values()].filter((server) => server.workspaceId === workspaceId);
    return {
      body: { servers: servers.map(summaryOf), workspace_id: workspaceId, total: servers.length },
    };
  }
  if (rest.length === 0) return method === 'POST' ? deployAnswer(state, workspaceId, body) : noRoute(state);
  const isLogs = rest.length > 1 && rest.at(-1) === 'logs';
  // A full registry name works as an id, too: its last part counts.
  const id =
    rest
      .at(isLogs ? -2 : -1)
      ?.split('/')
      .at(-1) ?? '';
  const server = state.servers.get(`${workspaceId}/${id}`);
  if (isLogs && method === 'GET') return logsAnswer(state, workspaceId, id, query);
  if (method === 'GET') {
    if (!server) return refusal(state, 404, 'SERVER_NOT_FOUND', 'Resource not found');
    return { body: detailsOf(state, server, look(state, server)) };
  }
  if (method !== 'DELETE') return noRoute(state);
  // The open control plane really answers 500 here.
  if (!server) return refusal(state, 500, 'INTERNAL_ERROR', 'Error removing server: (404) Reason: Not Found');
  state.servers.delete(`${workspaceId}/${id}`);
  const message = `Server ${id} removed successfully`;
  return { body: { server_id: id, workspace_id: workspaceId, status: 'removed', message } };
}

/** @param {State} state @param {string} workspaceId @param {unknown} body @returns {Answer} */
function deployAnswer(state, workspaceId, body) {
  if (!isRecord(body)) return invalid(state, 'body', 'server', 'Input should be a valid dictionary');
  const spec = body.server ?? body;
  if (!isRecord(spec) || typeof spec.name !== 'string' || typeof spec.version !== 'string') {
    return refusal(state, 500, 'DEPLOY_FAILED', 'Deployment error: 1 validation error for MCPServer');
  }
  const meta = isRecord(spec._meta) ? spec._meta['ai.nimbletools.mcp/v1'] : undefined;
  const status = [spec.status, isRecord(meta) ? meta.status : undefined].find(
    (word) => word && word !== 'active',
  );
  if (status) {
    const message = `Cannot deploy server with status '${status}'. Only 'active' servers can be deployed.`;
    return refusal(state, 400, 'INVALID_REQUEST', message);
  }
  const { server, isNew } = deploy(state, workspaceId, body, spec);
  const done = `Server ${server.id} ${isNew ? 'deployed' : 'updated'} successfully.`;
  return {
    body: {
      server_id: server.id,
      workspace_id: workspaceId,
      namespace: `ws-${workspaceId}`,
      status: 'pending',
      message: `${done} Deployment is being processed by the operator.`,
      service_endpoint: `/${workspaceId}/${server.id}/mcp`,
    },
  };
}

/** @param {State} state @param {string} workspaceId @param {string} id @param {Record<string, string>} query @returns {Answer} */
function logsAnswer(state, workspaceId, id, { limit = '10', since = '', level = 'debug' }) {
  const most = Number(limit);
  if (!(Number.isInteger(most) && most >= 1 && most <= 1000)) {
    return invalid(state, 'query', 'limit', 'Input should be from 1 to 1000');
  }
  const all = (state.servers.get(`${workspaceId}/${id}`)?.logs ?? []).filter(
    (entry) =>
      levels.indexOf(entry.level) >= levels.indexOf(level) &&
      !(Date.parse(entry.timestamp) < Date.parse(since)),
  );
  const logs = all.slice(0, most);
  return {
    body: {
      version: 'v1',
      server_id: id,
      workspace_id: workspaceId,
      logs,
      count: logs.length,
      has_more: all.length > most,
      query_timestamp: new Date().toISOString(),
    },
  };
}

/** @param {State} state @param {LoggedRequest} request @param {string} workspaceId @param {string} key @returns {Answer} */
function secretsAnswer(state, { method, body }, workspaceId, key) {
  const prefix = `${workspaceId}/`;
  if (key === '' && method === 'GET') {
    const secrets = [...state.secrets.keys()]
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length))
      .sort();
    const message = `Found ${secrets.length} secrets`;
    return { body: { workspace_id: workspaceId, secrets, count: secrets.length, message } };
  }
  if (key === '' || (method !== 'PUT' && method !== 'DELETE')) return noRoute(state);
  if (method === 'PUT') {
    const value = isRecord(body) ? body.secret_value : undefined;
    if (typeof value !== 'string') return invalid(state, 'body', 'secret_value', 'Field required');
    state.secrets.set(prefix + key, value);
  } else if (!state.secrets.delete(prefix + key)) {
    return refusal(state, 404, 'SECRET_NOT_FOUND', `Secret '${key}' not found in workspace`);
  }
  const message = `Secret '${key}' ${method === 'PUT' ? 'set' : 'deleted'} successfully`;
  return { body: { workspace_id: workspaceId, secret_key: key, status: 'success', message } };
}

/** @param {State} state @param {string} workspaceId @returns {Answer} */
function tokensAnswer(state, workspaceId) {
  const { tokenList = 'full' } = state.options;
  if (tokenList === 'absent') return noRoute(state);
  const tokens = [...state.tokens].flatMap(([token, grant], index) => {
    if (!sees(grant, workspaceId)) return [];
    const claims = claimsOf(token);
    const basic = {
      jti: grant.jti ?? claims.jti ?? `token-${index + 1}`,
      created_at: grant.createdAt ?? claims.iat ?? Math.floor(Date.now() / 1000),
    };
    if (tokenList === 'bare') return [basic];
    const expires_at = grant.expiresAt ?? claims.exp ?? null;
    const status = grant.access === 'revoked' ? 'revoked' : 'active';
    return [{ ...basic, user_id: userId, expires_at, scope: claims.scope ?? [], status }];
  });
  return { body: { version: 'v1', workspace_id: workspaceId, tokens, count: tokens.length } };
}

const userId = '00000000-0000-4000-8000-000000000001';

/** @param {Workspace} workspace */
function describedWorkspace(workspace) {
  return {
    namespace: `ws-${workspace.workspace_name}-${workspace.workspace_id}`,
    user_id: userId,
    created_at: '2026-01-05T09:00:00+00:00',
    status: 'active',
    ...workspace,
  };
}

/** @param {State} state */
function noRoute(state) {
  return refusal(state, 404, 'NOT_FOUND', 'Not Found');
}
