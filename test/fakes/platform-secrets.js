/**
 * The endpoints of workspace secrets. Values never come back.
 */
import { invalid, invalidBody, noMethod, refusal } from './platform-answers.js';
import { fieldsOf } from './platform-spec.js';

/** @typedef {import('./scripted-server.js').Answer} Answer */
/** @typedef {import('./scripted-server.js').LoggedRequest} LoggedRequest */
/** @typedef {import('./platform.js').State} State */

/** @param {State} state @param {LoggedRequest} request @param {string} workspaceId @param {string} key @returns {Answer} */
export function secretsAnswer(state, request, workspaceId, key) {
  const prefix = `${workspaceId}/`;
  const { method } = request;
  if (key === '' && method === 'GET') {
    const secrets = [...state.secrets.keys()]
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length))
      .sort();
    const message = `Found ${secrets.length} secrets`;
    return { body: { workspace_id: workspaceId, secrets, count: secrets.length, message } };
  }
  if (key === '' || (method !== 'PUT' && method !== 'DELETE')) return noMethod(state);
  if (method === 'PUT') {
    const unusable = invalidBody(state, request, 'model_attributes_type');
    if (unusable) return unusable;
    const value = fieldsOf(request.body).secret_value;
    const loc = ['body', 'secret_value'];
    if (value === undefined) {
      return invalid(state, { type: 'missing', loc, msg: 'Field required', input: request.body });
    }
    if (typeof value !== 'string') {
      return invalid(state, {
        type: 'string_type',
        loc,
        msg: 'Input should be a valid string',
        input: value,
      });
    }
    state.secrets.set(prefix + key, value);
  } else if (!state.secrets.delete(prefix + key)) {
    return refusal(state, 404, 'SECRET_NOT_FOUND', `Secret '${key}' not found in workspace`);
  }
  const message = `Secret '${key}' ${method === 'PUT' ? 'set' : 'deleted'} successfully`;
  return { body: { workspace_id: workspaceId, secret_key: key, status: 'success', message } };
}
