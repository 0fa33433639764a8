import { setTimeout as pause } from 'node:timers/promises';
import type { Api } from '../api/client.js';
import { readServer, readServerLog, type ServerState } from '../api/servers.js';
import type { Host } from '../ci/provider.js';
import { linkSignals } from '../lib/abort.js';
import { type Failure, failureOf } from '../schema/errors.js';
import type { HealthStatus } from '../schema/outputs.js';
import { type Expected, healthOf, knownPhases, type Look, stateText } from './health.js';

/** The server that is waited for, and for how long. */
export interface Awaited extends Expected {
  readonly workspaceId: string;
  readonly serverId: string;
  /** The moment of `performance.now()` at which the wait ends. */
  readonly deadline: number;
}

/** What the wait came to. */
export interface WaitResult {
  readonly healthStatus: HealthStatus;
  readonly failure?: Failure;
}

/** Milliseconds between two looks: short at first, because most servers are up at once. Jitter comes on top. */
const pauses = [250, 500, 1_000, 2_000, 4_000];
/** Milliseconds in which a platform that is well answers a look. */
const enough = 1_000;
/** Milliseconds in which even one that is slow for a moment does. */
const plenty = 5_000;
/** Lines of a server's log that are shown when it is not healthy. */
const logLines = 50;

/**
 * Waits until the platform shows the server as healthy or idle. A look that fails never counts against the server; only
 * a token that no longer counts ends the wait early.
 *
 * @param apiFor the API, bound to a signal that ends it
 * @param first a look that was taken before the wait
 */
export async function waitUntilHealthy(
  host: Host,
  apiFor: (signal: AbortSignal) => Api,
  awaited: Awaited,
  signal: AbortSignal,
  first?: ServerState,
): Promise<WaitResult> {
  const { workspaceId, serverId, deadline } = awaited;
  const timeLeft = () => Math.max(0, deadline - performance.now());
  const bound = linkSignals([signal], timeLeft());
  const api = apiFor(bound.signal);
  const looks: Look[] = first ? [{ at: performance.now(), state: first }] : [];
  const known = looks.length;
  let problem = '';
  let said = '';
  const say = (text: string) => {
    if (text !== said) host.line(`${text} (${Math.ceil(timeLeft() / 1000)} s left)`);
    said = text;
  };

  try {
    for (let look = 0; timeLeft() > 0 && !signal.aborted; look++) {
      const began = performance.now();
      try {
        const state = await readServer(api, workspaceId, serverId);
        looks.push({ at: performance.now(), state });
        problem = '';
        say(
          stateText(state) +
            (state && !knownPhases.includes(state.phase) ? ' (a state unknown to ntcli-deploy)' : ''),
        );
        const health = healthOf(looks, awaited);
        if (health.is === 'healthy' || health.is === 'idle') return { healthStatus: health.is };
        if (health.is === 'failed') {
          return unhealthy(serverId, `failed (${stateText(state)})`);
        }
      } catch (error) {
        const failure = failureOf(error);
        if (failure.code !== 'api-unreachable' && failure.code !== 'api-unexpected') {
          return { healthStatus: 'unknown', failure };
        }
        if (signal.aborted) break;
        // A look that the end of the time cut short is no problem of the platform, unless it had time enough, of which a
        // platform that has answered before gets more. (A timer may fire early, so the signal tells the end, not the clock.)
        const isOver = bound.signal.aborted;
        const isSilent = performance.now() - began > (looks.length === known ? enough : plenty);
        if (!isOver || isSilent) problem = failure.what;
        if (isOver) break;
        say(problem);
      }
      const next = (pauses[look] ?? pauses.at(-1) ?? 0) * (1 + Math.random() / 4);
      await pause(Math.min(next, timeLeft()), undefined, { signal }).catch(() => {});
    }
  } finally {
    bound.release();
  }
  if (signal.aborted) {
    const what = `The wait for ${serverId} was cancelled.`;
    return { healthStatus: 'unknown', failure: { code: 'health-unknown', what } };
  }
  if (problem || looks.length === 0) {
    const what = `${serverId} was deployed, but could not be looked at. ${problem}`.trim();
    return { healthStatus: 'unknown', failure: { code: 'health-unknown', what } };
  }
  return unhealthy(serverId, `was not healthy in time (${stateText(looks.at(-1)?.state)})`);
}

function unhealthy(serverId: string, how: string): WaitResult {
  return { healthStatus: 'unhealthy', failure: { code: 'server-unhealthy', what: `${serverId} ${how}.` } };
}

/** Shows the last lines of a server's log, folded. That they cannot be had is said, and fails nothing. */
export async function showServerLog(host: Host, api: Api, { workspaceId, serverId }: Awaited): Promise<void> {
  await host.group(`Last ${logLines} log lines of ${serverId}`, async () => {
    try {
      const lines = await readServerLog(api, workspaceId, serverId, logLines);
      for (const line of lines) host.quote(line);
      if (lines.length === 0) host.line('The log is empty.');
    } catch (error) {
      host.line(`The log could not be read. ${failureOf(error).what}`);
    }
  });
}
