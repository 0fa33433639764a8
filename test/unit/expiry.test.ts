import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { computeExpiry, DAY_MS, formatTimeLeft } from '../../src/token/expiry.js';
import { parseTimestamp, readClaims } from '../../src/token/jwt.js';
import { makeOpaqueToken, makeToken } from '../fakes/tokens.js';

const now = Date.parse('2026-11-23T12:00:00Z');
const hour = DAY_MS / 24;

describe('expiry', () => {
  it.each<[string, number | 'never' | undefined, string, number | undefined]>([
    ['15 days ago', now - 15 * DAY_MS, 'expired', -15],
    ['an hour ago', now - hour, 'expired', -1],
    ['this very moment', now, 'expired', 0],
    ['in an hour', now + hour, 'expiring', 0],
    ['in 6.9 days', now + 6.9 * DAY_MS, 'expiring', 6],
    ['in 7 days', now + 7 * DAY_MS, 'expiring', 7],
    ['in 7.1 days', now + 7.1 * DAY_MS, 'valid', 7],
    ['in 31 days', now + 31 * DAY_MS, 'valid', 31],
    ['never', 'never', 'never', undefined],
    ['at an unknown time', undefined, 'unknown', undefined],
  ])('%s', (_, at, is, daysLeft) => {
    const expiry = computeExpiry(at, now, 7);
    expect(expiry.kind).toBe(is);
    expect('daysLeft' in expiry ? expiry.daysLeft : undefined).toBe(daysLeft);
  });

  it.each([
    [now + 6.9 * DAY_MS, 'in 6 days'],
    [now + 1.5 * DAY_MS, 'in 1 day'],
    [now + 5.5 * hour, 'in 5 hours'],
    [now - 15 * DAY_MS, '15 days ago'],
    [now + 60_000, 'in less than an hour'],
  ])('%i is %s', (at, text) => {
    expect(formatTimeLeft(at, now)).toBe(text);
  });
});

describe('claims', () => {
  const seconds = now / 1000;
  it.each<[string, string, object | undefined]>([
    [
      'a JWT',
      makeToken({ exp: seconds, iat: seconds - 60, jti: 'a' }),
      { id: 'a', expiresAt: now, issuedAt: now - 60_000, neverExpires: false },
    ],
    [
      'one in milliseconds',
      makeToken({ exp: now, iat: now, jti: 'a' }),
      { id: 'a', expiresAt: now, issuedAt: now, neverExpires: false },
    ],
    ['one without claims', 'e30.e30.x', { neverExpires: true }],
    [
      'one with garbage for claims',
      `x.${Buffer.from('{"exp":"soon","iat":-1,"jti":7}').toString('base64url')}.x`,
      { neverExpires: false },
    ],
    ['one with a list for claims', `x.${Buffer.from('null').toString('base64url')}.x`, undefined],
    ['three words that are none', 'not.a.token', undefined],
    ['an opaque token', makeOpaqueToken(), undefined],
  ])('of %s', (_, token, claims) => {
    expect(readClaims(token)).toEqual(claims);
  });

  const zone = process.env.TZ;
  beforeAll(() => {
    process.env.TZ = 'Asia/Tokyo';
    expect(new Date(0).getHours()).toBe(9);
  });
  afterAll(() => {
    process.env.TZ = zone;
    if (zone === undefined) delete process.env.TZ;
  });

  it.each<[unknown, number | undefined]>([
    [seconds, now],
    ['2026-11-23T12:00:00', now],
    ['2026-11-23T12:00:00.000000', now],
    ['2026-11-23T12:00', now],
    ['2026-11-23 12:00:00', now],
    ['2026-11-23T12:00:00+00:00', now],
    ['2026-11-23T21:00:00+0900', now],
    ['Mon Nov 23 12:00:00 2026', now],
    ['Mon, 23 Nov 2026 12:00:00 GMT', now],
    ['12:00:00', undefined],
    [now, now],
    ['2026-11-23T12:00:00Z', now],
    ['2026-11-23', Date.parse('2026-11-23')],
    ['soon', undefined],
    ['1795435200', 1_795_435_200_000],
    [null, undefined],
    [0, undefined],
    [1e300, undefined],
  ])('%j is a moment, or none', (value, moment) => {
    expect(parseTimestamp(value)).toBe(moment);
  });
});
