import { setMaxListeners } from 'node:events';
import { getErrorCode } from '../schema/errors.js';

/**
 * The signals by which a CI system or a user stops this process. SIGHUP: the terminal is closed, or the SSH connection
 * lost; SIGBREAK: Ctrl+Break on Windows.
 */
const terminationSignals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const;

/**
 * An AbortSignal that aborts with the name of the first signal that stops this process. From then on, writing to the log
 * must not fail: a closed terminal answers every write with EIO, which must not end the cleanup.
 */
export function abortOnTermination(): AbortSignal {
  const stop = createController();
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (!stop.signal.aborted && getErrorCode(error) !== 'EIO') throw error;
    });
  }
  for (const name of terminationSignals) process.on(name, () => stop.abort(name));
  return stop.signal;
}

/** A controller whose signal any number of servers may use: Node.js 20 prints a warning about more than 10 listeners. */
function createController(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

/** A signal that aborts with the first of several signals, or after a timeout. */
export interface LinkedSignal {
  readonly signal: AbortSignal;
  /** Removes listeners and timers, so that nothing keeps the process alive. */
  dispose(): void;
}

/** The abort reason after a timeout. */
export const TIMED_OUT = 'time is up';

/**
 * Combines signals and a timeout. (Not `AbortSignal.any` with `AbortSignal.timeout`: on Node 20 the garbage collector can
 * remove the timer, and the signal then never aborts.)
 *
 * @param timeout milliseconds; absent for none
 */
export function anySignal(signals: readonly AbortSignal[], timeout?: number): LinkedSignal {
  const linked = createController();
  const undo = signals.map((signal) => {
    const pass = () => linked.abort(signal.reason);
    if (signal.aborted) pass();
    signal.addEventListener('abort', pass, { once: true });
    return () => signal.removeEventListener('abort', pass);
  });
  const timer = timeout === undefined ? undefined : setTimeout(() => linked.abort(TIMED_OUT), timeout);
  return {
    signal: linked.signal,
    dispose() {
      clearTimeout(timer);
      for (const letGo of undo) letGo();
    },
  };
}

/**
 * Runs an action with a signal that also aborts when the time is up, with {@link TIMED_OUT} as its reason.
 *
 * @param timeout milliseconds
 */
export async function withTimeLimit<Result>(
  signal: AbortSignal,
  timeout: number,
  action: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const limited = anySignal([signal], timeout);
  try {
    return await action(limited.signal);
  } finally {
    limited.dispose();
  }
}

/** Waits for a result, but no longer than until the signal aborts: then it rejects with the error. */
export async function rejectOnAbort<Result>(
  task: Promise<Result>,
  signal: AbortSignal,
  createReason: () => Error,
): Promise<Result> {
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(createReason());
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([task, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/**
 * Runs two tasks in parallel. The first failure aborts the other task, and is thrown after both have settled.
 *
 * @param signal aborts both
 */
export async function runBothOrAbort<First, Second>(
  signal: AbortSignal,
  first: (signal: AbortSignal) => Promise<First>,
  second: (signal: AbortSignal) => Promise<Second>,
): Promise<[First, Second]> {
  const failure = new AbortController();
  const either = anySignal([signal, failure.signal]);
  const stopOther = (error: unknown) => {
    failure.abort(error);
    throw error;
  };
  const tasks = [first(either.signal).catch(stopOther), second(either.signal).catch(stopOther)] as const;
  await Promise.allSettled(tasks);
  either.dispose();
  if (failure.signal.aborted) throw failure.signal.reason;
  return Promise.all(tasks);
}
