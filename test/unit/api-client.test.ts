import { setImmediate as nextTick } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createApi } from '../../src/api/client.js';
import { createServerClock } from '../../src/api/server-clock.js';
import { toErrorInfo } from '../../src/schema/errors.js';
import { startSilence } from '../fakes/network.js';

let silence: Awaited<ReturnType<typeof startSilence>>;
beforeEach(async () => {
  silence = await startSilence();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await silence.close();
});

/** Reads from a server that never responds, and advances the clock until that ends. */
async function readFromSilence(deadline?: number) {
  const attempts: string[] = [];
  const api = createApi({
    origin: `http://127.0.0.1:${silence.port}`,
    network: { noProxy: [] },
    redact: (text) => text,
    clock: createServerClock(),
    signal: new AbortController().signal,
    debug: (text) => attempts.push(text.replace(/^\S+ \S+ /, '')),
  });
  const started = performance.now();
  let isOver = false;
  const error = api.read('/x', deadline).then(() => undefined, toErrorInfo);
  void error.finally(() => {
    isOver = true;
  });
  for (let second = 0; !isOver && second < 300; second++) {
    await vi.advanceTimersByTimeAsync(1_000);
    await nextTick();
  }
  return { error: await error, attempts, seconds: (performance.now() - started) / 1000 };
}

it('gives a server that never responds three attempts of 15 s', async () => {
  const { error, attempts, seconds } = await readFromSilence();
  expect(error).toMatchObject({ code: 'api-unreachable', message: expect.stringContaining('timed out') });
  expect(attempts).toEqual([1, 2, 3].map((attempt) => `(attempt ${attempt}): timed out after 15000 ms`));
  // Between them, 0.5 s and 2 s, a quarter more or less; the clock moves by a second.
  expect(seconds).toBeGreaterThan(45 + 1.8);
  expect(seconds).toBeLessThan(45 + 6);
});

it('gives it attempts until a deadline', async () => {
  const { error, attempts, seconds } = await readFromSilence(performance.now() + 100_000);
  expect(error).toMatchObject({ code: 'api-unreachable' });
  // 15 s each, and up to 5 s between them, which differ.
  expect(attempts.length).toBeGreaterThan(4);
  expect(seconds).toBeLessThan(100 + 15 + 3);
});
