import type { ServerState } from '../api/servers.js';

/** One look at a server. */
export interface Observation {
  /** The moment of `performance.now()`. */
  readonly at: number;
  /** Undefined where there was no server. */
  readonly state: ServerState | undefined;
}

/** What is known of a server before it is looked at. */
export interface HealthExpectation {
  /** The least number of replicas that was asked for; the platform's default is 0. */
  readonly minReplicas: number;
  /** True when it was there before the deploy. */
  readonly isUpdate: boolean;
}

/** What a row of looks at a server comes to. */
export interface Health {
  /** `idle`: scaled to zero, which is normal: it wakes on the first request. */
  readonly state: 'healthy' | 'idle' | 'failed' | 'going';
}

/** Phases that this program knows; any other is waited for like Pending, and said once. */
export const knownPhases = ['Running', 'Pending', 'Failed', 'Stopped', 'Unknown'];

/**
 * Milliseconds that an end must last which may be left from before the deploy: the platform shows the old process of an
 * updated server until the new one is there, and a new one as Stopped before its first process (read in its source).
 */
const STABILIZATION_MS = 10_000;

/**
 * Judges a server by the last two looks at it. Failed and idle also need a change since the deploy, or time.
 *
 * @param looks since the deploy, in the order of time
 */
export function evaluateHealth(
  looks: readonly Observation[],
  { minReplicas, isUpdate }: HealthExpectation,
): Health {
  const verdicts = looks.map(({ state }) => classify(state, minReplicas));
  const [before, now] = verdicts.slice(-2);
  if (now === undefined || before !== now || now === 'going') return { state: 'going' };
  if (now === 'healthy' || (now === 'failed' && !isUpdate)) return { state: now };
  const since = verdicts.findLastIndex((verdict) => verdict !== now) + 1;
  const lasted = (looks.at(-1)?.at ?? 0) - (looks[since]?.at ?? 0);
  return { state: since > 0 || lasted >= STABILIZATION_MS ? now : 'going' };
}

function classify(state: ServerState | undefined, minReplicas: number): Health['state'] {
  const { phase, replicas, readyReplicas } = state ?? {};
  if (phase === 'Failed') return 'failed';
  // A platform that gives no numbers is believed by its word.
  if (phase === 'Running' && (readyReplicas ?? 1) > 0 && (readyReplicas ?? 1) >= (replicas ?? 1))
    return 'healthy';
  if (phase === 'Stopped' && (replicas ?? 0) === 0 && minReplicas === 0) return 'idle';
  return 'going';
}

/** A state in words. */
export function formatState(state: ServerState | undefined): string {
  if (!state) return 'not found yet';
  const { phase, replicas, readyReplicas } = state;
  return replicas === undefined ? phase : `${phase}, ${readyReplicas ?? 0} of ${replicas} replicas ready`;
}
