import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workspaceId } from '../../fakes/platform.js';
import { makeOpaqueToken, makeToken } from '../../fakes/tokens.js';
import { runHere } from '../run-here.js';
import { pathWithNtcli, preinstalled, startPlatformEnv } from './test-env.js';

let testEnv: Awaited<ReturnType<typeof startPlatformEnv>>;
beforeAll(async () => {
  testEnv = await startPlatformEnv();
});
afterAll(() => testEnv.close());

const day = 86_400;
/** A moment, with a minute for a slow machine. */
const inDays = (days: number) => Math.floor(Date.now() / 1000 + days * day) + 60;

/** A token that the platform takes, with these claims. */
function known(token: string, grant: Record<string, number | string> = {}): string {
  testEnv.platform.tokens.set(token, { access: 'full', ...grant });
  return token;
}

const check = (inputs: Record<string, string> = {}) =>
  runHere(testEnv, { server: '', command: 'check', ...inputs });

/** A list of tokens with one entry. */
const listOf = (jti: string, expires_at: number) => ({ tokens: [{ jti, expires_at }], count: 1 });

/** An npm registry on the platform, which logs what is requested of it. */
const registry = () => ({ 'npm-registry': `${testEnv.platform.url}/npm` });

describe('the check command', () => {
  it('looks at token and workspace, and installs nothing', async () => {
    const before = testEnv.platform.requests.length;
    const job = testEnv.job();
    const { code, log, outputs } = await job.main({
      ...testEnv.inputs,
      ...registry(),
      server: '',
      command: 'check',
    });
    expect(code).toBe(0);
    expect(log).toEqual([`✓ Workspace my-workspace (${workspaceId})`]);
    expect(outputs).toMatchObject({ 'workspace-id': workspaceId, 'token-status': 'valid' });
    expect(testEnv.platform.requests.slice(before).map(({ path }) => path)).toEqual(['/v1/workspaces']);
    expect(job.exported()).toEqual({});
  });
});

describe('a token that', () => {
  it.each<[string, () => string, Record<string, string>, number, string[], Record<string, string>]>([
    [
      'has 31 days',
      () => makeToken({ exp: inDays(31) }),
      {},
      0,
      [],
      { 'token-status': 'valid', 'token-days-left': '31' },
    ],
    [
      'has 6 days',
      () => makeToken({ exp: inDays(6) }),
      {},
      0,
      ['warning: The token expires soon'],
      { 'token-status': 'expiring', 'token-days-left': '6' },
    ],
    [
      'has 6 days, where 5 are enough',
      () => makeToken({ exp: inDays(6) }),
      { 'expiry-warning-days': '5' },
      0,
      [],
      { 'token-status': 'valid' },
    ],
    [
      'has 6 days, where that fails',
      () => makeToken({ exp: inDays(6) }),
      { 'fail-on-expiring': 'true' },
      75,
      ['error: The token expires soon'],
      { 'token-status': 'expiring' },
    ],
    [
      'is 91 days old',
      () => makeToken({ exp: inDays(200), iat: inDays(-91) }),
      {},
      0,
      ['notice: The token is due for rotation'],
      { 'token-status': 'valid' },
    ],
    [
      'is 91 days old, and no limit is set',
      () => makeToken({ exp: inDays(200), iat: inDays(-91) }),
      { 'rotation-days': '0' },
      0,
      [],
      {},
    ],
    [
      'never expires',
      () => makeToken({ exp: null, jti: null }),
      {},
      0,
      ['notice: The token does not expire'],
      { 'token-status': 'valid' },
    ],
    [
      'is opaque',
      () => makeOpaqueToken(),
      {},
      0,
      ['notice: The expiry of the token is unknown'],
      { 'token-status': 'unknown' },
    ],
    [
      'is opaque, with a date given',
      () => makeOpaqueToken(),
      { 'token-expires-at': '2099-01-01' },
      0,
      [],
      { 'token-status': 'valid', 'token-expires-at': '2099-01-01T00:00:00.000Z' },
    ],
  ])('%s', async (_, token, inputs, exit, notes, outputs) => {
    const { code, annotations, outputs: found } = await check({ ...inputs, token: known(token()) });
    expect(annotations.map(({ level, title }) => `${level}: ${title}`)).toEqual(notes);
    expect(code).toBe(exit);
    expect(found).toMatchObject(outputs);
    if (inputs['token-expires-at'] === undefined && outputs['token-status'] === 'unknown') {
      expect(found).not.toHaveProperty('token-expires-at');
    }
  });

  it('does not say when it expires is looked up in the list of the platform', async () => {
    const token = known(makeToken({ exp: null, iat: null, jti: 'listed' }), {
      jti: 'listed',
      createdAt: inDays(-100),
      expiresAt: new Date(inDays(3) * 1000).toISOString(),
    });
    const { annotations, outputs } = await check({ token });
    expect(outputs['token-days-left']).toBe('3');
    expect(annotations.map(({ title }) => title)).toEqual([
      'The token is due for rotation',
      'The token expires soon',
    ]);
  });

  it('is listed with a time without zone expires at that time in UTC, wherever the job runs', async () => {
    const at = new Date(inDays(3) * 1000).toISOString();
    const token = known(makeToken({ exp: null, jti: 'without-zone' }));
    testEnv.platform.script('GET', /tokens$/, {
      body: { tokens: [{ jti: 'without-zone', expires_at: at.replace('Z', '') }], count: 1 },
    });
    const inputs = { ...testEnv.inputs, server: '', command: 'check', token };
    const { outputs } = await testEnv.job().main(inputs, { env: { TZ: 'Asia/Tokyo' } });
    expect(outputs['token-expires-at']).toBe(at);
  });

  // Refresh in Studio adds 30 days to the same token: its `exp` stays.
  it.each([
    ['soon', 3],
    ['in the past', -1],
  ])('was refreshed, and whose own expiry is %s, is valid', async (_, days) => {
    const claims = { exp: inDays(days), iat: inDays(days - 30), jti: `refreshed-${days}` };
    const token = known(makeToken(claims), { jti: claims.jti, expiresAt: inDays(days + 30) });
    // The platform knows the new expiry.
    testEnv.platform.script('GET', /workspaces$/, {
      body: { workspaces: [{ workspace_id: workspaceId, workspace_name: 'my-workspace' }] },
    });
    if (days < 0) testEnv.platform.script('GET', /tokens$/, { body: listOf(claims.jti, inDays(days + 30)) });
    const { code, annotations, outputs } = await check({ token, 'fail-on-expiring': 'true' });
    expect(annotations).toEqual([]);
    expect(code).toBe(0);
    expect(outputs).toMatchObject({ 'token-status': 'valid', 'token-days-left': `${days + 30}` });
  });

  it('was not refreshed is expiring, whatever other tokens are', async () => {
    const token = known(makeToken({ exp: inDays(3), jti: 'not-refreshed' }));
    testEnv.platform.script('GET', /tokens$/, { body: listOf('another', inDays(33)) });
    const { code, outputs } = await check({ token, 'fail-on-expiring': 'true' });
    expect({ code, days: outputs['token-days-left'] }).toEqual({ code: 75, days: '3' });
  });

  it('has expired stops the deploy before anything is installed, naming the date', async () => {
    const before = testEnv.platform.requests.length;
    const token = known(makeToken({ exp: inDays(-15) }));
    const inputs = { ...testEnv.inputs, ...registry(), token };
    const { code, annotations, outputs } = await testEnv.job().main(inputs);
    expect(code).toBe(3);
    expect(annotations).toMatchObject([{ title: 'The token has expired' }]);
    expect(annotations[0]?.message).toContain(new Date(inDays(-15) * 1000).toISOString().slice(0, 10));
    expect(outputs).toEqual({
      'token-status': 'expired',
      'token-expires-at': expect.any(String),
      'token-days-left': '-15',
    });
    expect(testEnv.platform.requests.slice(before).map(({ path }) => path)).toEqual(['/v1/workspaces']);
  });

  it('seems to have expired is used when the platform accepts it', async () => {
    const token = makeToken({ exp: inDays(-1) });
    testEnv.platform.script('GET', /workspaces$/, {
      body: { workspaces: [{ workspace_id: workspaceId, workspace_name: 'my-workspace' }] },
    });
    const { code, annotations } = await check({ token });
    expect(code).toBe(0);
    expect(annotations.map(({ title }) => title)).toEqual(['Expired token still accepted']);
  });

  it.each([
    ['an hour ahead', -1, -0.02, 'ahead of', 'expiring'],
    ['an hour behind', 1, 7.02, 'behind', 'expiring'],
  ])(
    'is judged by the time of the platform where this machine is %s',
    async (_, hours, days, way, status) => {
      const date = new Date(Date.now() + hours * 3_600_000).toUTCString();
      const workspaces = [{ workspace_id: workspaceId, workspace_name: 'my-workspace' }];
      testEnv.platform.script('GET', /workspaces$/, { headers: { date }, body: { workspaces } });
      testEnv.platform.script('GET', /tokens$/, { headers: { date }, body: { tokens: [], count: 0 } });
      const { annotations, outputs } = await check({ token: makeToken({ exp: inDays(days) }) });
      expect(annotations[0]?.title).toBe('System clock is out of sync');
      expect(annotations[0]?.message).toContain(`It is 60 minutes ${way} the platform.`);
      expect(outputs['token-status']).toBe(status);
    },
  );

  it('has a newline behind it is trimmed, and that is said', async () => {
    const { code, annotations } = await check({ token: `${testEnv.token}\n` });
    expect(code).toBe(0);
    expect(annotations.map(({ title }) => title)).toEqual(['Token had surrounding whitespace']);
  });
});

describe('a missing token', () => {
  it('is skipped if the input says it', async () => {
    const { code, annotations, outputs, requests } = await check({ token: '', 'on-missing-token': 'skip' });
    expect(code).toBe(0);
    expect(annotations).toMatchObject([{ level: 'notice', title: 'Skipped, because there is no token' }]);
    expect(outputs).toEqual({
      'token-status': 'missing',
      'deploy-status': 'skipped',
      'health-status': 'skipped',
    });
    expect(requests).toEqual([]);
  });

  it('is explained by the event that withheld it', async () => {
    const job = testEnv.job();
    const event = join(job.root, 'event.json');
    const side = (full_name: string) => ({ repo: { full_name } });
    writeFileSync(event, JSON.stringify({ pull_request: { head: side('fork/it'), base: side('owner/it') } }));
    const fork = await job.main(
      { ...testEnv.inputs, token: '' },
      { env: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: event } },
    );
    expect(fork.annotations[0]?.message).toContain('a pull request from a fork');
    const bot = await job.main(
      { ...testEnv.inputs, token: '' },
      { env: { GITHUB_ACTOR: 'dependabot[bot]' } },
    );
    expect(bot.annotations[0]?.message).toContain('Dependabot');
  });
});

describe('auto-refresh', () => {
  it.each(['published', 'documented'] as const)('with the %s ntcli', async (dialect) => {
    const job = testEnv.job();
    const { code, annotations } = await job.main(
      { ...testEnv.inputs, ...preinstalled, 'auto-refresh': 'true' },
      { env: { PATH: pathWithNtcli(job, dialect) } },
    );
    expect(code).toBe(0);
    expect(annotations.map(({ title }) => title)).toEqual(
      dialect === 'published' ? ['This ntcli cannot refresh the token'] : [],
    );
  });
});
