import { describe, expect, it } from 'vitest';
import { decideRetry, parseRetryAfter, retry, sleep } from '../../src/lib/retry.js';

const never = new AbortController().signal;

describe('retry', () => {
  it('makes one attempt more than delays, and returns the last result', async () => {
    const result = await retry(async (number) => number, {
      delays: [1, 1],
      signal: never,
      shouldRetry: () => true,
    });
    expect(result).toBe(3);
  });

  it('stops at an accepted result', async () => {
    const options = { delays: [1, 1, 1], signal: never, shouldRetry: (number: number) => number < 2 };
    expect(await retry(async (number) => number, options)).toBe(2);
  });

  it('repeats the last delay until the deadline', async () => {
    const started = performance.now();
    const attempts = await retry(async (number) => number, {
      delays: [5],
      repeatLastDelay: true,
      deadline: started + 100,
      signal: never,
      shouldRetry: () => true,
    });
    expect(attempts).toBeGreaterThan(3);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('does not wait for a Retry-After beyond the deadline', async () => {
    const started = performance.now();
    const options = { delays: [1], deadline: started + 50, signal: never, shouldRetry: () => 10_000 };
    expect(await retry(async (number) => number, options)).toBe(1);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('starts no attempt after the signal', async () => {
    const stop = new AbortController();
    const running = retry(async (number) => number, {
      delays: [60_000],
      signal: stop.signal,
      shouldRetry: () => true,
    });
    stop.abort();
    expect(await running).toBe(1);
  });
});

describe('sleep', () => {
  it('ends with the signal, without an error', async () => {
    await expect(sleep(60_000, AbortSignal.abort())).resolves.toBeUndefined();
  });
});

describe('decideRetry', () => {
  it.each<[number, string | undefined, boolean | number]>([
    [200, undefined, false],
    [400, '3', false],
    [403, undefined, false],
    [408, undefined, true],
    [429, undefined, false],
    [429, '3', 3_000],
    [500, undefined, true],
    [501, undefined, false],
    [503, '3', 3_000],
    [505, undefined, false],
  ])('%i with Retry-After: %s is %s', (status, after, expected) => {
    const headers = { 'retry-after': after };
    expect(decideRetry({ ok: true, status, headers, text: '', bytes: Buffer.alloc(0) })).toBe(expected);
  });

  it.each([true, false])('a request without a response decides itself: %s', (retryable) => {
    expect(decideRetry({ ok: false, reason: 'ECONNRESET', retryable })).toBe(retryable);
  });
});

describe('Retry-After', () => {
  it.each([
    ['3', '', 3_000],
    ['Wed, 25 Nov 2026 10:00:05 GMT', 'Wed, 25 Nov 2026 10:00:00 GMT', 5_000],
    ['Wed, 25 Nov 2026 09:00:00 GMT', 'Wed, 25 Nov 2026 10:00:00 GMT', 0],
    ['soon', '', undefined],
    [undefined, '', undefined],
  ])('%s at %s is %s ms', (text, date, expected) => {
    expect(parseRetryAfter({ 'retry-after': text, date })).toBe(expected);
  });
});
