import { recordField } from '../api/json.js';
import type { ServerState } from '../api/servers.js';
import {
  type Baseline,
  findRolloutEvidence,
  hasSurplus,
  needsNewProcess,
  type Observation,
  type ProcessNeeds,
  readyReplicas,
  wantedReplicas,
} from './rollout.js';

/** What is known of a server before it is observed. */
export interface HealthExpectation extends ProcessNeeds {
  /** The moment of `performance.now()` at which the deploy was accepted. */
  readonly since: number;
  /** The requested minimum of replicas, if any. */
  readonly minReplicas?: number;
  /** The server before the deploy; absent for a new server. */
  readonly before?: Baseline;
}

/** What the observations of a server mean. `reason` is for the debug log. */
export interface Health {
  /**
   * - `idle`: scaled to zero; it starts on the first request.
   * - `unproven`: it runs, but no new process was seen, so the old one may still be running.
   */
  readonly kind: 'healthy' | 'idle' | 'failed' | 'unproven' | 'waiting';
  readonly reason: string;
  /** True if the deploy changed nothing that needs a new process. */
  readonly isUnchanged?: boolean;
  /** True if the next observation may confirm what this one shows. */
  readonly isUnconfirmed?: boolean;
  /** True if the last observation shows as many ready replicas as wanted. */
  readonly isReady?: boolean;
}

/** Phases that this program knows; any other is treated as Pending, and reported once. */
export const knownPhases = ['Running', 'Pending', 'Failed', 'Stopped', 'Unknown'];

/**
 * Milliseconds after a deploy in which the platform begins to replace the old process. Measured: 0.5 s, plus the lag of
 * the controller, which is several seconds under load.
 */
export const SETTLE_MS = 15_000;
/** Milliseconds after which the numbers of replicas show what the log shows already: a pod writes before it is counted. */
const CONFIRM_MS = 1_000;
/** Milliseconds that a server without a readiness probe must run: a process that crashes at its start is ready, too. */
const UNPROBED_MS = 10_000;
/**
 * Milliseconds that `Stopped` must last to be a state of rest. A new server passes it before its first pod (measured:
 * 0.2 s to several seconds); after a pod was seen, it has been scaled down; settings with replicas contradict it.
 */
const IDLE_MS = { afterPod: 5_000, usual: 10_000, contradicted: 15_000 };

type Verdict = 'ready' | 'stopped' | 'failed' | 'other';

/**
 * Decides from the states of a server since its deploy. A state counts if it was observed twice in a row.
 *
 * @param observations since the deploy, oldest first
 */
export function evaluateHealth(observations: readonly Observation[], expected: HealthExpectation): Health {
  const now = observations.at(-1);
  const verdicts = observations.map(({ state }) => classify(state, expected));
  const verdict = verdicts.at(-1) ?? 'other';
  if (now === undefined || verdict === 'other') return waiting(`it is ${formatState(now?.state)}`);
  if (verdicts.at(-2) !== verdict)
    return {
      ...waiting(`it is ${verdict} for the first time`),
      isUnconfirmed: true,
      isReady: verdict === 'ready',
    };
  const first = observations[verdicts.findLastIndex((other) => other !== verdict) + 1];
  const lasted = now.at - (first?.at ?? now.at);
  if (verdict === 'stopped') return evaluateStopped(observations, lasted);
  if (verdict === 'failed') return evaluateFailed(verdicts, lasted, expected);
  const health = evaluateReady(observations, now, lasted, expected);
  return { ...health, isReady: true };
}

function evaluateReady(
  observations: readonly Observation[],
  now: Observation,
  lasted: number,
  { before, since, ...needs }: HealthExpectation,
): Health {
  const isProbed = recordField(now.state?.spec, 'routing').healthCheck !== false;
  if (!isProbed && lasted < UNPROBED_MS) return waiting('it has no readiness probe, and must stay ready');
  // One replica too many is a rollout that is not over, unless it stays: then it is an autoscaler's.
  if (hasSurplus(before, now.state) && lasted < SETTLE_MS) return waiting('it has a replica too many');
  if (before === undefined) return { kind: 'healthy', reason: 'a new server is ready' };
  const evidence = findRolloutEvidence(before, observations);
  if (evidence !== undefined) {
    const later = observations.slice(evidence.index + 1);
    const passed = now.at - (observations[evidence.index]?.at ?? now.at);
    const isConfirmed = later.length >= 2 && passed >= CONFIRM_MS;
    return isConfirmed ? { kind: 'healthy', reason: evidence.reason } : waiting(evidence.reason);
  }
  if (!needsNewProcess(before.state, now.state, needs))
    return { kind: 'healthy', reason: 'the settings are unchanged', isUnchanged: true };
  if (now.at - since < SETTLE_MS) return waiting('no new process seen yet');
  return { kind: 'unproven', reason: `no new process seen in ${SETTLE_MS / 1000} s` };
}

function evaluateStopped(observations: readonly Observation[], lasted: number): Health {
  const hadPod = observations.some(({ state }) => (state?.replicas ?? 0) > 0);
  const wanted = wantedReplicas(observations.at(-1)?.state) ?? 0;
  const needed = hadPod ? IDLE_MS.afterPod : wanted > 0 ? IDLE_MS.contradicted : IDLE_MS.usual;
  if (lasted < needed) return waiting(`stopped for ${Math.round(lasted)} ms of ${needed}`);
  return { kind: 'idle', reason: `stopped for ${Math.round(lasted)} ms` };
}

/** A failure may be left from before an update, unless another state was seen in between. */
function evaluateFailed(verdicts: readonly Verdict[], lasted: number, { before }: HealthExpectation): Health {
  const isOld = before?.state.phase === 'Failed' && verdicts.every((verdict) => verdict === 'failed');
  if (isOld && lasted < SETTLE_MS) return waiting('it was failed before the deploy');
  return { kind: 'failed', reason: 'failed twice in a row' };
}

/** What one state means. Ready: every replica is, and there are as many as wanted. */
function classify(state: ServerState | undefined, { minReplicas = 0 }: HealthExpectation): Verdict {
  const { phase, replicas } = state ?? {};
  if (phase === 'Failed') return 'failed';
  if (phase === 'Stopped' && (replicas ?? 0) === 0 && minReplicas === 0) return 'stopped';
  if (phase !== 'Running') return 'other';
  const ready = readyReplicas(state);
  // Without numbers, the phase decides.
  if (ready === undefined) return 'ready';
  const wanted = wantedReplicas(state) ?? Math.max(minReplicas, 1);
  return ready >= wanted && ready === (replicas ?? ready) ? 'ready' : 'other';
}

function waiting(reason: string): Health {
  return { kind: 'waiting', reason };
}

/** A state as text. */
export function formatState(state: ServerState | undefined): string {
  if (!state) return 'not found yet';
  const { phase, replicas, readyReplicas: ready } = state;
  return replicas === undefined ? phase : `${phase}, ${ready ?? 0} of ${replicas} replicas ready`;
}
