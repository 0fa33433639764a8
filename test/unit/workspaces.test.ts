import { describe, expect, it } from 'vitest';
import type { Api } from '../../src/api/client.js';
import { findWorkspace, type WorkspaceRequest } from '../../src/api/workspaces.js';
import { toErrorInfo } from '../../src/schema/errors.js';

const id = '3f2a9c1e-7b64-4d0a-9a51-6c1f0e8d2b47';
const otherId = '9c1e3f2a-7b64-4d0a-9a51-6c1f0e8d2b47';
const entry = (workspace_id: string, workspace_name: string) => ({ workspace_id, workspace_name });

/** An API that answers every read with this. */
function answering(body: Awaited<ReturnType<Api['read']>>): Api {
  const read = async () => body;
  return { read, send: () => Promise.reject(new Error('nothing is sent')) } as unknown as Api;
}

describe('a workspace', () => {
  const list = answering({ workspaces: [entry(id, 'mine'), entry(otherId, 'other')] });

  it('is found by its name or id', async () => {
    expect(await findWorkspace(list, { kind: 'name', name: 'mine' })).toEqual({ id, name: 'mine' });
    const one = answering(entry(id, 'mine'));
    expect(await findWorkspace(one, { kind: 'id', id })).toEqual({ id, name: 'mine' });
    expect(await findWorkspace(answering({ workspaces: [entry(id, 'mine')] }), { kind: 'only' })).toEqual({
      id,
      name: 'mine',
    });
  });

  it('is not chosen among several', async () => {
    await expect(findWorkspace(list, { kind: 'only' })).rejects.toThrow('can access 2 workspaces');
    await expect(findWorkspace(list, { kind: 'name', name: 'absent' })).rejects.toThrow(
      'No workspace named absent',
    );
  });

  it.each([
    ['no-uuid', 'mine'],
    [`${id}/../..`, 'mine'],
    [`/${id}`, 'mine'],
    [id, 'mine\n::error::x'],
    [id, ''],
    [id, 'x'.repeat(65)],
  ])('with the id %j and the name %j is not used', async (badId, name) => {
    const api = answering({ workspaces: [entry(badId, name)] });
    await expect(findWorkspace(api, { kind: 'only' })).rejects.toThrow('without a usable id and name');
    await expect(findWorkspace(answering(entry(badId, name)), { kind: 'id', id })).rejects.toThrow(
      'without a usable id and name',
    );
    const both = answering({ workspaces: [entry(badId, name), entry(id, 'mine')] });
    await expect(findWorkspace(both, { kind: 'only' })).rejects.toThrow('can access 2 workspaces');
  });

  it('is absent only after an explicit answer of the API', async () => {
    const failure = (body: Awaited<ReturnType<Api['read']>>, request: WorkspaceRequest) =>
      findWorkspace(answering(body), request).catch((error) => toErrorInfo(error).code);
    const named = { kind: 'name', name: 'mine' } as const;
    const only = { kind: 'only' } as const;
    expect(await failure(undefined, { kind: 'id', id })).toBe('workspace-not-found');
    expect(await failure(entry(otherId, 'other'), { kind: 'id', id })).toBe('api-unexpected');
    expect(await failure({ workspace_id: id, status: 'Terminating' }, { kind: 'id', id })).toBe(
      'api-unexpected',
    );
    expect(await failure({ workspaces: [] }, named)).toBe('workspace-not-found');
    expect(await failure({ workspaces: [entry(id, 'My Team')] }, named)).toBe('workspace-not-found');
    expect(await failure({ workspaces: [entry('no-uuid', 'mine')] }, named)).toBe('api-unexpected');
    expect(await failure({ workspaces: [{ workspace_id: id }] }, named)).toBe('api-unexpected');
    expect(await failure({ workspaces: [entry(id, 'other')], total: 120 }, named)).toBe(
      'workspace-list-incomplete',
    );
    expect(await failure({ workspaces: [] }, only)).toBe('workspace-not-found');
    expect(await failure({ workspaces: [], total: 3 }, only)).toBe('workspace-list-incomplete');
  });
});
