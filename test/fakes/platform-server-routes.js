/**
 * The endpoints of servers: list, deploy, details, scale, restart, delete.
 */
import {
  invalid,
  invalidBody,
  kubernetesRefusal,
  missingService,
  noMethod,
  refusal,
} from './platform-answers.js';
import { editionOf } from './platform-editions.js';
import {
  deploy,
  detailsOf,
  findServer,
  namespaceOf,
  restart,
  scaleTo,
  serversOf,
  summaryOf,
} from './platform-servers.js';
import { fieldsOf, idOf, isRecord } from './platform-spec.js';
import { refusedEntry } from './platform-validation.js';

/** @typedef {import('./scripted-server.js').Answer} Answer */
/** @typedef {import('./scripted-server.js').LoggedRequest} LoggedRequest */
/** @typedef {import('./platform.js').State} State */

/** @param {State} state @param {LoggedRequest} request @param {string} workspaceId @returns {Answer} */
export function serversAnswer(state, request, workspaceId) {
  if (request.method === 'POST') return deployAnswer(state, request, workspaceId);
  if (request.method !== 'GET') return noMethod(state);
  const servers = serversOf(state, workspaceId).map((server) => summaryOf(state, server));
  return { body: { servers, ...placeOf(state, workspaceId), total: servers.length } };
}

/**
 * @param {State} state
 * @param {LoggedRequest} request
 * @param {string} workspaceId
 * @param {string} id
 * @param {string} [action] `scale` or `restart`
 * @returns {Answer}
 */
export function serverAnswer(state, request, workspaceId, id, action) {
  const server = findServer(state, workspaceId, id);
  if (request.method === 'POST' && action === 'scale') return scaleAnswer(state, request, workspaceId, id);
  if (request.method === 'POST' && action === 'restart')
    return restartAnswer(state, request, workspaceId, id);
  if (request.method === 'GET') {
    if (!server) return refusal(state, 404, 'SERVER_NOT_FOUND', 'Resource not found');
    return { body: detailsOf(state, server) };
  }
  if (request.method !== 'DELETE') return noMethod(state);
  if (!server) return missingService(state, 'Error removing server', id);
  const { deleteMs = 0 } = state.options;
  server.goneAt = Math.min(server.goneAt, state.now() + deleteMs);
  const message = `Server ${id} removed successfully`;
  return { body: { server_id: id, ...placeOf(state, workspaceId), status: 'removed', message } };
}

/** @param {State} state @param {LoggedRequest} request @param {string} workspaceId @returns {Answer} */
function deployAnswer(state, request, workspaceId) {
  const unusable = invalidBody(state, request, 'dict_type');
  if (unusable) return unusable;
  const body = fieldsOf(request.body);
  const entry = isRecord(body.server) ? body.server : body;
  const refused = refusedEntry(state, entry);
  if (refused) return refused;
  const id = idOf(entry);
  const isUpdate = findServer(state, workspaceId, id) !== undefined;
  const { updates } = editionOf(state.options);
  if (isUpdate && updates === 'refused') return refusedUpdate(state, id);
  if (isUpdate && updates === 'conflict') {
    return refusal(state, 409, 'SERVER_ALREADY_DEPLOYED', `Server ${id} is already deployed`);
  }
  deploy(state, workspaceId, entry, body);
  const done = `Server ${id} ${isUpdate ? 'updated' : 'deployed'} successfully.`;
  return {
    body: {
      server_id: id,
      ...placeOf(state, workspaceId),
      status: 'pending',
      message: `${done} Deployment is being processed by the operator.`,
      service_endpoint: `/${workspaceId}/${id}/mcp`,
    },
  };
}

/** The control plane replaces the MCPService without its resourceVersion. @param {State} state @param {string} id */
function refusedUpdate(state, id) {
  const [field, message] = ['metadata.resourceVersion', 'Invalid value: 0: must be specified for an update'];
  const [group, kind] = ['mcp.nimbletools.dev', 'mcpservices'];
  return kubernetesRefusal(state, 'Deployment error', {
    code: 422,
    reason: 'Invalid',
    message: `${kind}.${group} "${id}" is invalid: ${field}: ${message}`,
    details: { name: id, group, kind, causes: [{ reason: 'FieldValueInvalid', message, field }] },
  });
}

/** @param {State} state @param {LoggedRequest} request @param {string} workspaceId @param {string} id @returns {Answer} */
function scaleAnswer(state, request, workspaceId, id) {
  const unusable = invalidBody(state, request, 'model_attributes_type');
  if (unusable) return unusable;
  const { replicas } = fieldsOf(request.body);
  const loc = ['body', 'replicas'];
  if (typeof replicas !== 'number') {
    return invalid(state, { type: 'missing', loc, msg: 'Field required', input: request.body });
  }
  if (replicas < 1 || replicas > 4) {
    const [type, word, ctx] =
      replicas < 1
        ? ['greater_than_equal', 'greater than or equal to 1', { ge: 1 }]
        : ['less_than_equal', 'less than or equal to 4', { le: 4 }];
    return invalid(state, {
      type: `${type}`,
      loc,
      msg: `Input should be ${word}`,
      input: replicas,
      ctx: Object(ctx),
    });
  }
  const server = findServer(state, workspaceId, id);
  if (!server) return missingService(state, 'Error scaling server', id);
  scaleTo(state, server, replicas);
  const message = `Server ${id} scaled to ${replicas} replicas`;
  return { body: { server_id: id, workspace_id: workspaceId, replicas, status: 'scaled', message } };
}

/** @param {State} state @param {LoggedRequest} request @param {string} workspaceId @param {string} id @returns {Answer} */
function restartAnswer(state, request, workspaceId, id) {
  const unusable = invalidBody(state, request, 'model_attributes_type');
  if (unusable) return unusable;
  const server = findServer(state, workspaceId, id);
  if (!server || state.now() < server.rollout.deploymentAt) {
    return refusal(state, 404, 'SERVER_NOT_FOUND', `Server ${id} not found or not deployed`);
  }
  restart(state, server);
  return {
    body: {
      version: 'v1',
      server_id: id,
      workspace_id: workspaceId,
      status: 'restarting',
      message: `Server ${id} restart initiated successfully`,
      timestamp: new Date(state.now()).toISOString(),
    },
  };
}

/** @param {State} state @param {string} workspaceId */
function placeOf(state, workspaceId) {
  return { workspace_id: workspaceId, namespace: namespaceOf(state, workspaceId) };
}
