import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startPlatform, workspaceId } from '../../fakes/platform.js';
import { serverSpec } from '../../fakes/platform-registry.js';
import { makeToken } from '../../fakes/tokens.js';
import { startSystems } from './systems.js';

const token = makeToken();
let platform: Awaited<ReturnType<typeof startPlatform>>;
const { systems, end } = startSystems();
beforeAll(async () => {
  // As published: a server cannot be updated in place.
  platform = await startPlatform({ edition: 'open', deleteMs: 300 });
  platform.tokens.set(token, { access: 'full' });
});
beforeEach(() => {
  platform.options.edition = 'open';
  platform.workspaces = [{ workspace_id: workspaceId, workspace_name: 'my-workspace' }];
  platform.servers.clear();
  platform.requests.length = 0;
});
afterAll(async () => {
  end();
  await platform.close();
});

const names = () => platform.workspaces.map((one) => one.workspace_name);
const writes = () => platform.requests.filter(({ method }) => method !== 'GET');

describe.each(systems)('a preview on $system', ({ system, run }) => {
  const isGitlab = system === 'GitLab';
  // The component builds the name from the ids of project and merge request.
  const name = isGitlab ? 'mr-735-42' : 'echo-pr-42';
  const workspace = isGitlab ? {} : { workspace: name };
  const variables = { CI_PROJECT_ID: '735', CI_MERGE_REQUEST_IID: '42' };
  const push = (version: string) =>
    run({
      name: 'preview',
      token,
      variables,
      files: { 'server.json': JSON.stringify(serverSpec('ai.acme/echo', version)) },
      inputs: {
        ...workspace,
        ...(isGitlab ? {} : { 'create-workspace': 'true', replace: 'true' }),
        'server-file': 'server.json',
        'deploy-with': 'api',
        domain: platform.domain,
      },
    });
  const close = () =>
    run({
      name: 'remove',
      token,
      variables,
      inputs: {
        ...workspace,
        ...(isGitlab ? {} : { 'remove-workspace': 'true' }),
        domain: platform.domain,
      },
    });

  it('is created, updated and removed', async () => {
    const created = await push('0.1.0');
    expect(created.log).toContain(`✓ Created workspace ${name}`);
    expect(created.code, created.log).toBe(0);
    expect(created.outputs['server-url']).toMatch(/\/echo\/mcp$/);
    expect(names()).toEqual(['my-workspace', name]);

    const updated = await push('0.2.0');
    expect(updated.log).not.toContain('Created workspace');
    expect(updated.code, updated.log).toBe(0);
    expect([...platform.servers.values()].map(({ version }) => version)).toEqual(['0.2.0']);

    const removed = await close();
    expect(removed.log).toContain(`✓ Removed workspace ${name} with everything in it`);
    expect(removed.code, removed.log).toBe(0);
    expect(removed.outputs).toMatchObject({ 'deploy-status': 'removed', 'workspace-name': name });
    expect(names()).toEqual(['my-workspace']);

    const again = await close();
    expect(again.log).toMatch(/The workspace does not exist: No workspace named/);
    expect(again.code, again.log).toBe(0);
    expect(again.outputs).toMatchObject({ 'deploy-status': 'removed' });
  });

  it('says what to do if the token may not create workspaces', async () => {
    platform.script('POST', /\/v1\/workspaces$/, { status: 403, body: { detail: 'Permission denied' } });
    const { code, log } = await push('0.1.0');
    expect(log).toMatch(
      /The token may not create or remove workspaces \(403\).*Permission denied.*in Studio/,
    );
    expect(code).toBe(3);
    expect(writes()).toHaveLength(1);
  });
});

// Variables of the project or group, which on GitLab override the `variables:` of a job and the predefined ones.
describe('a preview on GitLab with variables of the project', () => {
  const [gitlab] = systems.filter(({ system }) => system === 'GitLab');
  const run = (name: 'preview' | 'remove', variables: Readonly<Record<string, string>>) => {
    if (!gitlab) throw new Error('GitLab is missing.');
    return gitlab.run({
      name,
      token,
      variables: { CI_PROJECT_ID: '735', CI_MERGE_REQUEST_IID: '42', ...variables },
      files: { 'server.json': JSON.stringify(serverSpec('ai.acme/echo', '0.1.0')) },
      inputs: {
        ...(name === 'preview' && { 'server-file': 'server.json', 'deploy-with': 'api' }),
        domain: platform.domain,
      },
    });
  };
  const production = {
    NTCLI_WORKSPACE: 'my-workspace',
    NTCLI_SERVER: 'ai.acme/echo',
    NTCLI_SERVER_FILE: 'other.json',
    NTCLI_DRY_RUN: 'true',
    NTCLI_REPLACE: 'false',
    NTCLI_CREATE_WORKSPACE: 'false',
    NTCLI_REMOVE_WORKSPACE: 'false',
  };
  // The component offers these two as inputs, so a job may compute them.
  const { NTCLI_SERVER, NTCLI_SERVER_FILE, ...withoutServers } = production;

  it('deploys to its own workspace, and removes that one only', async () => {
    const created = await run('preview', withoutServers);
    expect(created.code, created.log).toBe(0);
    expect(names()).toEqual(['my-workspace', 'mr-735-42']);
    expect([...platform.servers.keys()].filter((key) => key.startsWith(workspaceId))).toEqual([]);

    const removed = await run('remove', production);
    expect(removed.code, removed.log).toBe(0);
    expect(names()).toEqual(['my-workspace']);
  });

  it('refuses a name that is not of its own, and sends nothing', async () => {
    for (const name of ['preview', 'remove'] as const) {
      const { code, log } = await run(name, { CI_PROJECT_ID: '1,my-workspace,mr' });
      expect(log).toMatch(/^Error: The preview has no name: .*CI_PROJECT_ID/m);
      expect(code).toBe(2);
    }
    expect(platform.requests).toEqual([]);
    expect(names()).toEqual(['my-workspace']);
  });
});
