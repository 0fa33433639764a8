import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { workspaceId } from '../../fakes/platform.js';
import { serverSpec } from '../../fakes/platform-registry.js';
import { deploy } from '../../fakes/platform-servers.js';
import { type PlatformEnv, startPlatformEnv } from '../github/test-env.js';
import { runEngine } from '../run-engine.js';
import { runHere } from '../run-here.js';

let env: PlatformEnv;
let platform: PlatformEnv['platform'];

beforeAll(async () => {
  env = await startPlatformEnv({ edition: 'open' });
  platform = env.platform;
});
beforeEach(() => {
  platform.servers.clear();
  platform.options.deleteMs = 300;
  for (const id of ['ai.nimbletools/echo', 'io.acme/weather'])
    deploy(platform, workspaceId, Object(platform.catalogue.get(id)));
  platform.requests.length = 0;
});
afterAll(() => env.close());

/** Runs a command in this process. */
async function run(command: string, inputs: Readonly<Record<string, string>>, job = env.job()) {
  const { code, log } = await runHere(env, { command, server: '', ...inputs }, job);
  return { code, log: log.join('\n') };
}

/** The same with the committed engine. */
function runProgram(command: string, inputs: Readonly<Record<string, string>>) {
  const flags = Object.entries({ workspace: 'my-workspace', domain: platform.domain, ...inputs });
  const args = [command, ...flags.map(([name, value]) => `--${name}=${value}`)];
  return runEngine(env.job(), { NTCLI_TOKEN: env.token }, args);
}

const left = () =>
  [...platform.servers.values()].filter(({ goneAt }) => goneAt > Date.now()).map(({ id }) => id);
const writes = () => platform.requests.filter(({ method }) => method !== 'GET');

describe('the command remove', () => {
  it('removes the named servers only, and waits until they are gone', async () => {
    const { code, log } = await runProgram('remove', { server: 'ai.nimbletools/echo' });
    expect(log).toContain('✓ Removed echo');
    expect(code, log).toBe(0);
    expect(left()).toEqual(['weather']);
    expect(writes().map(({ method, path }) => `${method} ${path}`)).toEqual([
      `DELETE /v1/workspaces/${workspaceId}/servers/echo`,
    ]);
  });

  it('succeeds if the server is not there, and sends nothing', async () => {
    const { code, log } = await run('remove', { server: 'ai.nimbletools/absent' });
    expect(log).toContain('✓ absent is not in the workspace');
    expect(code, log).toBe(0);
    expect(writes()).toEqual([]);
  });

  it('does not remove another server that has the same id on the platform', async () => {
    platform.catalogue.set('io.other/echo', {
      ...Object(platform.catalogue.get('ai.nimbletools/echo')),
      name: 'io.other/echo',
      title: 'Another',
      packages: [
        {
          registryType: 'mcpb',
          identifier: 'https://github.com/other/y/releases/download/v1/y-linux-amd64.mcpb',
          version: '1.0.0',
          transport: { type: 'streamable-http' },
        },
      ],
    });
    const { code, log } = await run('remove', { server: 'io.other/echo' });
    platform.catalogue.delete('io.other/echo');
    expect(log).toMatch(/The server to remove was not identified: echo: The workspace has another server/);
    expect(log).toContain('name it by its id on the platform');
    expect(code).toBe(4);
    expect(writes()).toEqual([]);
  });

  const down = { status: 503, body: 'down' };
  it.each<[string, string, object[], RegExp]>([
    ['a registry that does not have it', 'io.typo/echo', [], /io\.typo\/echo is not in the registry/],
    ['a registry that is down', 'ai.nimbletools/echo', [down, down, down], /returned 503/],
    ['another version', 'ai.nimbletools/echo@1.1.0', [], /runs version 1\.2\.0, not 1\.1\.0/],
    ['a version that nothing has', 'ai.nimbletools/echo@9.9.9', [], /runs version 1\.2\.0, not 9\.9\.9/],
    ['another version of a bare id', 'echo@9.9.9', [], /runs version 1\.2\.0, not 9\.9\.9/],
  ])('removes nothing with %s', async (_, server, answers, message) => {
    platform.script('GET', /^\/v0\.1\/servers\//, ...answers);
    const { code, log } = await run('remove', { server });
    expect(log).toMatch(message);
    expect(log).toContain('The server to remove was not identified');
    expect(code).toBe(4);
    expect(writes()).toEqual([]);
  });

  it('removes nothing if the platform does not show what runs', async () => {
    platform.script('GET', /\/servers\/echo$/, { body: { id: 'echo', status: { phase: 'Running' } } });
    const { code, log } = await run('remove', { server: 'ai.nimbletools/echo' });
    expect(log).toMatch(/The platform does not show enough of it/);
    expect(code).toBe(4);
    expect(writes()).toEqual([]);
  });

  it.each<[string, string]>([
    ['its id on the platform', 'echo'],
    ['that id and the version that runs', 'echo@1.2.0'],
    ['the version that runs', 'ai.nimbletools/echo@1.2.0'],
  ])('removes a server by %s', async (_, server) => {
    const { code, log } = await run('remove', { server });
    expect(code, log).toBe(0);
    expect(left()).toEqual(['weather']);
  });

  it('removes a version that the registry no longer has, if it runs', async () => {
    const spec = serverSpec('ai.nimbletools/echo', '1.0.9');
    deploy(platform, workspaceId, Object(spec));
    const { code, log } = await run('remove', { server: 'ai.nimbletools/echo@1.0.9' });
    expect(code, log).toBe(0);
    expect(left()).toEqual(['weather']);
  });

  it('removes any version of what a file describes, without the registry', async () => {
    const job = env.job();
    const file = join(job.places.checkout, 'server.json');
    writeFileSync(file, JSON.stringify(serverSpec('ai.nimbletools/echo', '7.0.0')));
    const { code, log } = await run('remove', { 'server-file': file }, job);
    expect(code, log).toBe(0);
    expect(left()).toEqual(['weather']);
    expect(platform.requests.filter(({ path }) => path.startsWith('/v0.1'))).toEqual([]);
  });

  it('does not mistake a part of the list of workspaces for all of them', async () => {
    const body = { workspaces: [{ workspace_id: randomUUID(), workspace_name: 'pr-1' }], total: 120 };
    for (const [command, inputs] of [
      ['remove', { server: 'ai.nimbletools/echo' }],
      ['remove', { 'remove-workspace': 'true' }],
      ['deploy', { server: 'ai.nimbletools/echo', 'create-workspace': 'true' }],
    ] as const) {
      platform.script('GET', /\/v1\/workspaces$/, { body });
      const { code, log } = await run(command, { workspace: 'pr-7', ...inputs });
      expect(log).toMatch(/The list of workspaces is incomplete: .*listed 1 of 120/);
      expect(code).toBe(4);
    }
    expect(writes()).toEqual([]);
  });

  it('waits for a workspace until the platform has it no more, whatever it shows of it', async () => {
    const workspace_id = randomUUID();
    platform.workspaces.push({ workspace_id, workspace_name: 'pr-1' });
    const terminating = { body: { workspace_id, status: 'Terminating' } };
    platform.script('GET', new RegExp(`/v1/workspaces/${workspace_id}$`), terminating, terminating);
    const { code, log } = await run('remove', { workspace: 'pr-1', 'remove-workspace': 'true' });
    expect(code, log).toBe(0);
    const reads = platform.requests.filter(({ path }) => path.endsWith(workspace_id));
    expect(reads.map(({ method }) => method)).toEqual(['DELETE', 'GET', 'GET', 'GET']);
  });

  it('does not call a workspace absent that it cannot read', async () => {
    const workspace_id = randomUUID();
    platform.workspaces.push({ workspace_id, workspace_name: 'My Team' });
    const { code, log } = await run('remove', { workspace: workspace_id, 'remove-workspace': 'true' });
    platform.workspaces.pop();
    expect(log).toMatch(/Unexpected response from NimbleTools/);
    expect(code).toBe(8);
    expect(writes()).toEqual([]);
  });

  it('reports a removal that does not end', async () => {
    platform.options.deleteMs = Number.POSITIVE_INFINITY;
    const { code, log } = await run('remove', { server: 'ai.nimbletools/echo', timeout: '1s' });
    expect(log).toMatch(/The removal was not confirmed in time: echo: /);
    expect(code).toBe(8);
    expect(writes()).toHaveLength(1);
  });

  it('believes the platform if the response was lost', async () => {
    platform.script('DELETE', /echo$/, { act: 'reset-after' });
    const { code, log } = await run('remove', { server: 'ai.nimbletools/echo' });
    expect(code, log).toBe(0);
    expect(left()).toEqual(['weather']);
    expect(writes()).toHaveLength(1);
  });

  it('reports a refusal, and goes on with the other server', async () => {
    platform.script('DELETE', /echo$/, { status: 422, body: { detail: 'is protected' } });
    const { code, log } = await run('remove', { server: 'ai.nimbletools/echo,io.acme/weather' });
    expect(log).toMatch(/The removal was refused: echo: .*is protected/);
    expect(code).toBe(6);
    expect(left()).toEqual(['echo']);
  });

  it('removes several workspaces, as a scheduled sweep does', async () => {
    const extra = ['pr-1', 'pr-2'].map((workspace_name) => ({ workspace_id: randomUUID(), workspace_name }));
    platform.workspaces.push(...extra);
    const { code, log } = await runProgram('remove', {
      workspace: 'pr-1,pr-7,pr-2',
      'remove-workspace': 'true',
    });
    expect(log).toContain('✓ Removed workspace pr-1 with everything in it');
    expect(log).toContain('No workspace named pr-7');
    expect(code, log).toBe(0);
    expect(platform.workspaces.map((one) => one.workspace_name)).toEqual(['my-workspace']);
    const other = await runProgram('remove', { workspace: 'pr-1,pr-2', server: 'a/b' });
    expect(other.log).toMatch(/`workspace`: must be one workspace/);
    expect(other.code).toBe(2);
  });

  it('goes on after a workspace that fails, and reports it', async () => {
    const extra = ['pr-1', 'pr-2'].map((workspace_name) => ({ workspace_id: randomUUID(), workspace_name }));
    platform.workspaces.push(...extra);
    platform.script('GET', /\/v1\/workspaces$/, { act: 'pass' }, { status: 418, body: { detail: 'no' } });
    const { code, log } = await run('remove', { workspace: 'pr-1,pr-7,pr-2', 'remove-workspace': 'true' });
    expect(log).toMatch(/Unexpected response from NimbleTools: workspace pr-7: .*returned 418/);
    expect(code).toBe(8);
    expect(platform.workspaces.map((one) => one.workspace_name)).toEqual(['my-workspace']);
  });

  it('sends no removal after the time limit', async () => {
    platform.script('GET', /\/servers\/echo$/, { act: 'pass', delayMs: 1_200 });
    const { code, log } = await run('remove', { server: 'ai.nimbletools/echo', timeout: '1s' });
    expect(log).toMatch(/The removal was not sent: echo: /);
    expect(code).toBe(8);
    expect(writes()).toEqual([]);
  });

  it.each<[string, string, Record<string, string>]>([
    ['a removal without a workspace', 'remove', { server: 'ai.nimbletools/echo' }],
    ['a sweep without a workspace', 'remove', { 'remove-workspace': 'true' }],
    [
      'a dry run that would create the workspace',
      'deploy',
      { server: 'ai.nimbletools/echo', 'create-workspace': 'true', 'dry-run': 'true' },
    ],
  ])('ends %s with the code for an expiring token', async (_, command, inputs) => {
    const soon = { 'fail-on-expiring': 'true', 'expiry-warning-days': '40', workspace: 'pr-7' };
    const { code, log } = await run(command, { ...inputs, ...soon });
    expect(log).toContain('The token expires soon');
    expect(code, log).toBe(75);
    expect(writes()).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['is not in the registry', 'ai.nimbletools/absent', 'Server not found in the registry'],
    ['cannot run', 'io.remote/mcp', 'The deploy was refused'],
  ])('fails a dry run for a new workspace if a server %s', async (_, server, title) => {
    const inputs = { 'create-workspace': 'true', 'dry-run': 'true', workspace: 'pr-7' };
    const { code, log } = await run('deploy', { ...inputs, server: `ai.nimbletools/echo,${server}` });
    expect(log).toContain(`${title}: ${server}: `);
    expect(log).not.toContain('Would create');
    expect(code).toBe(server.includes('absent') ? 4 : 6);
    expect(writes()).toEqual([]);
  });

  it('says in a dry run what `replace` would remove', async () => {
    const { code, log } = await runProgram('deploy', {
      server: 'ai.nimbletools/echo,ai.nimbletools/new',
      'dry-run': 'true',
      replace: 'true',
    });
    expect(log).toContain('Would remove echo, and then deploy ai.nimbletools/echo@1.2.0 to workspace');
    expect(code).toBe(4);
    expect(writes()).toEqual([]);
  });

  it('changes nothing in a dry run', async () => {
    const { code, log } = await run('remove', { server: 'ai.nimbletools/echo', 'dry-run': 'true' });
    expect(log).toContain('✓ Would remove echo');
    const whole = await run('remove', { 'remove-workspace': 'true', 'dry-run': 'true' });
    expect(whole.log).toContain('✓ Would remove workspace my-workspace with everything in it');
    const created = await run('deploy', {
      workspace: 'pr-7',
      'create-workspace': 'true',
      server: 'ai.nimbletools/echo',
      'dry-run': 'true',
    });
    expect(created.log).toContain('✓ Would create the workspace, and deploy ai.nimbletools/echo to it');
    expect([code, whole.code, created.code]).toEqual([0, 0, 0]);
    expect(writes()).toEqual([]);
  });

  it.each<[string, string, Record<string, string>, RegExp]>([
    ['nothing named', 'remove', {}, /`server`: required with `command: remove`/],
    [
      'no workspace named',
      'remove',
      { workspace: '', 'remove-workspace': 'true' },
      /`remove-workspace`: needs `workspace`/,
    ],
    [
      'a server besides the whole workspace',
      'remove',
      { server: 'a/b', 'remove-workspace': 'true' },
      /`server`: does not apply with `remove-workspace`/,
    ],
    [
      'a deploy that removes',
      'deploy',
      { server: 'a/b', 'remove-workspace': 'true' },
      /`remove-workspace`: applies only with `command: remove`/,
    ],
    [
      'a check that creates a workspace',
      'check',
      { 'create-workspace': 'true' },
      /`create-workspace`: applies only with `command: deploy` and `command: setup`/,
    ],
    [
      'a removal that creates a workspace',
      'remove',
      { server: 'a/b', 'create-workspace': 'true' },
      /`create-workspace`: applies only with/,
    ],
    [
      'an id to create',
      'deploy',
      { server: 'a/b', workspace: workspaceId, 'create-workspace': 'true' },
      /`create-workspace`: needs `workspace`/,
    ],
  ])('refuses %s', async (_, command, inputs, message) => {
    const { code, log } = await run(command, inputs);
    expect(log).toMatch(message);
    expect(code).toBe(2);
    expect(platform.requests).toEqual([]);
  });
});
