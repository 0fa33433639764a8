/**
 * How the platform refuses: two shapes of errors, and who may do what.
 */
import { claimsOf } from './tokens.js';

/** @typedef {import('./scripted-server.js').Answer} Answer */
/** @typedef {import('./scripted-server.js').LoggedRequest} LoggedRequest */
/** @typedef {import('./platform.js').State} State */
/** @typedef {import('./platform.js').TokenGrant} TokenGrant */

/**
 * A refusal in the shape of the edition: `{detail}` (open control plane) or `{error: {code, message}}` (hosted).
 *
 * @param {State} state
 * @param {number} status
 * @param {string} code only the hosted edition tells it
 * @param {string} message
 * @param {object} [details]
 * @returns {Answer}
 */
export function refusal({ options }, status, code, message, details) {
  if (options.edition !== 'hosted') return { status, body: { detail: message } };
  return { status, body: { error: { code, message, ...(details ? { details } : {}) } } };
}

/**
 * The 422 for a body or query that misses a field: FastAPI's list of faults in the open edition.
 *
 * @param {State} state
 * @param {'body' | 'query'} place
 * @param {string} field
 * @param {string} message
 * @returns {Answer}
 */
export function invalid(state, place, field, message) {
  if (state.options.edition === 'hosted') return refusal(state, 400, 'INVALID_REQUEST', message, { field });
  return { status: 422, body: { detail: [{ type: 'value_error', loc: [place, field], msg: message }] } };
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

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
export function isRecord(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Epoch seconds or ISO text in milliseconds; no time at all is never. @param {unknown} time */
function millisecondsOf(time) {
  if (typeof time === 'number') return time * 1000;
  return typeof time === 'string' ? Date.parse(time) : Number.POSITIVE_INFINITY;
}
