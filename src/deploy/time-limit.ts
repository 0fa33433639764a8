import { TIMED_OUT, withTimeLimit } from '../lib/abort.js';

/** Milliseconds after the deadline in which the state on the platform is still read. */
export const POST_DEADLINE_GRACE_MS = 4_000;

/** When the work on a server or workspace ends. */
export interface TimeLimit {
  /** The moment of `performance.now()` after which nothing new begins. */
  readonly deadline: number;
  /** Ends everything at once: after a cancel, or {@link POST_DEADLINE_GRACE_MS} after the deadline. */
  readonly signal: AbortSignal;
}

/** Runs an action until a deadline, and after it only as long as the state on the platform is read. */
export function withDeadline<Result>(
  signal: AbortSignal,
  deadline: number,
  action: (limit: TimeLimit) => Promise<Result>,
): Promise<Result> {
  return withTimeLimit(signal, deadline + POST_DEADLINE_GRACE_MS - performance.now(), (limited) =>
    action({ deadline, signal: limited }),
  );
}

/** Why no change may be sent anymore, in a sentence; undefined while there is time. */
export function describeEnd({ deadline, signal }: TimeLimit): string | undefined {
  if (signal.aborted && signal.reason !== TIMED_OUT) return 'The run was cancelled first.';
  return signal.aborted || performance.now() >= deadline ? 'The time limit ended first.' : undefined;
}
