import { describe, expect, it } from 'vitest';
import { runBothOrAbort } from '../../src/lib/abort.js';

const untilStopped = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));

describe('together', () => {
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
