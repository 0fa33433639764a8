import { describe, expect, it } from 'vitest';
import { rejectOnAbort, runBothOrAbort } from '../../src/lib/abort.js';

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
