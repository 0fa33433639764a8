import type { Api } from '../api/client.js';
import { readServer, readServerLog, type ServerState } from '../api/servers.js';
import type { CiProvider } from '../ci/provider.js';
import { anySignal } from '../lib/abort.js';
import { sleep, withJitter } from '../lib/retry.js';
import { type ErrorInfo, toErrorInfo } from '../schema/errors.js';
import type { HealthStatus } from '../schema/outputs.js';
import {
  evaluateHealth,
  formatState,
  type HealthExpectation,
  knownPhases,
  type Observation,
} from './health.js';

/** The server that is waited for, and for how long. */
export interface HealthTarget extends HealthExpectation {
  readonly workspaceId: string;
  readonly serverId: string;
  /** The moment of `performance.now()` at which the wait ends. */
  readonly deadline: number;
}

/** What the wait came to. */
export interface WaitResult {
  readonly healthStatus: HealthStatus;
  readonly error?: ErrorInfo;
}

/** Milliseconds between two looks: short at first, because most servers are up at once. Jitter comes on top. */
const pollDelays = [250, 500, 1_000, 2_000, 4_000];
/** Milliseconds in which a platform that is well answers a look. */
const RESPONSIVE_MS = 1_000;
/** Milliseconds in which even one that is slow for a moment does. */
const SLOW_MS = 5_000;
/** Lines of a server's log that are shown when it is not healthy. */
const MAX_LOG_LINES = 50;

/**
 * Waits until the platform shows the server as healthy or idle. A look that fails never counts against the server; only
 * a token that no longer counts ends the wait early.
 *
 * @param apiFor the API, bound to a signal that ends it
 * @param first a look that was taken before the wait
 */
export async function waitUntilHealthy(
  ci: CiProvider,
  apiFor: (signal: AbortSignal) => Api,
  awaited: HealthTarget,
  signal: AbortSignal,
  first?: ServerState,
): Promise<WaitResult> {
  const { workspaceId, serverId, deadline } = awaited;
  const timeLeft = () => Math.max(0, deadline - performance.now());
  const bound = anySignal([signal], timeLeft());
  const api = apiFor(bound.signal);
  const looks: Observation[] = first ? [{ at: performance.now(), state: first }] : [];
  const known = looks.length;
  let problem = '';
  let said = '';
  const say = (text: string) => {
    if (text !== said) ci.info(`${text} (${Math.ceil(timeLeft() / 1000)} s left)`);
    said = text;
  };

  try {
    for (let look = 0; timeLeft() > 0 && !signal.aborted; look++) {
      const began = performance.now();
      try {
        const state = await readServer(api, workspaceId, serverId);
        looks.push({ at: performance.now(), state });
        problem = '';
        say(formatState(state) + (state && !knownPhases.includes(state.phase) ? ' (unknown state)' : ''));
        const health = evaluateHealth(looks, awaited);
        if (health.state === 'healthy' || health.state === 'idle') return { healthStatus: health.state };
        if (health.state === 'failed') {
          return unhealthy(serverId, `failed (${formatState(state)})`);
        }
      } catch (thrown) {
        const error = toErrorInfo(thrown);
        if (error.code !== 'api-unreachable' && error.code !== 'api-unexpected') {
          return { healthStatus: 'unknown', error };
        }
        if (signal.aborted) break;
        // A look that the end of the time cut short is no problem of the platform, unless it had time enough, of which a
        // platform that has answered before gets more. (A timer may fire early, so the signal tells the end, not the clock.)
        const isOver = bound.signal.aborted;
        const isSilent = performance.now() - began > (looks.length === known ? RESPONSIVE_MS : SLOW_MS);
        if (!isOver || isSilent) problem = error.message;
        if (isOver) break;
        say(problem);
      }
      const next = withJitter(pollDelays[look] ?? pollDelays.at(-1) ?? 0);
      await sleep(Math.min(next, timeLeft()), signal);
    }
  } finally {
    bound.dispose();
  }
  if (signal.aborted) {
    const message = `Waiting for ${serverId} was cancelled.`;
    return { healthStatus: 'unknown', error: { code: 'health-unknown', message } };
  }
  if (problem || looks.length === 0) {
    const message = `${serverId} was deployed, but its status could not be read. ${problem}`.trim();
    return { healthStatus: 'unknown', error: { code: 'health-unknown', message } };
  }
  return unhealthy(serverId, `did not become healthy in time (${formatState(looks.at(-1)?.state)})`);
}

function unhealthy(serverId: string, how: string): WaitResult {
  return { healthStatus: 'unhealthy', error: { code: 'server-unhealthy', message: `${serverId} ${how}.` } };
}

/** Shows the last lines of a server's log, folded. That they cannot be had is said, and fails nothing. */
export async function showServerLog(
  ci: CiProvider,
  api: Api,
  { workspaceId, serverId }: HealthTarget,
): Promise<void> {
  await ci.group(`Last ${MAX_LOG_LINES} log lines of ${serverId}`, async () => {
    try {
      const lines = await readServerLog(api, workspaceId, serverId, MAX_LOG_LINES);
      for (const line of lines) ci.childOutput(line);
      if (lines.length === 0) ci.info('The log is empty.');
    } catch (error) {
      ci.info(`The log could not be read. ${toErrorInfo(error).message}`);
    }
  });
}
