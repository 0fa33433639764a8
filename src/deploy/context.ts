import { type Api, createApi } from '../api/client.js';
import type { RegistryEntry } from '../api/registry.js';
import { createServerClock, type ServerClock } from '../api/server-clock.js';
import type { ServerState } from '../api/servers.js';
import type { Workspace } from '../api/workspaces.js';
import type { CiProvider, LiveLines } from '../ci/provider.js';
import type { Inputs, Server } from '../inputs/types.js';
import { type Network, normalizeEnvironment } from '../lib/network.js';
import { createTimings, type Timings } from '../lib/timings.js';
import type { DeployOutcome } from '../schema/deploy-outcome.js';
import type { TimeLimit } from './time-limit.js';

/** The process of a run. */
export interface ProcessContext {
  /** The environment of the job; in a {@link RunContext} with normalized proxy settings. */
  readonly env: NodeJS.ProcessEnv;
  /** The Node.js that runs npm and ntcli. */
  readonly node: string;
  /** Aborts with the name of the signal that stops this process. */
  readonly signal: AbortSignal;
}

/** Shared by all steps of a run. */
export interface RunContext {
  readonly ci: CiProvider;
  readonly runtime: ProcessContext;
  readonly inputs: Inputs;
  readonly network: Network;
  readonly clock: ServerClock;
  readonly timings: Timings;
  /** The management API; the signal aborts its requests. */
  readonly apiFor: (signal: AbortSignal) => Api;
  /** The server registry; the signal aborts its requests. It never gets the token. */
  readonly registryFor: (signal: AbortSignal) => Api;
}

/** Finds the registry entry of a server, once a run. Rejects as `findInRegistry`, and when the signal aborts. */
export type EntryLookup = (server: Server, signal: AbortSignal) => Promise<RegistryEntry>;

/** What deploying a server needs. */
export interface DeployContext extends RunContext {
  readonly workspace: Workspace;
  readonly deployer: Deployer;
  readonly findEntry: EntryLookup;
  /** Shows what each server does; absent without a terminal. */
  readonly live?: LiveLines;
}

/** A server to deploy, and what is known of it. */
export interface DeployRequest {
  readonly server: Server;
  /** Absent if ntcli looks it up. */
  readonly entry?: RegistryEntry;
  /** The server before the deploy; absent for a new one. It counts for `replace`, too. */
  readonly before?: ServerState;
}

/** Sends deploys: the one step that ntcli and the API do in different ways. */
export interface Deployer {
  readonly name: 'ntcli' | 'api';
  /** Why it was selected, for the log and the summary. */
  readonly reason: string;
  /** Absent for the API. */
  readonly ntcliVersion?: string;
  send(request: DeployRequest, limit: TimeLimit): Promise<DeployOutcome>;
}

export function createContext(
  ci: CiProvider,
  job: ProcessContext,
  inputs: Inputs,
  network: Network,
): RunContext {
  const runtime = { ...job, env: normalizeEnvironment(job.env, network) };
  const clock = createServerClock();
  const { redact, debug } = ci;
  const { api, registry } = inputs.endpoints;
  const apiFor = (signal: AbortSignal) =>
    createApi({ origin: api, network, token: inputs.token.value, redact, clock, signal, debug });
  const registryFor = (signal: AbortSignal) =>
    createApi({ origin: registry, network, redact, clock: createServerClock(), signal, debug });
  return { ci, runtime, inputs, network, clock, timings: createTimings(), apiFor, registryFor };
}
