import type { Api } from '../api/client.js';
import { readServer, type ServerState } from '../api/servers.js';
import type { CiProvider } from '../ci/provider.js';
import { anySignal } from '../lib/abort.js';
import { sleep, withJitter } from '../lib/retry.js';
import { type ErrorInfo, toErrorInfo } from '../schema/errors.js';
import type { HealthStatus } from '../schema/outputs.js';
import { evaluateHealth, formatState, type Health, type HealthExpectation, knownPhases } from './health.js';
import { needsNewProcess, type Observation } from './rollout.js';
import { tryReadPods } from './server-log.js';

/** Where a wait reports to. */
export interface WaitLog extends Pick<CiProvider, 'info' | 'debug'> {
  /** Reports each change of what is waited for, and the time that is left for it in seconds. */
  progress(text: string, secondsLeft: number): void;
}

/** A server to wait for, and how long. */
export interface HealthTarget extends HealthExpectation {
  readonly workspaceId: string;
  readonly serverId: string;
  /** The moment of `performance.now()` at which the wait ends. */
  readonly deadline: number;
}

export interface WaitResult {
  readonly healthStatus: HealthStatus;
  readonly error?: ErrorInfo;
  /** True if the server runs, but nothing shows that a new process does. */
  readonly isUnproven?: boolean;
  /** The last state. */
  readonly state?: ServerState;
}

/** Milliseconds between two polls: short at first, because most servers start at once. Jitter comes on top. */
const pollDelays = [250, 500, 1_000, 2_000, 4_000];
/** Milliseconds between two polls while a new process is looked for: a rollout may be over within two seconds. */
const ROLLOUT_POLL_MS = 1_000;
/** Milliseconds in which a platform that works answers a request. */
const RESPONSIVE_MS = 1_000;
/** Milliseconds in which even a slow one does. */
const SLOW_MS = 5_000;

/**
 * Milliseconds to wait before the next poll, before jitter.
 *
 * @param poll the number of the last poll, from 0
 * @param last what the observations mean so far; undefined if the last poll failed
 */
export function pollDelay(poll: number, isUpdate: boolean, last: Health | undefined): number {
  if (last?.isUnconfirmed) return pollDelays[0] ?? 0;
  const usual = pollDelays[poll] ?? pollDelays.at(-1) ?? 0;
  return isUpdate ? Math.min(usual, ROLLOUT_POLL_MS) : usual;
}

/**
 * Waits until the platform shows the server as healthy or idle. A failed request never counts against the server; only
 * a rejected token ends the wait early.
 *
 * @param apiFor the API, bound to a signal that ends it
 * @param first the state right after the deploy, if known
 */
export async function waitUntilHealthy(
  log: WaitLog,
  apiFor: (signal: AbortSignal) => Api,
  target: HealthTarget,
  signal: AbortSignal,
  first?: ServerState,
): Promise<WaitResult> {
  const { workspaceId, serverId, deadline, before } = target;
  const timeLeft = () => Math.max(0, deadline - performance.now());
  const bound = anySignal([signal], timeLeft());
  const api = apiFor(bound.signal);
  const observations: Observation[] = first ? [{ at: performance.now(), state: first }] : [];
  const known = observations.length;
  const report = skipRepeats((text) => log.progress(text, Math.ceil(timeLeft() / 1000)));
  const explain = skipRepeats((text) => log.debug(`${serverId}: ${text}`));
  let problem = '';

  try {
    for (let poll = 0; timeLeft() > 0 && !signal.aborted; poll++) {
      const began = performance.now();
      let health: Health | undefined;
      try {
        const state = await readServer(api, workspaceId, serverId);
        const isRollout = before && needsNewProcess(before.state, state, target);
        const pods = isRollout ? await tryReadPods(apiFor, target, bound.signal) : undefined;
        observations.push({ at: performance.now(), state, ...(pods && { pods }) });
        problem = '';
        report(formatState(state) + (state && !knownPhases.includes(state.phase) ? ' (unknown state)' : ''));
        health = evaluateHealth(observations, target);
        explain(`${health.kind}: ${health.reason}`);
        const result = toResult(health, serverId, state);
        if (health.isUnchanged) log.info(`${serverId} is unchanged, so it needs no new process`);
        if (result) return result;
      } catch (thrown) {
        const error = toErrorInfo(thrown);
        if (error.code !== 'api-unreachable' && error.code !== 'api-unexpected') {
          return { healthStatus: 'unknown', error };
        }
        if (signal.aborted) break;
        // A request that the deadline cut short is not a fault of the platform, unless it had enough time; a platform
        // that has answered before gets more. (A timer may fire early, so the signal decides, not the clock.)
        const isOver = bound.signal.aborted;
        const isSilent =
          performance.now() - began > (observations.length === known ? RESPONSIVE_MS : SLOW_MS);
        if (!isOver || isSilent) problem = error.message;
        if (isOver) break;
        report(problem);
      }
      const delay = withJitter(pollDelay(poll, before !== undefined, health));
      await sleep(Math.min(delay, timeLeft()), signal);
    }
  } finally {
    bound.dispose();
  }
  if (signal.aborted) return unknown(`Waiting for ${serverId} was cancelled.`);
  if (problem || observations.length === 0) {
    return unknown(`${serverId} was deployed, but its status could not be read. ${problem}`.trim());
  }
  // The time to look for a new process is over, too.
  const last = evaluateHealth(observations, { ...target, since: Number.NEGATIVE_INFINITY });
  const state = observations.at(-1)?.state;
  const result = last.kind === 'unproven' ? toResult(last, serverId, state) : undefined;
  if (result) return result;
  if (last.isReady)
    return unknown(`${serverId} was ready at last (${formatState(state)}), but not for long enough to tell.`);
  return unhealthy(serverId, `did not become healthy in time (${formatState(state)})`);
}

/** What ends the wait; undefined to go on. */
function toResult(
  { kind }: Health,
  serverId: string,
  state: ServerState | undefined,
): WaitResult | undefined {
  const shown = state === undefined ? {} : { state };
  if (kind === 'healthy' || kind === 'idle') return { healthStatus: kind, ...shown };
  if (kind === 'unproven') return { healthStatus: 'unknown', isUnproven: true, ...shown };
  return kind === 'failed' ? unhealthy(serverId, `failed (${formatState(state)})`) : undefined;
}

/** Passes a text on if it differs from the one before. */
function skipRepeats(pass: (text: string) => void): (text: string) => void {
  let last = '';
  return (text) => {
    if (text !== last) pass(text);
    last = text;
  };
}

function unknown(message: string): WaitResult {
  return { healthStatus: 'unknown', error: { code: 'health-unknown', message } };
}

function unhealthy(serverId: string, how: string): WaitResult {
  return { healthStatus: 'unhealthy', error: { code: 'server-unhealthy', message: `${serverId} ${how}.` } };
}
