import type { Api } from './api.js';
import { isRecord, textField } from './json.js';

/**
 * The phase of a deployed server, as the platform calls it (`Running`, `Pending`, `Failed`, `Stopped`, `Unknown`);
 * undefined when the workspace has no such server.
 *
 * @throws Failed as {@link Api.read}
 */
export async function serverPhase(
  api: Api,
  workspaceId: string,
  serverId: string,
): Promise<string | undefined> {
  const body = await api.read(`/v1/workspaces/${workspaceId}/servers/${encodeURIComponent(serverId)}`);
  if (body === undefined) return undefined;
  const status = isRecord(body) ? body.status : undefined;
  return typeof status === 'string' ? status : (textField(status, 'phase') ?? 'Unknown');
}
