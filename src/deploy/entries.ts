import { findInRegistry, type RegistryEntry } from '../api/registry.js';
import type { Server } from '../inputs/types.js';
import { rejectOnAbort } from '../lib/abort.js';
import { createError } from '../schema/errors.js';
import type { EntryLookup, RunContext } from './context.js';

/** Looks up all servers of a run at once, while something else is done. What fails is reported when it is needed. */
export function startEntryLookups(context: RunContext): EntryLookup {
  const { inputs, runtime } = context;
  const findEntry = createEntryLookup(context);
  for (const server of inputs.servers) findEntry(server, runtime.signal).catch(() => {});
  return findEntry;
}

export function createEntryLookup({ registryFor, runtime }: RunContext): EntryLookup {
  const found = new Map<Server, Promise<RegistryEntry>>();
  const find = (server: Server) => {
    if (server.entry) return Promise.resolve(server.entry);
    const known = found.get(server);
    if (known) return known;
    const entry = findInRegistry(registryFor(runtime.signal), server.registryId, server.version);
    // A rejection is for those that await it.
    entry.catch(() => {});
    found.set(server, entry);
    return entry;
  };
  // The lookup is shared by all servers, so that the time limit of one ends only its own wait.
  return (server, signal) =>
    rejectOnAbort(find(server), signal, () =>
      createError('api-unreachable', `The registry did not return ${server.registryId} in time.`),
    );
}
