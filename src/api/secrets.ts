import { createError } from '../schema/errors.js';
import type { Api } from './client.js';
import { platformList } from './json.js';

/**
 * Sets a workspace secret. Sent once.
 *
 * @throws DeployError as {@link Api.put}
 */
export async function setSecret(api: Api, workspaceId: string, name: string, value: string): Promise<void> {
  await api.put(`${secretsPath(workspaceId)}/${encodeURIComponent(name)}`, { secret_value: value });
}

/**
 * The names of the secrets of a workspace.
 *
 * @throws DeployError api-unexpected without such a list, or with a part of it; or as {@link Api.read}
 */
export async function listSecrets(api: Api, workspaceId: string): Promise<readonly string[]> {
  const listed = platformList(await api.read(secretsPath(workspaceId)), 'secrets');
  if (listed === undefined) throw createError('api-unexpected', 'The API did not return a list of secrets.');
  const { entries, total, isComplete } = listed;
  if (!isComplete)
    throw createError('api-unexpected', `The API listed ${entries.length} of ${total} secrets.`);
  return entries.filter((name) => typeof name === 'string');
}

function secretsPath(workspaceId: string): string {
  return `/v1/workspaces/${workspaceId}/secrets`;
}
