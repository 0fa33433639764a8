import { createError } from '../schema/errors.js';
import type { Api } from './client.js';
import { isRecord, type Json, textField } from './json.js';

/** An entry of the server registry: what a deploy hands to the platform. */
export interface RegistryEntry {
  readonly version: string;
  readonly spec: { readonly [name: string]: Json };
}

/**
 * Makes sure that the server registry has a server, in the version that is asked for. The registry may ignore the
 * version and hand out the newest (read in its source), so the answer is compared.
 *
 * @param registry reads from the registry's origin, without the token
 * @throws Failed server-not-found, api-unexpected, or as {@link Api.read}
 */
export async function findInRegistry(
  registry: Pick<Api, 'read'>,
  id: string,
  version: string | undefined,
): Promise<RegistryEntry> {
  const query = version === undefined ? '' : `?version=${encodeURIComponent(version)}`;
  const entry = await registry.read(`/v0.1/servers/${encodeURIComponent(id)}${query}`);
  if (entry === undefined) {
    throw createError(
      'server-not-found',
      `${id}${version ? ` in version ${version}` : ''} is not in the registry.`,
    );
  }
  if (!isRecord(entry))
    throw createError('api-unexpected', `The registry returned an invalid entry for ${id}.`);
  const found = textField(entry, 'version') ?? 'unknown';
  if (version !== undefined && version !== 'latest' && found !== version) {
    throw createError('server-not-found', `The registry has ${id} in version ${found}, not ${version}.`);
  }
  return { version: found, spec: entry };
}
