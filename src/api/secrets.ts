import { createError } from '../schema/errors.js';
import type { Api } from './client.js';
import { listField } from './json.js';

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
 * @throws DeployError api-unexpected without such a list, or as {@link Api.read}
 */
export async function listSecrets(api: Api, workspaceId: string): Promise<readonly string[]> {
  const names = listField(await api.read(secretsPath(workspaceId)), 'secrets');
  if (names === undefined) throw createError('api-unexpected', 'The API did not return a list of secrets.');
  return names.filter((name) => typeof name === 'string');
}

function secretsPath(workspaceId: string): string {
  return `/v1/workspaces/${workspaceId}/secrets`;
}
