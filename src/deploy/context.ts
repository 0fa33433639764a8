import { type Api, createApi } from '../api/client.js';
import { type Clock, createClock } from '../api/server-clock.js';
import type { Host } from '../ci/provider.js';
import type { Inputs } from '../inputs/types.js';
import { createTimeline, type Timeline } from '../lib/timings.js';

/** The process that a run lives in. */
export interface Job {
  readonly env: NodeJS.ProcessEnv;
  /** The Node.js that runs npm and ntcli. */
  readonly node: string;
  /** Aborts with the name of the signal that asks this process to stop. */
  readonly signal: AbortSignal;
}

/** What every step of a run may use. */
export interface Scene {
  readonly host: Host;
  readonly job: Job;
  readonly inputs: Inputs;
  readonly clock: Clock;
  readonly timeline: Timeline;
  /** The management API, bound to a signal that ends it. */
  readonly apiFor: (signal: AbortSignal) => Api;
  /** The server registry, likewise; it never sees the token. */
  readonly registryFor: (signal: AbortSignal) => Api;
}

export function setScene(host: Host, job: Job, inputs: Inputs): Scene {
  const clock = createClock();
  const { redact } = host;
  const { api, registry } = inputs.endpoints;
  const apiFor = (signal: AbortSignal) =>
    createApi({ origin: api, token: inputs.token, redact, clock, signal });
  const registryFor = (signal: AbortSignal) =>
    createApi({ origin: registry, redact, clock: createClock(), signal });
  return { host, job, inputs, clock, timeline: createTimeline(), apiFor, registryFor };
}
