import { MIN_SECRET_LENGTH } from '../lib/redact.js';
import type { ErrorInfo } from '../schema/errors.js';
import { readClaims, type Token } from '../token/jwt.js';
import { isUnexpandedVariable } from './unexpanded.js';

export type TokenResult =
  | { readonly ok: true; readonly token: Token }
  | { readonly ok: false; readonly error: ErrorInfo };

/** Longest token that is believed: it must fit into one header. */
const MAX_TOKEN_LENGTH = 8_192;

/**
 * Checks the form of the token. What is wrong is said without repeating any part of the value, unless that is the name
 * of a variable.
 *
 * @param given the secret as it arrived; white space around it is not part of it
 * @param variable the name of the variable that should hold it
 */
export function readToken(given: string, variable: string): TokenResult {
  const token = given.trim();
  if (token === '')
    return {
      ok: false,
      error: { code: 'token-missing', message: `${variable} is empty or not set.` },
    };
  if (isUnexpandedVariable(token)) {
    return {
      ok: false,
      error: { code: 'token-not-expanded', message: `The value is the literal text ${token}.` },
    };
  }
  const problem = findTokenIssue(token);
  if (problem === undefined) return { ok: true, token: { value: token, claims: readClaims(token) } };
  return { ok: false, error: { code: 'token-malformed', message: `The token ${problem}.` } };
}

function findTokenIssue(token: string): string | undefined {
  if (/^["'`]|["'`]$/.test(token)) return 'is wrapped in quotes';
  if (/^bearer\s/i.test(token)) return 'starts with the word Bearer';
  if (/\s/.test(token)) return 'contains whitespace';
  if (/[^\x21-\x7e]/.test(token)) return 'contains invalid characters';
  if (token.length < MIN_SECRET_LENGTH) return `is shorter than ${MIN_SECRET_LENGTH} characters`;
  if (token.length > MAX_TOKEN_LENGTH) return `is longer than ${MAX_TOKEN_LENGTH} characters`;
  return undefined;
}
