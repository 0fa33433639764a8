import { type Api, createApi } from '../api/client.js';
import { createServerClock, type ServerClock } from '../api/server-clock.js';
import type { CiProvider } from '../ci/provider.js';
import type { Inputs } from '../inputs/types.js';
import { createTimings, type Timings } from '../lib/timings.js';

/** The runtime that a run lives in. */
export interface ProcessContext {
  readonly env: NodeJS.ProcessEnv;
  /** The Node.js that runs npm and ntcli. */
  readonly node: string;
  /** Aborts with the name of the signal that asks this runtime to stop. */
  readonly signal: AbortSignal;
}

/** What every step of a run may use. */
export interface RunContext {
  readonly ci: CiProvider;
  readonly runtime: ProcessContext;
  readonly inputs: Inputs;
  readonly clock: ServerClock;
  readonly timings: Timings;
  /** The management API, bound to a signal that ends it. */
  readonly apiFor: (signal: AbortSignal) => Api;
  /** The server registry, likewise; it never sees the token. */
  readonly registryFor: (signal: AbortSignal) => Api;
}

export function createContext(ci: CiProvider, runtime: ProcessContext, inputs: Inputs): RunContext {
  const clock = createServerClock();
  const { redact, debug } = ci;
  const { api, registry } = inputs.endpoints;
  const apiFor = (signal: AbortSignal) =>
    createApi({ origin: api, token: inputs.token.value, redact, clock, signal, debug });
  const registryFor = (signal: AbortSignal) =>
    createApi({ origin: registry, redact, clock: createServerClock(), signal, debug });
  return { ci, runtime, inputs, clock, timings: createTimings(), apiFor, registryFor };
}
