import { createError, type ErrorCode } from '../schema/errors.js';
import { type ChangeOutcome, parseRemoval } from './change.js';
import type { Api } from './client.js';
import { isPlatformError } from './error-detail.js';
import { type Json, platformList, textField } from './json.js';

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
  /** A workspace of that name appeared in the meantime, or the response does not tell: a lookup shows it. */
  | { readonly kind: 'look-up'; readonly message: string }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly message: string };

/** Creates a workspace. Sent once. */
export async function createWorkspace(api: Api, name: string): Promise<CreateOutcome> {
  const { status, message, body } = await api.post('/v1/workspaces', { name });
  const created = status !== undefined && status < 300 ? parseWorkspace(body) : undefined;
  if (created) return { kind: 'created', workspace: created };
  if (status === undefined || status < 400 || status === 409 || status >= 500)
    return { kind: 'look-up', message };
  const isToken = (status === 401 || status === 403) && isPlatformError(body);
  const code = status === 401 ? 'token-rejected' : 'workspace-not-allowed';
  return { kind: 'refused', code: isToken ? code : 'workspace-not-created', message };
}

/**
 * A workspace by its id; undefined if there is none.
 *
 * @param deadline moment of `performance.now()` until which transient faults are retried
 * @throws DeployError as {@link Api.read}
 */
export async function readWorkspace(api: Api, id: string, deadline?: number): Promise<Workspace | undefined> {
  return parseWorkspace(await api.read(`/v1/workspaces/${id}`, deadline));
}

/** Removes a workspace with everything in it. Sent once; the platform may do it later. */
export async function removeWorkspace(api: Api, id: string): Promise<ChangeOutcome> {
  const outcome = parseRemoval(await api.delete(`/v1/workspaces/${id}`));
  const isForbidden = outcome.kind === 'refused' && outcome.code === 'token-not-allowed';
  return isForbidden ? { ...outcome, code: 'workspace-not-allowed' } : outcome;
}

/** Maximum number of workspaces listed in an error. */
const MAX_CANDIDATES = 10;

/**
 * Finds the requested workspace.
 *
 * @throws DeployError workspace-not-found or workspace-ambiguous with the candidates, or as {@link Api.read}
 */
export async function findWorkspace(api: Api, request: WorkspaceRequest): Promise<Workspace> {
  if (request.kind === 'id') {
    const found = await readWorkspace(api, request.id);
    if (found) return found;
    throw createError('workspace-not-found', `No workspace with id ${request.id}.`);
  }
  const listed = platformList(await api.read('/v1/workspaces'), 'workspaces');
  if (!listed) throw createError('api-unexpected', 'The API did not return a list of workspaces.');
  const all = listed.entries.flatMap((entry) => parseWorkspace(entry) ?? []);
  const fitting = request.kind === 'name' ? all.filter(({ name }) => name === request.name) : all;
  const [first, second] = fitting;
  const incomplete = listed.isComplete
    ? ''
    : ` The API listed ${listed.entries.length} of ${listed.total}; name the workspace by its UUID.`;
  // The only one that is listed may not be the only one.
  const isOnly = first && !second && (request.kind === 'name' || listed.isComplete);
  if (isOnly) return first;
  const named = request.kind === 'name' ? ` named ${request.name}` : '';
  if (first) {
    const candidates = formatCandidates(fitting);
    throw createError(
      'workspace-ambiguous',
      `This token can access ${Math.max(fitting.length, named ? 0 : listed.total)} workspaces${named}: ${candidates}.${incomplete}`,
    );
  }
  const others = all.length > 0 ? ` This token can access: ${formatCandidates(all)}.` : '';
  throw createError(
    'workspace-not-found',
    named || incomplete
      ? `No workspace${named}.${others}${incomplete}`
      : 'This token cannot access any workspace.',
  );
}

function formatCandidates(workspaces: readonly Workspace[]): string {
  const named = workspaces.slice(0, MAX_CANDIDATES).map(({ name, id }) => `${name} (${id})`);
  const more = workspaces.length - named.length;
  return named.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Only UUIDs are accepted as ids, because they are used in paths and in ntcli's configuration. */
function parseWorkspace(entry: Json | undefined): Workspace | undefined {
  const id = textField(entry, 'workspace_id');
  const name = textField(entry, 'workspace_name');
  if (!id || !uuid.test(id) || !name || !/^[\w.-]{1,64}$/.test(name)) return undefined;
  return { id, name };
}
