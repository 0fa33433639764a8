import { findInRegistry, type RegistryEntry } from '../api/registry.js';
import type { Server } from '../inputs/types.js';
import type { EntryLookup, RunContext } from './context.js';

export function createEntryLookup({ registryFor, runtime }: RunContext): EntryLookup {
  const found = new Map<Server, Promise<RegistryEntry>>();
  return (server) => {
    if (server.entry) return Promise.resolve(server.entry);
    const known = found.get(server);
    if (known) return known;
    const entry = findInRegistry(registryFor(runtime.signal), server.registryId, server.version);
    // A rejection is for those that await it.
    entry.catch(() => {});
    found.set(server, entry);
    return entry;
  };
}
