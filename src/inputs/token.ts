import { MIN_SECRET_LENGTH } from '../lib/secret-forms.js';
import type { ErrorInfo } from '../schema/errors.js';
import { readClaims, type Token } from '../token/jwt.js';
import { isUnexpandedVariable } from './unexpanded.js';

export type TokenResult =
  | { readonly ok: true; readonly token: Token }
  | { readonly ok: false; readonly error: ErrorInfo };

/** Longest token that is accepted, in characters: it must fit into one header. */
const MAX_TOKEN_LENGTH = 8_192;

/**
 * The token of this run. One that an earlier step of the job exported counts as missing for any domain but its own.
 *
 * @param exportedFor the domain for which it was exported; absent for a token of this step
 */
export function readBoundToken(
  given: string,
  variable: string,
  domain: string,
  exportedFor: string | undefined,
): TokenResult {
  if (exportedFor === undefined || exportedFor === domain) return readToken(given, variable);
  const message = `\`token\` is empty, and the token that an earlier step exported is for ${exportedFor}, so it is not sent to ${domain}.`;
  return { ok: false, error: { code: 'token-missing', message } };
}

/**
 * Checks the form of the token before it is sent anywhere. An error never repeats any of the value, unless it is a
 * variable that was not expanded.
 *
 * @param given the secret as it arrived; whitespace around it is ignored
 * @param variable the name of the variable that should contain it
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

/** Texts that are stored in place of a token, and what to store instead. The first that matches is reported. */
const otherTexts: readonly (readonly [pattern: RegExp, problem: string])[] = [
  [
    /^(\[(masked|redacted|secure|filtered|hidden|secret)\]|<(masked|redacted|hidden|secret)[^<>]*>|[*•]{3,}|x{4,})$/i,
    'is the mask that a log shows in place of a secret; store the token itself',
  ],
  [/^<[^<>]*>$/, 'is a placeholder in angle brackets; store the token itself'],
  [
    /^op:\/\//i,
    'is a 1Password reference (`op://...`) that was not resolved; load it with the 1Password action or `op run`',
  ],
  [
    /^([a-z][a-z0-9+.-]*:\/\/|arn:)/i,
    'is a URL or the reference of a secret manager, which was not resolved; store the token itself',
  ],
  [
    /^(\/[\w.@+-]+\/|~\/|\.{1,2}[\\/]|[A-Za-z]:[\\/]|\\\\)/,
    'is the path of a file; on GitLab set the type of the variable to Variable, not File, and for a secret of Vault `file: false`',
  ],
  [
    /^((export|set)\s+)?(\$env:)?(NTCLI_TOKEN\s*[=:]|[A-Za-z_]\w{0,63}=[^=\s])/i,
    'has the form NAME=value; store only the value',
  ],
  [/^[[{]/, 'is JSON; store only the token, or read one field of the secret'],
  [/^(authorization:|bearer\b)/i, 'starts with the word Bearer; store only the token'],
];

function findTokenIssue(token: string): string | undefined {
  if (/^["'`]|["'`]$/.test(token)) return 'is wrapped in quotes';
  const other = otherTexts.find(([pattern]) => pattern.test(token));
  if (other) return other[1];
  if (/\s/.test(token)) return 'contains whitespace';
  if (/[^\x21-\x7e]/.test(token)) return 'contains invalid characters';
  if (token.length < MIN_SECRET_LENGTH) return `is shorter than ${MIN_SECRET_LENGTH} characters`;
  if (token.length > MAX_TOKEN_LENGTH) return `is longer than ${MAX_TOKEN_LENGTH} characters`;
  return undefined;
}
