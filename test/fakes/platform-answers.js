/**
 * How the platform refuses, and which token may do what.
 */
import { editionOf } from './platform-editions.js';
import { isRecord } from './platform-spec.js';
import { claimsOf } from './tokens.js';

/** @typedef {import('./scripted-server.js').Answer} Answer */
/** @typedef {import('./scripted-server.js').LoggedRequest} LoggedRequest */
/** @typedef {import('./platform.js').State} State */
/** @typedef {import('./platform.js').TokenGrant} TokenGrant */

/**
 * A refusal in the shape of the edition.
 *
 * @param {State} state
 * @param {number} status
 * @param {string} code only the hosted edition tells it
 * @param {string} message
 * @param {object} [details]
 * @returns {Answer}
 */
export function refusal({ options }, status, code, message, details) {
  if (editionOf(options).errors === 'detail') return { status, body: { detail: message } };
  return { status, body: { error: { code, message, ...(details ? { details } : {}) } } };
}

/**
 * One fault as FastAPI lists it.
 *
 * @typedef {{ type: string, loc: (string | number)[], msg: string, input: unknown, ctx?: object }} Fault
 */

/**
 * The 422 for a request that FastAPI cannot validate.
 *
 * @param {State} state
 * @param {Fault} fault
 * @returns {Answer}
 */
export function invalid(state, fault) {
  if (editionOf(state.options).errors === 'detail') return { status: 422, body: { detail: [fault] } };
  return refusal(state, 400, 'INVALID_REQUEST', fault.msg, { field: fault.loc.at(-1) });
}

/**
 * The 422 for a body that is missing, is not announced as JSON, or is not an object; undefined for a usable one. Measured
 * with FastAPI 0.165; 0.116 still takes JSON without a Content-Type.
 *
 * @param {State} state
 * @param {LoggedRequest} request
 * @param {'dict_type' | 'model_attributes_type'} type the first where the endpoint takes any object
 * @returns {Answer | undefined}
 */
export function invalidBody(state, { headers, body, bytes }, type) {
  const loc = ['body'];
  if (bytes.length === 0) return invalid(state, { type: 'missing', loc, msg: 'Field required', input: null });
  const isJson = /^application\/(.+\+)?json\b/.test(headers['content-type'] ?? '');
  if (isJson && isRecord(body)) return undefined;
  const orObject = type === 'dict_type' ? '' : ' or object to extract fields from';
  const input = isJson ? body : bytes.toString('utf8');
  return invalid(state, { type, loc, msg: `Input should be a valid dictionary${orObject}`, input });
}

/**
 * The 500 with which the control plane passes on a refusal of Kubernetes, in the words of its Python client.
 *
 * @param {State} state
 * @param {string} operation
 * @param {{ code: number, reason: string, message: string, details: object }} problem
 * @returns {Answer}
 */
export function kubernetesRefusal(state, operation, { code, reason, message, details }) {
  const metadata = {};
  const status = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata,
    status: 'Failure',
    message,
    reason,
    details,
    code,
  };
  const body = `${JSON.stringify(status)}\n`;
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': `${body.length}`,
    Date: new Date(state.now()).toUTCString(),
    Server: 'Python/3.11 aiohttp/3.14.5',
  };
  const pairs = Object.entries(headers).map(([name, value]) => `'${name}': '${value}'`);
  const phrase = code === 404 ? 'Not Found' : 'Unprocessable Entity';
  const text = `${operation}: (${code})\nReason: ${phrase}\nHTTP response headers: HTTPHeaderDict({${pairs.join(', ')}})\nHTTP response body: ${body}\n`;
  return refusal(state, 500, 'INTERNAL_ERROR', text);
}

/**
 * What Kubernetes says of a server that it does not have.
 *
 * @param {State} state
 * @param {string} operation
 * @param {string} id
 */
export function missingService(state, operation, id) {
  return kubernetesRefusal(state, operation, {
    code: 404,
    reason: 'NotFound',
    message: `mcpservices.mcp.nimbletools.dev "${id}" not found`,
    details: { name: id, group: 'mcp.nimbletools.dev', kind: 'mcpservices' },
  });
}

/**
 * The grant of the request's token, or the 401.
 *
 * @param {State} state
 * @param {LoggedRequest} request
 * @returns {{ grant: TokenGrant, refused?: undefined } | { grant?: undefined, refused: Answer }}
 */
export function authenticate(state, { authorization }) {
  const token = /^Bearer (.+)$/.exec(authorization)?.[1] ?? '';
  const grant = state.tokens.get(token);
  if (!grant || grant.access === 'revoked') {
    return { refused: refusal(state, 401, 'AUTHENTICATION_REQUIRED', 'Authentication required') };
  }
  if (millisecondsOf(grant.expiresAt ?? claimsOf(token).exp) <= Date.now()) {
    return { refused: refusal(state, 401, 'TOKEN_EXPIRED', 'Token has expired') };
  }
  return { grant };
}

/** @param {TokenGrant} grant @param {string} workspaceId */
export function sees(grant, workspaceId) {
  return !grant.workspaces || grant.workspaces.includes(workspaceId);
}

/** @param {State} state */
export function noRoute(state) {
  return refusal(state, 404, 'NOT_FOUND', 'Not Found');
}

/** @param {State} state */
export function noMethod(state) {
  return refusal(state, 405, 'METHOD_NOT_ALLOWED', 'Method Not Allowed');
}

/** Epoch seconds or ISO text in milliseconds; no time at all is never. @param {unknown} time */
function millisecondsOf(time) {
  if (typeof time === 'number') return time * 1000;
  return typeof time === 'string' ? Date.parse(time) : Number.POSITIVE_INFINITY;
}
