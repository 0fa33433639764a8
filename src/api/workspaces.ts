import { joinFirst } from '../lib/sanitize.js';
import { createError, type ErrorCode } from '../schema/errors.js';
import { type ChangeOutcome, parseRemoval } from './change.js';
import type { Api } from './client.js';
import { isForeignStatus, tokenRefusalCode } from './error-detail.js';
import { type Json, type PlatformList, platformList, textField } from './json.js';

/** The workspace that the user requested. */
export type WorkspaceRequest =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'id'; readonly id: string }
  /** Not specified: the token must have access to exactly one. */
  | { readonly kind: 'only' };

/** A workspace of the platform. */
export interface Workspace {
  readonly id: string;
  readonly name: string;
}

/** What came of creating a workspace. */
export type CreateOutcome =
  | { readonly kind: 'created'; readonly workspace: Workspace }
  /** `exists`: one of that name appeared in the meantime. `unclear`: it may have been created, or be created later. */
  | { readonly kind: 'exists' | 'unclear'; readonly message: string }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly message: string };

/** Creates a workspace. Sent once. */
export async function createWorkspace(api: Api, name: string): Promise<CreateOutcome> {
  const { status, message, body } = await api.post('/v1/workspaces', { name });
  const created = status !== undefined && status < 300 ? parseWorkspace(body) : undefined;
  if (created) return { kind: 'created', workspace: created };
  if (status === undefined || status < 400 || status >= 500) return { kind: 'unclear', message };
  if (status === 409) return { kind: 'exists', message };
  if (isForeignStatus(status, body)) return { kind: 'refused', code: 'api-unexpected', message };
  const refusal = tokenRefusalCode(status, body);
  const code = refusal === 'token-not-allowed' ? 'workspace-not-allowed' : refusal;
  return { kind: 'refused', code: code ?? 'workspace-not-created', message };
}

/**
 * A workspace by its id; undefined if there is none.
 *
 * @throws DeployError api-unexpected for a workspace that cannot be used, or as {@link Api.read}
 */
async function readWorkspace(api: Api, id: string): Promise<Workspace | undefined> {
  const body = await api.read(workspacePath(id));
  if (body === undefined) return undefined;
  const workspace = parseWorkspace(body);
  if (workspace?.id.toLowerCase() === id) return workspace;
  throw createError('api-unexpected', `The API returned workspace ${id} without a usable id and name.`);
}

/**
 * True as long as the platform has a workspace: only a 404 of it is proof that it is gone. One that is being removed may
 * show anything.
 *
 * @param deadline moment of `performance.now()` until which transient faults are retried
 * @throws DeployError as {@link Api.read}
 */
export async function workspaceExists(api: Api, id: string, deadline: number): Promise<boolean> {
  return (await api.read(workspacePath(id), deadline)) !== undefined;
}

/** Removes a workspace with everything in it. Sent once; the platform may do it later. */
export async function removeWorkspace(api: Api, id: string): Promise<ChangeOutcome> {
  const outcome = parseRemoval(await api.delete(workspacePath(id)));
  const isForbidden = outcome.kind === 'refused' && outcome.code === 'token-not-allowed';
  return isForbidden ? { ...outcome, code: 'workspace-not-allowed' } : outcome;
}

/** Maximum number of workspaces listed in an error. */
const MAX_CANDIDATES = 10;

/**
 * Finds the requested workspace.
 *
 * @throws DeployError workspace-not-found, which is certain; workspace-ambiguous with the candidates;
 *   workspace-list-incomplete if it may be among those that were not listed; or as {@link Api.read}
 */
export async function findWorkspace(api: Api, request: WorkspaceRequest): Promise<Workspace> {
  if (request.kind === 'id') {
    const found = await readWorkspace(api, request.id);
    if (found) return found;
    throw createError('workspace-not-found', `No workspace with id ${request.id}.`);
  }
  const listed = platformList(await api.read('/v1/workspaces'), 'workspaces');
  if (!listed) throw createError('api-unexpected', 'The API did not return a list of workspaces.');
  return request.kind === 'name' ? findNamed(listed, request.name) : findOnly(listed);
}

function findNamed(listed: PlatformList, name: string): Workspace {
  const all = parseWorkspaces(listed);
  const fitting = all.filter((one) => one.name === name);
  const [first] = fitting;
  if (first && fitting.length === 1) return first;
  if (first) {
    const candidates = formatCandidates(fitting);
    const message = `This token can access ${fitting.length} workspaces named ${name}: ${candidates}.`;
    throw createError('workspace-ambiguous', `${message}${describeRest(listed)}`);
  }
  const names = listed.entries.map((entry) => textField(entry, 'workspace_name'));
  if (names.some((one) => one === undefined || one === name))
    throw createError('api-unexpected', 'The API listed a workspace without a usable id and name.');
  const others = all.length > 0 ? ` This token can access: ${formatCandidates(all)}.` : '';
  const code = listed.isComplete ? 'workspace-not-found' : 'workspace-list-incomplete';
  throw createError(code, `No workspace named ${name}.${others}${describeRest(listed)}`);
}

/** The only one that is listed may not be the only one, and one whose name cannot be read counts as well. */
function findOnly(listed: PlatformList): Workspace {
  const { entries, total, isComplete } = listed;
  const all = parseWorkspaces(listed);
  const [first] = all;
  if (first && entries.length === 1 && isComplete) return first;
  if (entries.length > 1 || first) {
    const count = Math.max(entries.length, total);
    const candidates = first ? `: ${formatCandidates(all)}` : '';
    throw createError(
      'workspace-ambiguous',
      `This token can access ${count} workspaces${candidates}.${describeRest(listed)}`,
    );
  }
  if (entries.length === 1)
    throw createError('workspace-not-found', 'The API listed one workspace, without a usable id and name.');
  if (!isComplete)
    throw createError('workspace-list-incomplete', `No workspace was named.${describeRest(listed)}`);
  throw createError('workspace-not-found', 'This token cannot access any workspace.');
}

/** What a list leaves out, in a sentence; empty if it is complete. */
function describeRest({ entries, total, isComplete }: PlatformList): string {
  return isComplete ? '' : ` The API listed ${entries.length} of ${total}; name the workspace by its UUID.`;
}

function formatCandidates(workspaces: readonly Workspace[]): string {
  const named = workspaces.map(({ name, id }) => `${name} (${id})`);
  return joinFirst(named, MAX_CANDIDATES);
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function parseWorkspaces({ entries }: PlatformList): readonly Workspace[] {
  return entries.flatMap((entry) => parseWorkspace(entry) ?? []);
}

function workspacePath(id: string): string {
  return `/v1/workspaces/${id}`;
}

/** Only UUIDs are accepted as ids, because they are used in paths and in ntcli's configuration. */
function parseWorkspace(entry: Json | undefined): Workspace | undefined {
  const id = textField(entry, 'workspace_id');
  const name = textField(entry, 'workspace_name');
  if (!id || !uuid.test(id) || !name || !/^[\w.-]{1,64}$/.test(name)) return undefined;
  return { id, name };
}
