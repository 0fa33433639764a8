import type { Host } from '../hosts/host.js';
import type { Inputs } from '../inputs/inputs.js';
import { type Api, createApi } from '../nimbletools/api.js';
import { type Clock, createClock } from '../nimbletools/clock.js';

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
  /** The management API, bound to a signal that ends it. */
  readonly apiFor: (signal: AbortSignal) => Api;
}

export function setScene(host: Host, job: Job, inputs: Inputs): Scene {
  const clock = createClock();
  const apiFor = (signal: AbortSignal) =>
    createApi(inputs.endpoints, inputs.token, host.redact, clock, signal);
  return { host, job, inputs, clock, apiFor };
}
