import { quoteLine } from '../lib/sanitize.js';
import { createError, type DeployError } from '../schema/errors.js';
import type { Api } from './client.js';
import { isRecord, type JsonObject, listField, textField } from './json.js';

/** An entry of the server registry: what a deploy sends to the platform. */
export interface RegistryEntry {
  readonly version: string;
  readonly spec: JsonObject;
}

/** Servers that an error suggests at most. */
const MAX_CANDIDATES = 5;

/**
 * Finds a server in the server registry.
 *
 * @param registry reads from the registry's origin, without the token
 * @param id `namespace/name`, as the registry names it
 * @param version absent or `latest` for the newest
 * @throws DeployError server-not-found, with the version or the servers that there are; api-unexpected; or as
 *   {@link Api.read}
 */
export async function findInRegistry(
  registry: Pick<Api, 'read'>,
  id: string,
  version = 'latest',
): Promise<RegistryEntry> {
  const entry = await registry.read(entryPath(id, version));
  if (entry === undefined) throw await describeMissing(registry, id, version);
  if (!isRecord(entry))
    throw createError('api-unexpected', `The registry returned an invalid entry for ${id}.`);
  const found = textField(entry, 'version') ?? 'unknown';
  if (version !== 'latest' && found !== version) throw otherVersion(id, version, found);
  return { version: quoteLine(found), spec: entry };
}

/** True if the registry has a server in a version. Rejects as {@link Api.read}. */
export async function isInRegistry(
  registry: Pick<Api, 'read'>,
  id: string,
  version: string,
): Promise<boolean> {
  return (await registry.read(entryPath(id, version))) !== undefined;
}

function entryPath(id: string, version: string): string {
  return `/v0.1/servers/${encodeURIComponent(id)}/versions/${encodeURIComponent(version)}`;
}

/** Suggestions for a server that is not in the registry. Best effort: the search may be unavailable. */
async function describeMissing(
  registry: Pick<Api, 'read'>,
  id: string,
  version: string,
): Promise<DeployError> {
  const newest =
    version === 'latest' ? undefined : await registry.read(entryPath(id, 'latest')).catch(() => undefined);
  if (newest !== undefined) return otherVersion(id, version, textField(newest, 'version') ?? 'unknown');
  const names = await search(registry, id.slice(id.lastIndexOf('/') + 1)).catch(() => []);
  const form = id.includes('/') ? '' : ' An id is `namespace/name`.';
  const hint = names.length > 0 ? ` Did you mean ${names.join(', ')}?` : '';
  return createError('server-not-found', `${id} is not in the registry.${form}${hint}`);
}

function otherVersion(id: string, version: string, found: string): DeployError {
  const message = `The registry has ${id} in version ${quoteLine(found)}, not ${version}.`;
  return createError('server-not-found', message);
}

/** Names of servers that fit a word, those with exactly this name first. */
async function search(registry: Pick<Api, 'read'>, word: string): Promise<readonly string[]> {
  const found = await registry.read(`/v0.1/servers?search=${encodeURIComponent(word)}&limit=50`);
  const names = (listField(found, 'servers') ?? []).flatMap((entry) => textField(entry, 'name') ?? []);
  const usable = names.filter((name) => /^[\w.-]+\/[\w.-]+$/.test(name));
  const isExact = (name: string) => name.endsWith(`/${word}`);
  return usable.sort((a, b) => Number(isExact(b)) - Number(isExact(a))).slice(0, MAX_CANDIDATES);
}
