import type { Api } from './client.js';
import { isRecord, type Json, listField } from './json.js';

/** A token as listed by the platform, with unparsed fields. Some editions omit them. */
export interface ListedToken {
  readonly createdAt: Json | undefined;
  readonly expiresAt: Json | undefined;
}

/**
 * Finds a token in the list of its workspace; undefined if the platform has no such list or entry.
 *
 * @throws DeployError as {@link Api.read}
 */
export async function findToken(api: Api, workspaceId: string, id: string): Promise<ListedToken | undefined> {
  const entries = listField(await api.read(`/v1/workspaces/${workspaceId}/tokens`), 'tokens') ?? [];
  const entry = entries.find((one) => isRecord(one) && one.jti === id);
  return isRecord(entry) ? { createdAt: entry.created_at, expiresAt: entry.expires_at } : undefined;
}
