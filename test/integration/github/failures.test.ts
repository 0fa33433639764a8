import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { errorCatalogue } from '../../../src/schema/errors.js';
import { workspaceId } from '../../fakes/platform.js';
import { serverSpec } from '../../fakes/platform-registry.js';
import { deploy } from '../../fakes/platform-servers.js';
import { makeToken } from '../../fakes/tokens.js';
import { isPosix, onPosix } from '../../posix.js';
import { runHere } from '../run-here.js';
import { fakeNtcli, filesBelow, pathWithNtcli, preinstalled, startPlatformEnv } from './test-env.js';

let testEnv: Awaited<ReturnType<typeof startPlatformEnv>>;
beforeAll(async () => {
  testEnv = await startPlatformEnv();
  Object.assign(testEnv.platform.options, { operatorMs: 0, lagMs: 0, startMs: 0 });
});
afterAll(() => testEnv.close());

/** Runs the action with an ntcli that is there already. */
function act(inputs: Record<string, string>, ntcli: 'published' | 'documented' = 'published') {
  return testEnv.runAction(inputs, { ntcli });
}

/** Only looks the workspace up: the start of a deploy, without its end. */
const check = { command: 'check', server: '' };
const runCheck = (inputs: Record<string, string> = {}) => runHere(testEnv, { ...check, ...inputs });
const deployPath = /\/servers$/;

describe('bad input', () => {
  it('is reported all at once, with exit 2, before anything is contacted', async () => {
    // It would see a request to an npm registry, too.
    const { code, annotations, outputs, requests, job } = await act({
      'npm-registry': testEnv.platform.url,
      workspace: 'My Team',
      timeout: 'soon',
      cache: 'flase',
      'ntcli-package': 'git+https://example.com/x',
    });
    expect(code).toBe(2);
    expect(annotations).toHaveLength(1);
    for (const name of ['`workspace`: "My Team"', '`timeout`', '`cache`', '`ntcli-package`']) {
      expect(annotations[0]?.message).toContain(name);
    }
    expect(outputs).toEqual({ 'deploy-status': 'skipped', 'health-status': 'skipped' });
    expect(requests).toEqual([]);
    expect(filesBelow(job.places.temp)).toEqual([]);
  });

  it('does not print a multi-line secret in the wrong place', async () => {
    const { code, raw } = await act({ token: `"${testEnv.token}"` });
    expect(code).toBe(3);
    expect(raw.replace(/^::add-mask::.*$/gm, '')).not.toContain(testEnv.token);
  });
});

describe('a machine', () => {
  it.runIf(isPosix)(
    onPosix('whose temporary directory cannot be used is named, and is not an internal error'),
    async () => {
      const job = testEnv.job({ env: { RUNNER_TEMP: '/dev/null/temp' } });
      const inputs = { ...testEnv.inputs, ...preinstalled };
      const env = { PATH: pathWithNtcli(job, 'published') };
      const { code, annotations } = await job.main(inputs, { env });
      expect({ code, title: annotations[0]?.title }).toEqual({
        code: 1,
        title: 'File system error',
      });
      expect(annotations[0]?.message).toContain('ENOTDIR');
    },
  );
});

describe('an env-file', () => {
  it('with a NUL in it is refused before anything is contacted', async () => {
    const job = testEnv.job();
    writeFileSync(join(job.places.checkout, 'server.env'), 'A=b\0c\n');
    const { code, annotations } = await job.main({ ...testEnv.inputs, 'env-file': 'server.env' });
    expect(code).toBe(2);
    expect(annotations[0]?.message).toContain('contains a NUL character');
  });
});

describe('the token', () => {
  it.each<[string, () => Record<string, string>, number, string]>([
    ['is missing', () => ({ token: '' }), 3, 'NTCLI_TOKEN is missing'],
    ['is the name of a variable', () => ({ token: '$NTCLI_TOKEN' }), 3, 'NTCLI_TOKEN was not expanded'],
    ['is unknown to the platform', () => ({ token: makeToken() }), 3, 'The token was rejected (401)'],
  ])('%s', async (_, inputs, exit, title) => {
    const { code, annotations } = await runCheck(inputs());
    expect({ code, title: annotations[0]?.title }).toEqual({ code: exit, title });
  });

  it('comes from the variable when the input is empty', async () => {
    const job = testEnv.job();
    const env = { PATH: pathWithNtcli(job, 'published'), NTCLI_TOKEN: testEnv.token };
    const inputs = { ...testEnv.inputs, ...preinstalled, ...check, token: '' };
    expect((await job.main(inputs, { env })).code).toBe(0);
  });

  it.each(['published', 'documented'] as const)('may not write (%s ntcli)', async (dialect) => {
    const readOnly = makeToken();
    testEnv.platform.tokens.set(readOnly, { access: 'read-only' });
    const { code, annotations, outputs } = await act({ token: readOnly }, dialect);
    expect({ code, title: annotations[0]?.title }).toEqual({
      code: 3,
      title: 'The token is not allowed to do this (403)',
    });
    expect(outputs['deploy-status']).toBe('failed');
  });
});

describe('the workspace', () => {
  const other = '0d9c2f60-1111-4222-8333-444455556666';
  const twin = '0d9c2f60-7777-4222-8333-444455556666';

  it('is found by its UUID, and by being the only one', async () => {
    expect((await runCheck({ workspace: workspaceId })).outputs['workspace-name']).toBe('my-workspace');
    expect((await runCheck({ workspace: '' })).outputs['workspace-id']).toBe(workspaceId);
  });

  it('is not found, and the error names those there are', async () => {
    const { code, annotations, requests } = await runCheck({ workspace: 'no-such-one' });
    expect(code).toBe(4);
    expect(annotations).toMatchObject([{ title: 'Workspace not found' }]);
    expect(annotations[0]?.message).toContain(`my-workspace (${workspaceId})`);
    expect(requests.map(({ method }) => method)).toEqual(['GET']);
  });

  it.each(['published', 'documented'] as const)(
    'is the one of the UUID, not another of its name (%s)',
    async (dialect) => {
      const before = testEnv.platform.workspaces;
      testEnv.platform.workspaces = [
        { workspace_id: other, workspace_name: 'twin' },
        { workspace_id: twin, workspace_name: 'twin' },
      ];
      const { code, requests } = await act({ workspace: twin }, dialect);
      testEnv.platform.workspaces = before;
      expect(code).toBe(0);
      const posts = requests.filter(({ method }) => method === 'POST').map(({ path }) => path);
      expect(posts).toEqual([`/v1/workspaces/${twin}/servers`]);
    },
  );

  it('is ambiguous, and the error names the candidates', async () => {
    const before = testEnv.platform.workspaces;
    testEnv.platform.workspaces = [
      { workspace_id: other, workspace_name: 'twin' },
      { workspace_id: twin, workspace_name: 'twin' },
    ];
    const byName = await runCheck({ workspace: 'twin' });
    const byNothing = await runCheck({ workspace: '' });
    testEnv.platform.workspaces = before;
    for (const { code, annotations } of [byName, byNothing]) {
      expect(code).toBe(4);
      expect(annotations[0]?.message).toContain(`twin (${other}), twin (${twin})`);
    }
  });
});

describe('the API', () => {
  const list = /\/v1\/workspaces$/;

  it.each([
    ['a passing 503', [{ status: 503 }], 2],
    ['a reset', [{ act: 'reset' as const }], 2],
    ['429 with Retry-After', [{ status: 429, headers: { 'retry-after': '0' } }], 2],
  ])('is asked again after %s', async (_, answers, asked) => {
    testEnv.platform.script('GET', list, ...answers);
    const { code, requests } = await runCheck();
    expect(code).toBe(0);
    expect(requests.filter(({ path }) => list.test(path))).toHaveLength(asked);
  });

  it.each([
    [
      '400',
      [{ status: 400, body: { detail: { message: 'no', error_code: 'NO' } } }],
      8,
      1,
      'returned 400: no (NO).',
    ],
    [
      '401 of the hosted edition',
      [{ status: 401, body: { error: { code: 'TOKEN_EXPIRED', message: 'old' } } }],
      3,
      1,
      'old (TOKEN_EXPIRED)',
    ],
    ['403', [{ status: 403, body: { detail: 'not yours' } }], 3, 1, 'not yours'],
    ['a page of a proxy', [{ status: 200, body: '<html>log in</html>' }], 8, 1, 'not JSON'],
    ['JSON without workspaces', [{ status: 200, body: {} }], 8, 1, 'list of workspaces'],
    ['500 every time', [{ status: 500 }, { status: 500 }, { status: 500 }], 8, 3, 'returned 500'],
    ['a redirect', [{ status: 302, headers: { location: 'http://127.0.0.1:1/' } }], 8, 1, 'returned 302'],
  ])('that answers %s ends the run', async (_, answers, exit, asked, words) => {
    testEnv.platform.script('GET', list, ...answers);
    const { code, annotations, requests } = await runCheck();
    expect(code).toBe(exit);
    expect(annotations[0]?.message).toContain(words);
    expect(requests).toHaveLength(asked);
    expect(testEnv.platform.unusedScripts()).toEqual([]);
  });

  it('that cannot be reached is named, with its cause', async () => {
    const { code, annotations } = await runCheck({ domain: '127.0.0.1:9' });
    expect(code).toBe(8);
    expect(annotations).toMatchObject([{ title: 'NimbleTools cannot be reached' }]);
    expect(annotations[0]?.message).toContain('ECONNREFUSED');
  });

  it('that repeats the token in a long text does not print it', async () => {
    const detail = `${'x'.repeat(250)} ${testEnv.token}`;
    testEnv.platform.script('GET', list, { status: 403, body: { detail } });
    const { annotations } = await runCheck();
    expect(annotations[0]?.message).not.toContain(testEnv.token.slice(0, 20));
  });

  it('cannot write commands or links into the log', async () => {
    const detail = 'x\n::error::forged\n##[error]forged\u202e \u001b]8;;http://evil\u0007';
    testEnv.platform.script('GET', list, { status: 403, body: { detail } });
    const { raw, annotations } = await act(check);
    expect(annotations).toHaveLength(1);
    for (const hidden of ['\n::error::forged', '##[error', '\u001b', '\u202e'])
      expect(raw).not.toContain(hidden);
  });
});

describe('a deploy that does not succeed', () => {
  // An answer that one test leaves would be that of the next.
  afterEach(() => expect(testEnv.platform.unusedScripts()).toEqual([]));
  beforeEach(() => {
    deploy(testEnv.platform, workspaceId, serverSpec('ai.nimbletools/echo', '1.2.0'));
  });

  it.each([
    ['an unknown server', { server: 'no-such-server' }, [], 4, 'Server not found in the registry', 'failed'],
    [
      // The registry ignores the version in the query of ntcli 0.4, which would then deploy the one that there is.
      'an unknown version',
      { server: 'ai.nimbletools/echo@9.9.9', 'deploy-with': 'ntcli' },
      [],
      4,
      'Server not found in the registry',
      'failed',
    ],
    [
      'a conflict',
      {},
      [{ status: 409, body: { detail: 'exists' } }],
      4,
      'Server is already deployed (409)',
      'failed',
    ],
    [
      'a refusal',
      {},
      [{ status: 422, body: { detail: { message: 'arm only', error_code: 'BUNDLE_ARCH' } } }],
      6,
      'The deploy was refused',
      'failed',
    ],
    [
      'a lost answer',
      {},
      [{ act: 'reset-after' as const }],
      8,
      'The outcome of the deploy is unknown',
      'unknown',
    ],
    [
      'a gateway that gave up',
      { server: 'io.acme/weather' },
      [{ status: 504, body: '<html>' }],
      8,
      'The outcome of the deploy is unknown',
      'unknown',
    ],
    [
      'timed out',
      { timeout: '5s' },
      [{ act: 'hang' as const }],
      8,
      'The outcome of the deploy is unknown',
      'unknown',
    ],
    [
      'success that is none',
      { server: 'io.acme/weather' },
      [{ status: 200, body: { server_id: 'echo' } }],
      6,
      'Server missing after deploy',
      'failed',
    ],
  ])('after %s', async (_, inputs, answers, exit, title, status) => {
    testEnv.platform.script('POST', deployPath, ...answers);
    const { code, annotations, outputs, requests } = await act(inputs);
    expect({ code, titles: annotations.map((one) => one.title) }).toEqual({ code: exit, titles: [title] });
    expect(outputs['deploy-status']).toBe(status);
    expect(requests.filter(({ method }) => method === 'POST').length).toBeLessThanOrEqual(1);
    expect(requests.filter(({ method }) => method === 'DELETE')).toEqual([]);
  });

  it('because the registry hands out another version', async () => {
    const { code, annotations } = await act({ server: 'ai.nimbletools/echo@1.1.0' });
    expect(code).toBe(6);
    expect(annotations[0]?.message).toContain('Deployed version 1.2.0, but 1.1.0 was requested');
  });

  it.each([
    ['whose name means something else', 'conflict-finder', [{ act: 'reset-after' as const }], 0, 'deployed'],
    [
      'whose name sounds like a 403',
      'permission-server',
      [{ status: 422, body: { detail: 'no permission-server' } }],
      6,
      'failed',
    ],
  ])('of a server %s', async (_, server, answers, exit, status) => {
    testEnv.platform.catalogue.set(server, serverSpec(`io.example/${server}`, '1.0.0'));
    testEnv.platform.script('POST', deployPath, ...answers);
    const { code, outputs } = await act({ server });
    expect({ code, status: outputs['deploy-status'] }).toEqual({ code: exit, status });
  });

  it.each([
    ['a lost answer', [{ act: 'reset-after' as const }], 8, 'unknown'],
    ['a conflict', [{ status: 409, body: { detail: 'exists' } }], 4, 'failed'],
  ])('with the documented ntcli after %s', async (_, answers, exit, status) => {
    testEnv.platform.script('POST', deployPath, ...answers);
    const { code, outputs } = await act({}, 'documented');
    expect({ code, status: outputs['deploy-status'] }).toEqual({ code: exit, status });
  });

  it('because ntcli said nothing of one', async () => {
    const job = testEnv.job();
    const path = fakeNtcli(job, '1.0.0', 'console.log("Usage: ntcli server deploy <id>")');
    const inputs = { ...testEnv.inputs, ...preinstalled };
    const { code, annotations } = await job.main(inputs, { env: { PATH: path } });
    expect(code).toBe(8);
    expect(annotations[0]?.message).toContain('did not report a deploy');
  });

  it('does not keep other servers from their turn, and the worst decides', async () => {
    const { code, outputs, annotations } = await act({
      server: 'no-such-server, io.acme/weather\nai.nimbletools/echo',
    });
    expect(code).toBe(4);
    expect(annotations).toHaveLength(1);
    expect(outputs).toMatchObject({ 'server-id': 'no-such-server', 'deploy-status': 'failed' });
    expect(JSON.parse(outputs.servers ?? '')).toMatchObject([
      { server: 'no-such-server', deployStatus: 'failed', failure: 'server-not-found' },
      { server: 'io.acme/weather', id: 'weather', deployStatus: 'deployed' },
      { server: 'ai.nimbletools/echo', deployStatus: 'deployed' },
    ]);
  });
});

describe('the catalogue', () => {
  it.each(Object.entries(errorCatalogue))('%s says why, and what to do', (_, { title, cause, hint }) => {
    for (const sentence of [cause, hint]) expect(sentence).toMatch(/^\S.*\.$/s);
    expect(title.length).toBeLessThan(60);
  });
});
