import { isDeepStrictEqual } from 'node:util';
import { cutLine, quoteLine } from '../lib/sanitize.js';
import { type ChangeOutcome, parseRemoval, parseRestart, type RestartOutcome } from './change.js';
import type { Api } from './client.js';
import { isRecord, type Json, type JsonObject, listField, numberField, textField } from './json.js';

/** A deployed server as the platform shows it. */
export interface ServerState {
  /** Running, Pending, Failed, Stopped or Unknown; another edition may have more. */
  readonly phase: string;
  /** Absent if the platform gives no numbers; it writes null for 0 once the server has a Deployment. */
  readonly replicas?: number;
  readonly readyReplicas?: number;
  /** When the server was created, as the platform writes it. */
  readonly created?: string;
  /** The stored settings. Absent in editions that do not show them. */
  readonly spec?: JsonObject;
}

/**
 * The state of a server; undefined if the workspace has no such server.
 *
 * @param deadline moment of `performance.now()` until which transient faults are retried
 * @throws DeployError as {@link Api.read}
 */
export async function readServer(
  api: Api,
  workspaceId: string,
  serverId: string,
  deadline?: number,
): Promise<ServerState | undefined> {
  const body = await api.read(serverPath(workspaceId, serverId), deadline);
  return body === undefined ? undefined : parseServer(body);
}

function parseServer(body: Json): ServerState {
  const { status, spec } = isRecord(body) ? body : {};
  const replicas = numberField(status, 'replicas');
  // The open control plane uses snake case, the types of ntcli camel case (both read in their source).
  const ready = numberField(status, 'readyReplicas') ?? numberField(status, 'ready_replicas');
  const created = textField(body, 'created');
  const phase = typeof status === 'string' ? status : textField(status, 'phase');
  return {
    phase: quoteLine(phase || 'Unknown'),
    ...(replicas === undefined ? {} : { replicas }),
    ...(ready === undefined ? {} : { readyReplicas: ready }),
    ...(created === undefined ? {} : { created }),
    ...(isRecord(spec) ? { spec } : {}),
  };
}

/**
 * True if two states show the same server with the same stored settings, or both no server. False in editions that do not
 * show the settings: they show the same of every version.
 */
export function isSameServer(one: ServerState | undefined, other: ServerState | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.created === other.created && one.spec !== undefined && isDeepStrictEqual(one.spec, other.spec);
}

/**
 * The newest lines of a server's log, oldest first.
 *
 * @param limit number of lines, 1 to 1000
 * @throws DeployError as {@link Api.read}
 */
export async function readServerLog(
  api: Api,
  workspaceId: string,
  serverId: string,
  limit: number,
): Promise<readonly string[]> {
  const entries =
    listField(await api.read(`${serverPath(workspaceId, serverId)}/logs?limit=${limit}`), 'logs') ?? [];
  return entries
    .slice(0, limit)
    .reverse()
    .flatMap((entry) => {
      const text = ['timestamp', 'level', 'message']
        .flatMap((name) => textField(entry, name) ?? [])
        .join(' ');
      return text.split(/[\r\n]+/).map(cutLine);
    })
    .slice(-limit);
}

/** Log entries that are read for the names of pods: enough for the newest pods of a server that logs much. */
const POD_ENTRIES = 100;

/**
 * The pods that wrote the newest log entries of a server.
 *
 * @throws DeployError as {@link Api.read}
 */
export async function readPods(api: Api, workspaceId: string, serverId: string): Promise<readonly string[]> {
  const path = `${serverPath(workspaceId, serverId)}/logs?limit=${POD_ENTRIES}`;
  const entries = listField(await api.read(path), 'logs') ?? [];
  const names = entries.flatMap((entry) => textField(entry, 'pod_name') ?? []);
  return [...new Set(names.map((name) => quoteLine(name)))];
}

/** Removes a server. Sent once; the platform accepts it and removes the server later. */
export async function removeServer(api: Api, workspaceId: string, serverId: string): Promise<ChangeOutcome> {
  return parseRemoval(await api.delete(serverPath(workspaceId, serverId)));
}

/** Starts new processes of a server, which get the secrets as they are now. Sent once. */
export async function restartServer(
  api: Api,
  workspaceId: string,
  serverId: string,
): Promise<RestartOutcome> {
  return parseRestart(await api.post(`${serverPath(workspaceId, serverId)}/restart`, {}));
}

function serverPath(workspaceId: string, serverId: string): string {
  return `/v1/workspaces/${workspaceId}/servers/${encodeURIComponent(serverId)}`;
}
