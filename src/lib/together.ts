import { linkSignals } from './abort.js';

/**
 * Runs two tasks at the same time. The first failure stops the other, and is the one that is thrown once both have
 * come to rest.
 *
 * @param signal stops both
 */
export async function together<First, Second>(
  signal: AbortSignal,
  first: (signal: AbortSignal) => Promise<First>,
  second: (signal: AbortSignal) => Promise<Second>,
): Promise<[First, Second]> {
  const failure = new AbortController();
  const either = linkSignals([signal, failure.signal]);
  const stopOther = (error: unknown) => {
    failure.abort(error);
    throw error;
  };
  const tasks = [first(either.signal).catch(stopOther), second(either.signal).catch(stopOther)] as const;
  await Promise.allSettled(tasks);
  either.release();
  if (failure.signal.aborted) throw failure.signal.reason;
  return Promise.all(tasks);
}
