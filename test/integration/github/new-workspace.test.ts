import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { workspaceId } from '../../fakes/platform.js';
import { serverSpec } from '../../fakes/platform-registry.js';
import { deploy } from '../../fakes/platform-servers.js';
import { makeToken } from '../../fakes/tokens.js';
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
