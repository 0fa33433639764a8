import { failed } from '../spec/failures.js';
import type { Api } from './api.js';
import { textField } from './json.js';

/**
 * Makes sure that the server registry has a server, in the version that is asked for. The registry may ignore the
 * version and hand out the newest (read in its source), so the answer is compared.
 *
 * @param registry reads from the registry's origin, without the token
 * @returns the version that a deploy would take
 * @throws Failed server-not-found, or as {@link Api.read}
 */
export async function findInRegistry(
  registry: Pick<Api, 'read'>,
  id: string,
  version: string | undefined,
): Promise<string> {
  const query = version === undefined ? '' : `?version=${encodeURIComponent(version)}`;
  const entry = await registry.read(`/v0.1/servers/${encodeURIComponent(id)}${query}`);
  if (entry === undefined) {
    throw failed(
      'server-not-found',
      `${id}${version ? ` in version ${version}` : ''} is not in the registry.`,
    );
  }
  const found = textField(entry, 'version') ?? 'unknown';
  if (version !== undefined && version !== 'latest' && found !== version) {
    throw failed('server-not-found', `The registry has ${id} in version ${found}, not ${version}.`);
  }
  return found;
}
