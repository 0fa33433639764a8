/**
 * Tokens for tests: they look like workspace tokens and open nothing anywhere.
 */
import { randomBytes, randomUUID } from 'node:crypto';

const day = 24 * 60 * 60;

/**
 * A string of the shape of a JWT, with a random signature. Times are epoch seconds; by default it was issued a minute
 * ago and lives 30 days, as a Standard token does.
 *
 * @param {{ exp?: number | null, iat?: number | null, jti?: string | null, scope?: string | string[],
 *   [claim: string]: unknown }} [claims] null leaves a claim out
 */
export function makeToken(claims = {}) {
  const now = Math.floor(Date.now() / 1000);
  const all = {
    iat: now - 60,
    exp: now + 30 * day,
    jti: randomUUID(),
    scope: ['workspace:read', 'servers:read', 'servers:write'],
    ...claims,
  };
  const payload = Object.fromEntries(Object.entries(all).filter(([, value]) => value != null));
  return [part({ alg: 'HS256', typ: 'JWT' }), part(payload), randomBytes(32).toString('base64url')].join('.');
}

/** A token that tells nothing about itself. */
export function makeOpaqueToken() {
  return `opaque-${randomBytes(24).toString('hex')}`;
}

/**
 * The claims inside a token of {@link makeToken}; none for an opaque one.
 *
 * @param {string} token
 * @returns {Record<string, unknown>}
 */
export function claimsOf(token) {
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? claims : {};
  } catch {
    return {};
  }
}

/** @param {object} value */
function part(value) {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
