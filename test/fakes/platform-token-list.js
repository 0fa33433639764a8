/**
 * The list of a workspace's tokens, which the open edition does not have.
 */
import { noRoute, sees } from './platform-answers.js';
import { editionOf } from './platform-editions.js';
import { claimsOf } from './tokens.js';

/** @typedef {import('./scripted-server.js').Answer} Answer */
/** @typedef {import('./platform.js').State} State */

const user_id = '00000000-0000-0000-0000-000000000001';

/** @param {State} state @param {string} workspaceId @returns {Answer} */
export function tokensAnswer(state, workspaceId) {
  const { tokenList } = editionOf(state.options);
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
    return [{ ...basic, user_id, expires_at, scope: claims.scope ?? [], status }];
  });
  return { body: { version: 'v1', workspace_id: workspaceId, tokens, count: tokens.length } };
}
