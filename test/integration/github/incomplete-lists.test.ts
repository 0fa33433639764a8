import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { workspaceId } from '../../fakes/platform.js';
import { serverSpec } from '../../fakes/platform-registry.js';
import { runHere } from '../run-here.js';
import { pathWithNtcli, startPlatformEnv } from './test-env.js';

let testEnv: Awaited<ReturnType<typeof startPlatformEnv>>;
beforeAll(async () => {
  testEnv = await startPlatformEnv();
  Object.assign(testEnv.platform.options, { operatorMs: 0, lagMs: 0, startMs: 0 });
});
afterAll(() => testEnv.close());
beforeEach(() => testEnv.platform.servers.clear());

async function act(inputs: Record<string, string> = {}, env: Record<string, string> = {}) {
  const job = testEnv.job({ env });
  const result = await testEnv.runAction({ 'deploy-with': 'api', ...inputs }, { job });
  return { ...result, posts: result.requests.filter(({ method }) => method === 'POST') };
}

async function actHere(inputs: Record<string, string> = {}) {
  const result = await runHere(testEnv, inputs);
  return { ...result, posts: result.requests.filter(({ method }) => method === 'POST') };
}

describe('a list of which the platform returns only a part', () => {
  const workspaces = {
    workspaces: [{ workspace_id: workspaceId, workspace_name: 'my-workspace' }],
    total: 2,
  };

  it('does not make the only workspace in it the only one there is', async () => {
    testEnv.platform.script('GET', /\/v1\/workspaces$/, { body: workspaces });
    const { code, annotations, posts } = await actHere({ workspace: '' });
    expect({ code, title: annotations[0]?.title }).toEqual({ code: 4, title: 'Workspace is ambiguous' });
    expect(annotations[0]?.message).toContain('can access 2 workspaces');
    expect(annotations[0]?.message).toContain('listed 1 of 2; name the workspace by its UUID');
    expect(posts).toEqual([]);
  });

  it('is enough for a workspace that is in it by name, and says how to find another one', async () => {
    testEnv.platform.script('GET', /\/v1\/workspaces$/, { body: workspaces }, { body: workspaces });
    expect((await actHere()).code).toBe(0);
    const other = await actHere({ workspace: 'another' });
    expect([other.code, other.annotations[0]?.message]).toEqual([
      4,
      expect.stringContaining('listed 1 of 2; name the workspace by its UUID'),
    ]);
  });

  it.each([
    ['all', { secrets: [], count: 0 }, ['A required variable has no value']],
    ['a part', { secrets: [], count: 3 }, []],
  ])('of secrets: %s', async (_, body, titles) => {
    const declared = { name: 'API_KEY', isRequired: true, isSecret: true };
    const spec = serverSpec('ai.nimbletools/echo', '1.2.0', { environmentVariables: [declared] });
    const original = testEnv.platform.catalogue.get('ai.nimbletools/echo');
    testEnv.platform.catalogue.set('ai.nimbletools/echo', spec);
    testEnv.platform.script('GET', /\/secrets$/, { body });
    const { annotations } = await actHere({ 'dry-run': 'true' });
    if (original) testEnv.platform.catalogue.set('ai.nimbletools/echo', original);
    expect(annotations.map(({ title }) => title)).toEqual(titles);
  });
});

describe('id@version with ntcli', () => {
  it('is looked up first, because the registry gives ntcli the newest version whatever it asks for', async () => {
    const job = testEnv.job();
    const inputs = { 'deploy-with': 'ntcli', 'ntcli-package': 'preinstalled' };
    const env = { PATH: pathWithNtcli(job, 'published') };
    const absent = await act({ ...inputs, server: 'ai.nimbletools/echo@9.9.9' }, env);
    expect({ code: absent.code, title: absent.annotations[0]?.title, posts: absent.posts }).toEqual({
      code: 4,
      title: 'Server not found in the registry',
      posts: [],
    });
    expect(absent.annotations[0]?.message).toMatch(
      /has ai\.nimbletools\/echo in version [\d.]+, not 9\.9\.9/,
    );
    expect((await act({ ...inputs, server: 'ai.nimbletools/echo@1.2.0' }, env)).code).toBe(0);
    // ntcli has a registry of its own: one that does not answer us decides nothing.
    testEnv.platform.script('GET', /\/versions\//, ...Array.from({ length: 4 }, () => ({ status: 500 })));
    expect((await act({ ...inputs, server: 'ai.nimbletools/echo@1.2.0' }, env)).code).toBe(0);
  });
});
