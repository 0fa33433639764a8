import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { workspaceId } from '../../fakes/platform.js';
import { serverSpec } from '../../fakes/platform-registry.js';
import { deploy } from '../../fakes/platform-servers.js';
import { makeToken } from '../../fakes/tokens.js';
import { runHere } from '../run-here.js';
import { startPlatformEnv } from './test-env.js';

let testEnv: Awaited<ReturnType<typeof startPlatformEnv>>;
beforeAll(async () => {
  testEnv = await startPlatformEnv();
});
afterAll(() => testEnv.close());
beforeEach(() => {
  testEnv.platform.requests.length = 0;
});

const writes = () =>
  testEnv.platform.requests.flatMap(({ method, path }) => (method === 'GET' ? [] : [`${method} ${path}`]));

describe('a workspace that does not exist', () => {
  const inputs = { workspace: 'pr-7', 'create-workspace': 'true', 'deploy-with': 'ntcli' };

  it.each([
    ['a valid token', () => testEnv.token],
    ['a token that appears to be expired', () => expiredButAccepted()],
  ])('is not created with %s if ntcli cannot be installed', async (_, token) => {
    const withoutNpm = { env: { PATH: '/nowhere/at/all' } };
    const all = { ...testEnv.inputs, ...inputs, token: token() };
    const { code } = await testEnv.job().main(all, withoutNpm);
    expect(code).toBe(5);
    expect(writes()).toEqual([]);
  });

  it('is created once for a token that appears to be expired, but is accepted', async () => {
    const { code } = await testEnv.job().main({
      ...testEnv.inputs,
      ...inputs,
      'deploy-with': 'api',
      'export-token': 'false',
      token: expiredButAccepted(),
    });
    expect(code).toBe(0);
    expect(writes().filter((one) => one === 'POST /v1/workspaces')).toHaveLength(1);
  });
});

describe('a new workspace whose creation is not confirmed', () => {
  const create = (name: string) =>
    runHere(testEnv, { workspace: name, 'create-workspace': 'true', timeout: '4s' });

  it('is used if it appears later', async () => {
    const { platform } = testEnv;
    platform.script('POST', /\/workspaces$/, { act: 'reset' });
    const appears = setInterval(() => {
      const sent = platform.requests.find(({ method }) => method === 'POST');
      if (sent === undefined || performance.now() - sent.at < 1_000) return;
      clearInterval(appears);
      platform.workspaces.push({ workspace_id: randomUUID(), workspace_name: 'pr-late' });
    }, 50);
    const { code, outputs } = await create('pr-late');
    clearInterval(appears);
    expect({ code, name: outputs['workspace-name'] }).toEqual({ code: 0, name: 'pr-late' });
    expect(writes().filter((one) => one === 'POST /v1/workspaces')).toHaveLength(1);
  });

  it.each([
    ['is lost', { act: 'reset' }, 8, 'It is unknown whether the workspace was created'],
    [
      'says that the platform failed',
      { status: 500, body: { detail: 'etcd lost' } },
      8,
      'It is unknown whether the workspace was created',
    ],
    [
      'is the page of a proxy',
      { status: 200, body: '<html>login</html>' },
      8,
      'It is unknown whether the workspace was created',
    ],
    [
      'names a conflict',
      { status: 409, body: { detail: 'exists' } },
      4,
      'The workspace could not be created',
    ],
  ] as const)('ends the run if it does not appear and the response %s', async (_, answer, exit, title) => {
    testEnv.platform.script('POST', /\/workspaces$/, answer);
    const { code, annotations } = await create('pr-lost');
    expect({ code, titles: annotations.map((one) => one.title) }).toEqual({ code: exit, titles: [title] });
    expect(writes()).toEqual(['POST /v1/workspaces']);
  });

  it('is unknown if the platform no longer responds', async () => {
    const { platform } = testEnv;
    const reset = Array.from({ length: 20 }, () => ({ act: 'reset' }) as const);
    platform.script('POST', /\/workspaces$/, { act: 'reset' });
    platform.script('GET', /\/workspaces$/, { act: 'pass' }, ...reset);
    const { code, annotations } = await create('pr-lost');
    platform.unusedScripts();
    expect(code).toBe(8);
    expect(annotations.map(({ title }) => title)).toEqual([
      'It is unknown whether the workspace was created',
    ]);
  });
});

describe('a removal', () => {
  it('leaves `unknown` if the process is killed while it waits', async () => {
    const { platform } = testEnv;
    deploy(platform, workspaceId, serverSpec('ai.nimbletools/echo', '1.2.0'));
    platform.options.deleteMs = 30_000;
    const main = await testEnv.job().main(
      { ...testEnv.inputs, command: 'remove' },
      {
        onStart(child) {
          const timer = setInterval(() => {
            if (writes().length > 0) child.kill('SIGKILL');
          }, 20);
          child.once('exit', () => clearInterval(timer));
        },
      },
    );
    platform.options.deleteMs = 0;
    platform.servers.clear();
    expect(writes()).toEqual([`DELETE /v1/workspaces/${workspaceId}/servers/echo`]);
    expect(main.outputs['deploy-status']).toBe('unknown');
  });
});

function expiredButAccepted(): string {
  const now = Math.floor(Date.now() / 1000);
  const token = makeToken({ iat: now - 7_200, exp: now - 3_600 });
  testEnv.platform.tokens.set(token, { access: 'full', expiresAt: now + 3_600 });
  return token;
}
