import { parseTime } from '../lib/time.js';

/** A token, decoded once. */
export interface Token {
  readonly value: string;
  /** Undefined for an opaque token. */
  readonly claims: Claims | undefined;
}

/** The claims of a token. The signature is not verified: they decide about warnings, never about access. */
export interface Claims {
  /** Id of the token in the platform's list. */
  readonly id?: string;
  /** Times in milliseconds since 1970. */
  readonly expiresAt?: number;
  readonly issuedAt?: number;
  /** True for a JWT without `exp`, which does not expire (RFC 7519, 4.1.4). One with an unreadable `exp` may expire. */
  readonly neverExpires: boolean;
}

/** The claims of a JWT; undefined for another token. */
export function readClaims(token: string): Claims | undefined {
  const [, payload = '', signature] = token.split('.');
  if (signature === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    if (typeof claims !== 'object' || claims === null) return undefined;
    const { jti, exp, iat }: { jti?: unknown; exp?: unknown; iat?: unknown } = claims;
    const [expiresAt, issuedAt] = [parseTimestamp(exp), parseTimestamp(iat)];
    return {
      neverExpires: exp === undefined || exp === null,
      ...(typeof jti === 'string' && jti !== '' ? { id: jti } : {}),
      ...(expiresAt === undefined ? {} : { expiresAt }),
      ...(issuedAt === undefined ? {} : { issuedAt }),
    };
  } catch {
    return undefined;
  }
}

/** Seconds since 1970 reach this number in the year 5138. A greater number is in milliseconds. */
const MAX_SECONDS = 1e11;

/**
 * Parses a time in the formats of the platforms: seconds or milliseconds since 1970, or ISO text,
 * in UTC unless it names a zone.
 *
 * @returns milliseconds since 1970; undefined for anything else
 */
export function parseTimestamp(value: unknown): number | undefined {
  if (typeof value === 'string' && /^\d{9,13}$/.test(value)) return parseTimestamp(Number(value));
  const number =
    typeof value === 'number'
      ? value * (value > MAX_SECONDS ? 1 : 1000)
      : typeof value === 'string'
        ? parseTime(value)
        : Number.NaN;
  return Number.isFinite(number) && number > 0 && number <= 8.64e15 ? number : undefined;
}
