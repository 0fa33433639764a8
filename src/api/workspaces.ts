import { failed } from '../schema/errors.js';
import type { Api } from './client.js';
import { type Json, listField, textField } from './json.js';

/** What the user said about the workspace. */
export type WorkspaceRequest =
  | { readonly by: 'name'; readonly name: string }
  | { readonly by: 'id'; readonly id: string }
  /** Nothing: the token must see exactly one. */
  | { readonly by: 'being-the-only-one' };

/** A workspace of the platform. */
export interface Workspace {
  readonly id: string;
  readonly name: string;
}

/** Names of other workspaces that an error lists at most. */
const mostCandidates = 10;

/**
 * Finds the workspace that is meant.
 *
 * @throws Failed with workspace-not-found or workspace-ambiguous, naming the candidates, or what {@link Api.read} throws
 */
export async function findWorkspace(api: Api, request: WorkspaceRequest): Promise<Workspace> {
  if (request.by === 'id') {
    const found = workspaceOf(await api.read(`/v1/workspaces/${request.id}`));
    if (found) return found;
    throw failed('workspace-not-found', `There is no workspace ${request.id}.`);
  }
  const listed = listField(await api.read('/v1/workspaces'), 'workspaces');
  if (!listed) throw failed('api-unexpected', 'The API did not answer with a list of workspaces.');
  const all = listed.flatMap((entry) => workspaceOf(entry) ?? []);
  const fitting = request.by === 'name' ? all.filter(({ name }) => name === request.name) : all;
  const [first, second] = fitting;
  if (first && !second) return first;
  const wanted = request.by === 'name' ? `named ${request.name}` : 'that the token sees';
  if (first) {
    throw failed(
      'workspace-ambiguous',
      `There are ${fitting.length} workspaces ${wanted}: ${candidates(fitting)}.`,
    );
  }
  const others = all.length > 0 ? `; the token sees ${candidates(all)}` : '';
  throw failed('workspace-not-found', `There is no workspace ${wanted}${others}.`);
}

function candidates(workspaces: readonly Workspace[]): string {
  const named = workspaces.slice(0, mostCandidates).map(({ name, id }) => `${name} (${id})`);
  const more = workspaces.length - named.length;
  return named.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An id that is no UUID is not believed: it would go into paths and into ntcli's configuration. */
function workspaceOf(entry: Json | undefined): Workspace | undefined {
  const id = textField(entry, 'workspace_id');
  const name = textField(entry, 'workspace_name');
  if (!id || !uuid.test(id) || !name || !/^[\w.-]{1,64}$/.test(name)) return undefined;
  return { id, name };
}
