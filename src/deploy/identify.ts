import type { RegistryEntry } from '../api/registry.js';
import { compareIdentity } from '../api/same-server.js';
import type { ServerState } from '../api/servers.js';
import { listVersions } from '../api/settings-diff.js';
import type { Server } from '../inputs/types.js';
import { quoteLine } from '../lib/sanitize.js';
import { createError, toErrorInfo } from '../schema/errors.js';
import type { EntryLookup } from './context.js';

/**
 * Checks that a deployed server is the one to remove. A registry id must be shown to be that of the server: the platform
 * knows only the last part of it. An id without a namespace is the platform's own, so it names the server in full. A
 * file of `server-file` needs no registry, and its version is not compared: it may have changed after the deploy.
 *
 * @throws DeployError server-not-identified
 */
export async function assertIsNamed(
  server: Server,
  state: ServerState,
  findEntry: EntryLookup,
  signal: AbortSignal,
): Promise<void> {
  const isPlatformId = server.registryId === server.platformId && server.entry === undefined;
  const entry = isPlatformId ? undefined : await findAnyVersion(server, findEntry, signal);
  if (entry) {
    const identity = compareIdentity(entry, state.spec);
    if (identity.kind === 'other')
      throw createError(
        'server-not-identified',
        `The workspace has another server: ${identity.description}.`,
      );
    if (identity.kind === 'unknown')
      throw createError(
        'server-not-identified',
        `The platform does not show enough of it to compare it with ${server.registryId}.`,
      );
  }
  if (server.entry === undefined) assertVersion(server, entry, state);
}

/** The registry has only the newest version of most servers. Any version shows which server it is. */
async function findAnyVersion(
  server: Server,
  findEntry: EntryLookup,
  signal: AbortSignal,
): Promise<RegistryEntry> {
  const { label, registryId, platformId, version } = server;
  try {
    return await findEntry(server, signal).catch((error) => {
      if (version === undefined || toErrorInfo(error).code !== 'server-not-found') throw error;
      return findEntry({ label, registryId, platformId }, signal);
    });
  } catch (error) {
    throw createError('server-not-identified', toErrorInfo(error).message);
  }
}

/** @param entry in any version */
function assertVersion({ version }: Server, entry: RegistryEntry | undefined, { spec }: ServerState): void {
  if (version === undefined || version === 'latest') return;
  // The packages of an entry may have other versions than the entry.
  const named = [version, ...(entry?.version === version ? listVersions(entry.spec) : [])];
  const shown = listVersions(spec);
  if (shown.some((one) => named.includes(one))) return;
  const runs = shown.length > 0 ? `It runs version ${quoteLine(shown.join(', '))}` : 'It shows no version';
  throw createError(
    'server-not-identified',
    `${runs}, not ${version}. Omit \`@${version}\` to remove any version.`,
  );
}
