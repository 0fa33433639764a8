import type { HttpHeaders, HttpResult } from './http.js';
import { parseTime } from './time.js';

/** When an attempt is repeated. */
export interface RetryOptions<Result> {
  /** Milliseconds before the second, the third, ... attempt, before jitter. */
  readonly delays: readonly number[];
  /** Repeats the last delay until the deadline or the signal. By default, there is one attempt more than delays. */
  readonly repeatLastDelay?: boolean;
  /** The moment of `performance.now()` after which no attempt starts. */
  readonly deadline?: number;
  /** Ends the wait between two attempts; no attempt starts after it. */
  readonly signal: AbortSignal;
  /**
   * Decides from the result of an attempt.
   *
   * @param attempt the number of the attempt, from 1
   * @returns `false` to accept the result, `true` to retry, or the milliseconds that the server requested
   */
  readonly shouldRetry: (result: Result, attempt: number) => boolean | number;
}

/** Longest Retry-After that is honored, in milliseconds. */
export const MAX_RETRY_AFTER_MS = 20_000;

/**
 * Repeats an attempt until its result is accepted, or no attempt, no time or no signal is left. An attempt returns its
 * failures; what it throws is not retried.
 *
 * @returns the result of the last attempt
 */
export async function retry<Result>(
  attempt: (number: number) => Promise<Result>,
  {
    delays,
    repeatLastDelay = false,
    deadline = Number.POSITIVE_INFINITY,
    signal,
    shouldRetry,
  }: RetryOptions<Result>,
): Promise<Result> {
  for (let number = 1; ; number++) {
    const result = await attempt(number);
    const decision = signal.aborted ? false : shouldRetry(result, number);
    const usual = delays[number - 1] ?? (repeatLastDelay ? delays.at(-1) : undefined);
    if (decision === false || usual === undefined) return result;
    const wait =
      decision === true ? withJitter(usual) : Math.min(decision, MAX_RETRY_AFTER_MS) + Math.random() * 250;
    if (performance.now() + wait > deadline) return result;
    await sleep(wait, signal);
    if (signal.aborted) return result;
  }
}

/** A delay of 75 to 125 %, so that many jobs that fail at the same time do not retry at the same time. */
export function withJitter(milliseconds: number): number {
  return milliseconds * (0.75 + Math.random() / 2);
}

/** Waits, but no longer than until the signal aborts. Never rejects. (Unlike `timers/promises`, tests can fake its timer.) */
export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}

/** Statuses of 5xx that last: Not Implemented, HTTP Version Not Supported. */
const lastingStatuses = [501, 505];

/**
 * Whether a request that may be repeated is worth it: after a transient fault (no response, 408, 5xx, 429 with Retry-After).
 *
 * @returns as `shouldRetry` of {@link RetryOptions}
 */
export function decideRetry(result: HttpResult): boolean | number {
  if (!result.ok) return result.retryable;
  const { status, headers } = result;
  const after = parseRetryAfter(headers);
  // 408: the request arrived too slowly, and may be repeated unchanged (RFC 9110, 15.5.9).
  const isTransient = status === 408 || (status >= 500 && !lastingStatuses.includes(status));
  if (!isTransient && (status !== 429 || after === undefined)) return false;
  return after ?? true;
}

/**
 * The wait that a Retry-After header asks for (RFC 9110, 10.2.3: seconds or a date). A date counts from the date of the
 * response, whatever the clock of this machine says.
 *
 * @returns milliseconds; undefined without a usable header
 */
export function parseRetryAfter({ 'retry-after': text = '', date = '' }: HttpHeaders): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const now = parseTime(date);
  const time = parseTime(text) - (Number.isNaN(now) ? Date.now() : now);
  return Number.isNaN(time) ? undefined : Math.max(0, time);
}
