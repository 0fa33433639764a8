import { describe, expect, it } from 'vitest';
import { rejectOnAbort, runBothOrAbort, TIMED_OUT, withTimeLimit } from '../../src/lib/abort.js';

const untilStopped = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));

describe('rejectOnAbort', () => {
  const never = new Promise<never>(() => {});
  const late = () => new Error('late');

  it('returns the result of the task', async () => {
    expect(await rejectOnAbort(Promise.resolve(1), new AbortController().signal, late)).toBe(1);
  });

  it('does not wait for the task after an abort, also an earlier one', async () => {
    const stop = new AbortController();
    const waiting = rejectOnAbort(never, stop.signal, late);
    stop.abort();
    await expect(waiting).rejects.toThrow('late');
    await expect(rejectOnAbort(never, stop.signal, late)).rejects.toThrow('late');
  });
});

describe('withTimeLimit', () => {
  it('returns the result of the action', async () => {
    expect(await withTimeLimit(new AbortController().signal, 60_000, async () => 1)).toBe(1);
  });

  it('aborts after the time, and with the signal', async () => {
    const stop = new AbortController();
    const reasonOf = (timeout: number) =>
      withTimeLimit(
        stop.signal,
        timeout,
        (signal) => new Promise((done) => signal.addEventListener('abort', () => done(signal.reason))),
      );
    expect(await reasonOf(1)).toBe(TIMED_OUT);
    const stopped = reasonOf(60_000);
    stop.abort('SIGINT');
    expect(await stopped).toBe('SIGINT');
  });

  it('leaves no timer, even after a failure', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const failing = withTimeLimit(new AbortController().signal, 60_000, () => Promise.reject(new Error('x')));
    await expect(failing).rejects.toThrow('x');
    expect(timers()).toBeLessThanOrEqual(before);
  });
});

describe('runBothOrAbort', () => {
  it('returns both results', async () => {
    const both = runBothOrAbort(
      new AbortController().signal,
      async () => 1,
      async () => 'two',
    );
    expect(await both).toEqual([1, 'two']);
  });

  it('stops the other task when one fails, and throws the first failure', async () => {
    const failing = runBothOrAbort(new AbortController().signal, untilStopped, () =>
      Promise.reject(new Error('first')),
    );
    await expect(failing).rejects.toThrow('first');
  });

  it('stops both when it is told to', async () => {
    const stop = new AbortController();
    const both = runBothOrAbort(stop.signal, untilStopped, untilStopped);
    stop.abort();
    await expect(both).rejects.toThrow('stopped');
  });
});
