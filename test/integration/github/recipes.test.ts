import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { workspaceId } from '../../fakes/platform.js';
import { serverSpec } from '../../fakes/platform-registry.js';
import { makeToken } from '../../fakes/tokens.js';
import { startMcpPlatform } from '../mcp-platform.js';
import { checkOutServer, createReleaseAssets } from '../release-assets.js';
import { recipeWith, runRecipeJob } from './recipe.js';

const token = makeToken();
const secret = 'a-secret-of-the-server';
let platform: Awaited<ReturnType<typeof startMcpPlatform>>['platform'];
let domain: string;
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  const started = await startMcpPlatform(token);
  ({ platform, domain } = started);
  closing.push(started.close);
});
beforeEach(() => {
  platform.workspaces = [{ workspace_id: workspaceId, workspace_name: 'my-workspace' }];
  platform.servers.clear();
  platform.secrets.clear();
  platform.requests.length = 0;
});
afterAll(() => Promise.all(closing.map((close) => close())));

const writes = () =>
  platform.requests
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path.replace(/[0-9a-f-]{36}/, 'ID')}`);

function write(directory: string, files: Readonly<Record<string, unknown>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), JSON.stringify(content));
  }
}

const adding = (equals: string) => ({
  tests: [{ name: 'Add', tool: 'add', arguments: { a: 1, b: 2 }, expect: { type: 'text', equals } }],
});

describe('the test of each changed server', () => {
  const { jobs } = recipeWith('smoke-test: servers/${{ matrix.server }}/test.json');
  const values = {
    'secrets.NTCLI_TOKEN': token,
    'secrets.QA_SECRETS': `API_KEY=${secret}`,
    'matrix.server': 'echo',
    'github.run_id': '12345678901',
    'strategy.job-index': '3',
    'github.base_ref': 'main',
  };
  const test = (result: string) =>
    runRecipeJob(jobs.test?.steps ?? [], {
      values,
      inputs: { domain },
      checkout: (directory) =>
        write(directory, {
          'servers/echo/server.json': serverSpec('ai.acme/echo', '0.2.0'),
          'servers/echo/test.json': adding(result),
        }),
    });
  const whole = [
    'POST /v1/workspaces',
    'PUT /v1/workspaces/ID/secrets/API_KEY',
    'POST /v1/workspaces/ID/servers',
    'DELETE /v1/workspaces/ID',
  ];

  it('makes a workspace, sets secrets, deploys the file, calls tools and removes the workspace', async () => {
    const { code, log } = await test('3');
    expect(log).toContain('✓ Created workspace qa-12345678901-3');
    expect(log).toContain('✓ Add (add)');
    expect(log).toContain('✓ Removed workspace qa-12345678901-3');
    expect(log).not.toContain(secret);
    expect(code, log).toBe(0);
    expect(writes()).toEqual(whole);
    expect(platform.workspaces).toHaveLength(1);
  });

  it('fails if a tool does, and still removes the workspace', async () => {
    const { code, log } = await test('4');
    expect(log).toContain('✗ Add (add): the result is "3", expected "4"');
    expect(code).toBe(7);
    expect(writes()).toEqual(whole);
  });

  it('finds the changed servers', async () => {
    const { outputs, code, log } = await runRecipeJob(jobs.changes?.steps ?? [], {
      values,
      checkout: (directory) => {
        const git = (...args: readonly string[]) =>
          execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args], {
            cwd: directory,
            stdio: 'pipe',
          });
        git('init', '--quiet', '--initial-branch=main');
        const before = ['old', 'gone', 'echo'].map((name) => [`servers/${name}/server.json`, { name }]);
        write(directory, Object.fromEntries(before));
        git('add', '.');
        git('commit', '--quiet', '--message=base');
        git('update-ref', 'refs/remotes/origin/main', 'HEAD');
        git('rm', '--quiet', 'servers/gone/server.json');
        write(directory, { 'servers/echo/test.json': {}, 'servers/new/server.json': {}, 'README.json': {} });
        git('add', '.');
        git('commit', '--quiet', '--message=change');
      },
    });
    expect(code, log).toBe(0);
    expect(outputs.servers).toBe('["echo","new"]');
  });
});

describe('the deploy of one server', () => {
  it('sets the secrets, deploys the file and verifies the server', async () => {
    const { jobs } = recipeWith('server-file: servers/${{ inputs.server }}/server.json');
    const { code, log } = await runRecipeJob(jobs.deploy?.steps ?? [], {
      values: {
        'secrets.NTCLI_TOKEN': token,
        'secrets.SERVER_SECRETS': `API_KEY=${secret}`,
        'inputs.server': 'echo',
      },
      inputs: { domain },
      checkout: (directory) =>
        write(directory, { 'servers/echo/server.json': serverSpec('ai.acme/echo', '0.2.0') }),
    });
    expect(log).toContain('deployed and healthy, with 2 tools');
    expect(code, log).toBe(0);
    expect(writes()).toEqual(['PUT /v1/workspaces/ID/secrets/API_KEY', 'POST /v1/workspaces/ID/servers']);
    expect([...platform.secrets.values()]).toEqual([secret]);
  });
});

describe('the preview of a pull request', () => {
  const { jobs } = recipeWith('-pr-${{ github.event.number }}\n          create-workspace');
  const run = (job: 'deploy' | 'remove', version = '') =>
    runRecipeJob(jobs[job]?.steps ?? [], {
      values: {
        'secrets.NTCLI_TOKEN': token,
        'github.event.number': '42',
        'github.event.repository.name': 'echo',
      },
      inputs: { domain },
      checkout: (directory) => write(directory, { 'server.json': serverSpec('ai.acme/echo', version) }),
    });

  it('is deployed, updated and removed', async () => {
    const first = await run('deploy', '0.1.0');
    expect(first.code, first.log).toBe(0);
    expect(first.outputs['server-url']).toMatch(/\/echo\/mcp$/);
    expect(platform.workspaces.map((one) => one.workspace_name)).toContain('echo-pr-42');
    const second = await run('deploy', '0.2.0');
    expect(second.code, second.log).toBe(0);
    expect([...platform.servers.values()].map(({ version }) => version)).toEqual(['0.2.0']);
    const removed = await run('remove');
    expect(removed.code, removed.log).toBe(0);
    expect(platform.workspaces.map((one) => one.workspace_name)).toEqual(['my-workspace']);
  });

  it('is not made for a fork, which gets no token', () => {
    for (const job of [jobs.deploy, jobs.remove])
      expect(job?.if).toContain('github.event.pull_request.head.repo.full_name == github.repository');
  });
});

describe('the release of a bundle', () => {
  it('uploads and deploys the bundles that the job before built', async () => {
    const root = mkdtempSync(join(tmpdir(), 'release-'));
    const assets = createReleaseAssets(root, { hasGh: true });
    const { jobs } = recipeWith('gh release create "$TAG" dist/*.mcpb --verify-tag\n        env');
    const steps = (jobs.release?.steps ?? []).filter(({ uses }) => !uses?.includes('download-artifact'));
    const { code, log } = await runRecipeJob(steps, {
      values: {
        'secrets.NTCLI_TOKEN': token,
        'github.ref_name': 'v0.3.0',
        'github.token': 'a-token-of-github',
      },
      inputs: { domain },
      machine: { ...assets.env, GITHUB_REPOSITORY: 'acme/echo' },
      checkout: (directory) => {
        checkOutServer(directory);
        const build = join(directory, 'scripts/build-bundle.sh');
        for (const arch of ['amd64', 'arm64'])
          execFileSync(build, [`dist/echo-v0.3.0-linux-${arch}.mcpb`], { cwd: directory });
      },
    });
    expect(code, log).toBe(0);
    const { server } = Object(platform.servers.get(`${workspaceId}/echo`)?.body);
    expect(server.version).toBe('0.3.0');
    expect(server.packages).toMatchObject(
      ['amd64', 'arm64'].map((arch) => {
        const url = `https://github.com/acme/echo/releases/download/v0.3.0/echo-v0.3.0-linux-${arch}.mcpb`;
        return { identifier: url, fileSha256: assets.hashOf(url) };
      }),
    );
    rmSync(root, { recursive: true });
  });
});
