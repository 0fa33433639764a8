import type { Api } from './client.js';
import { isRecord, type Json, listField, textField } from './json.js';

/** What the platform says of a deployed server. */
export interface ServerState {
  /** The platform's word: Running, Pending, Failed, Stopped or Unknown; another edition may have more. */
  readonly phase: string;
  /** Absent where the platform gives no numbers. */
  readonly replicas?: number;
  readonly readyReplicas?: number;
}

/**
 * The state of a server; undefined when the workspace has no such server.
 *
 * @throws Failed as {@link Api.read}
 */
export async function readServer(
  api: Api,
  workspaceId: string,
  serverId: string,
): Promise<ServerState | undefined> {
  const body = await api.read(serverPath(workspaceId, serverId));
  if (body === undefined) return undefined;
  const status = isRecord(body) ? body.status : undefined;
  const replicas = numberField(status, 'replicas');
  // The open control plane writes snake case, ntcli's own types say camel case (both read in their sources).
  const ready = numberField(status, 'readyReplicas') ?? numberField(status, 'ready_replicas');
  return {
    phase: typeof status === 'string' ? status : (textField(status, 'phase') ?? 'Unknown'),
    ...(replicas === undefined ? {} : { replicas }),
    ...(ready === undefined ? {} : { readyReplicas: ready }),
  };
}

/**
 * The newest lines of a server's log, oldest first.
 *
 * @param most lines at most, 1 to 1000
 * @throws Failed as {@link Api.read}
 */
export async function readServerLog(
  api: Api,
  workspaceId: string,
  serverId: string,
  most: number,
): Promise<readonly string[]> {
  const entries =
    listField(await api.read(`${serverPath(workspaceId, serverId)}/logs?limit=${most}`), 'logs') ?? [];
  return entries
    .slice(0, most)
    .reverse()
    .flatMap((entry) => {
      const text = ['timestamp', 'level', 'message']
        .flatMap((name) => textField(entry, name) ?? [])
        .join(' ');
      return text.split(/[\r\n]+/);
    })
    .slice(-most);
}

function serverPath(workspaceId: string, serverId: string): string {
  return `/v1/workspaces/${workspaceId}/servers/${encodeURIComponent(serverId)}`;
}

function numberField(value: Json | undefined, name: string): number | undefined {
  const field = isRecord(value) ? value[name] : undefined;
  return typeof field === 'number' ? field : undefined;
}
