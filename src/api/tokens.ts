import { createError } from '../schema/errors.js';
import type { Api } from './client.js';
import { isRecord, type Json, platformList } from './json.js';

/** A token as listed by the platform, with unparsed fields. Some editions omit them. */
export interface ListedToken {
  readonly createdAt: Json | undefined;
  readonly expiresAt: Json | undefined;
}

/**
 * Finds a token in the list of its workspace; undefined if the platform has no such list or entry.
 *
 * @throws DeployError api-unexpected if it is missing from an incomplete list; or as {@link Api.read}
 */
export async function findToken(api: Api, workspaceId: string, id: string): Promise<ListedToken | undefined> {
  const listed = platformList(await api.read(`/v1/workspaces/${workspaceId}/tokens`), 'tokens');
  const entry = listed?.entries.find((one) => isRecord(one) && one.jti === id);
  if (listed && !entry && !listed.isComplete)
    throw createError('api-unexpected', `The API listed ${listed.entries.length} of ${listed.total} tokens.`);
  return isRecord(entry) ? { createdAt: entry.created_at, expiresAt: entry.expires_at } : undefined;
}
