import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workspaceId } from '../../fakes/platform.js';
import { serverSpec } from '../../fakes/platform-registry.js';
import { makeToken } from '../../fakes/tokens.js';
import { runHere } from '../run-here.js';
import { filesBelow, pathWithNtcli, preinstalled, startPlatformEnv } from './test-env.js';

let testEnv: Awaited<ReturnType<typeof startPlatformEnv>>;
beforeAll(async () => {
  testEnv = await startPlatformEnv();
  // Servers are up at the first poll, so that requests can be counted.
  Object.assign(testEnv.platform.options, { operatorMs: 0, lagMs: 0, startMs: 0 });
});
afterAll(() => testEnv.close());

/** Runs the action with the API, on a machine that has no npm and no ntcli. */
function act(inputs: Record<string, string>) {
  const job = testEnv.job({ env: { PATH: '/nowhere' } });
  return testEnv.runAction({ 'deploy-with': 'api', ...inputs }, { job });
}

const byNtcliInputs = { ...preinstalled, 'deploy-with': 'ntcli' };
/** The same, without a process. */
const actHere = (inputs: Record<string, string> = {}) => runHere(testEnv, inputs);

describe('deploy-with: api', () => {
  it('deploys, waits, verifies and reports without installing anything', async () => {
    const { code, log, outputs, job, requests, ...main } = await act({ verify: 'true' });
    expect(log.at(-1)).toMatch(/^✓ ai\.nimbletools\/echo deployed and healthy, with 2 tools: http/);
    expect(code).toBe(0);
    expect(outputs).toMatchObject({ 'deploy-status': 'deployed', 'health-status': 'healthy' });
    expect(outputs).not.toHaveProperty('ntcli-version');
    expect(filesBelow(job.places.temp)).toEqual([]);
    expect(filesBelow(job.places.toolCache)).toEqual([]);
    expect(log.join('\n')).toContain('✓ Exported NTCLI_TOKEN for later steps');
    expect(job.exported().NTCLI_TOKEN).toBe(testEnv.token);
    await job.post({ code, log, outputs, ...main });
    expect(job.exported().NTCLI_TOKEN).toBe('');
    const api = requests.filter(({ path }) => path.startsWith('/v'));
    expect(api.length).toBeLessThanOrEqual(7);
    const open = requests.filter(({ path }) => path.startsWith('/v0.1'));
    expect(open.map(({ authorization }) => authorization)).toEqual(['']);
  });

  it.each(['hosted', 'patched'] as const)(
    'delivers variables whole where the %s edition reads them',
    async (edition) => {
      testEnv.platform.options.edition = edition;
      const env = { MODE: 'b', DSN: 'host=a;user=b', EMPTY: '' };
      const lines = Object.entries(env).map(([name, value]) => `${name}=${value}`);
      const { code } = await actHere({ env: lines.join('\n') });
      delete testEnv.platform.options.edition;
      expect(code).toBe(0);
      const { template } = testEnv.platform.servers.get(`${workspaceId}/echo`) ?? {};
      expect(template?.environment).toMatchObject(env);
    },
  );

  it('sends what ntcli sends, and the settings where the open edition reads them', async () => {
    const settings = { cpu: '250m', memory: '256Mi', 'min-replicas': '1', 'max-replicas': '2', env: 'A=b' };
    const server = 'ai.nimbletools/echo@1.2.0';
    const posted = () => testEnv.platform.requests.findLast(({ method }) => method === 'POST')?.body;
    expect((await actHere({ server, ...settings })).code).toBe(0);
    const key = 'ai.nimbletools.mcp/v1';
    const { environment, replicas, scaling, ...byApi } = Object(posted());
    const { resources, scaling: limits } = byApi.server._meta[key];
    const job = testEnv.job();
    const env = { PATH: pathWithNtcli(job, 'published') };
    expect((await job.main({ ...testEnv.inputs, ...byNtcliInputs, server, ...settings }, { env })).code).toBe(
      0,
    );
    expect(environment).toEqual({ A: 'b' });
    expect([replicas, scaling]).toEqual([1, { minReplicas: 1, maxReplicas: 2 }]);
    expect(resources.limits).toEqual({ cpu: '250m', memory: '256Mi' });
    expect(limits).toMatchObject({ minReplicas: 1, maxReplicas: 2 });
    const byNtcli = Object(posted());
    delete byApi.server._meta[key];
    delete byNtcli.server._meta[key];
    expect(byApi).toEqual(byNtcli);
  });

  it.each([
    [
      'a conflict',
      { status: 409, body: { detail: 'exists' } },
      4,
      'Server is already deployed (409)',
      'failed',
    ],
    ['a refusal', { status: 422, body: { detail: 'arm only' } }, 6, 'The deploy was refused', 'failed'],
    ['401', { status: 401, body: { detail: 'old' } }, 3, 'The token was rejected (401)', 'failed'],
    ['403 of a proxy', { status: 403, body: '<html>' }, 8, 'Unexpected response from NimbleTools', 'failed'],
    ['429', { status: 429, headers: { 'retry-after': '0' } }, 6, 'The deploy was refused', 'failed'],
    ['503', { status: 503, body: '<html>' }, 8, 'The outcome of the deploy is unknown', 'unknown'],
    ['a page', { status: 200, body: '<html>log in' }, 8, 'The outcome of the deploy is unknown', 'unknown'],
    ['no answer', { act: 'reset' as const }, 8, 'The outcome of the deploy is unknown', 'unknown'],
  ])('sends once when the answer is %s', async (_, answer, exit, title, status) => {
    testEnv.platform.script('POST', /\/servers$/, answer);
    const { code, annotations, outputs, requests } = await actHere();
    expect({ code, titles: annotations.map((one) => one.title) }).toEqual({ code: exit, titles: [title] });
    expect(outputs['deploy-status']).toBe(status);
    expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('believes the platform where the answer to the deploy of a new server was lost', async () => {
    testEnv.platform.servers.clear();
    testEnv.platform.script('POST', /\/servers$/, { act: 'reset-after' });
    const { code, outputs, requests } = await actHere();
    expect({ code, status: outputs['deploy-status'] }).toEqual({ code: 0, status: 'deployed' });
    expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('sends nothing for a version that the registry does not have', async () => {
    const { code, requests, annotations } = await actHere({ server: 'ai.nimbletools/echo@9.9.9' });
    expect(code).toBe(4);
    expect(annotations[0]?.message).toMatch(
      /The registry has ai\.nimbletools\/echo in version [\d.]+, not 9\.9\.9/,
    );
    expect(requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('names servers of the registry for an id without namespace', async () => {
    const { code, requests, annotations } = await actHere({ server: 'echo' });
    expect(code).toBe(4);
    expect(annotations[0]?.message).toMatch(
      /An id is `namespace\/name`\. Did you mean .*ai\.nimbletools\/echo/,
    );
    expect(requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('refuses in a dry run what the platform would refuse', async () => {
    const spec = { ...serverSpec('io.remote/only', '1.0.0'), packages: [] };
    testEnv.platform.catalogue.set('io.remote/only', spec);
    const { code, annotations } = await actHere({ server: 'io.remote/only', 'dry-run': 'true' });
    expect(code).toBe(6);
    expect(annotations[0]?.message).toMatch(/The platform would refuse version 1\.0\.0: packages is missing/);
  });

  it.each([
    [
      { 'min-replicas': '5' },
      '`min-replicas`: 5 is more than the 3 of `maxReplicas` in io.acme/scaled; set `max-replicas` as well',
    ],
    [
      { 'max-replicas': '1' },
      '`max-replicas`: 1 is less than the 2 of `minReplicas` in io.acme/scaled; set `min-replicas` as well',
    ],
  ])('sends no limit that contradicts the other one of the entry: %j', async (limits, problem) => {
    const scaling = { minReplicas: 2, maxReplicas: 3 };
    const spec = serverSpec('io.acme/scaled', '1.0.0', { runtime: { scaling } });
    testEnv.platform.catalogue.set('io.acme/scaled', spec);
    const job = testEnv.job();
    writeFileSync(join(job.places.checkout, 'server.json'), JSON.stringify(spec));
    for (const source of [{ server: 'io.acme/scaled' }, { server: '', 'server-file': 'server.json' }]) {
      for (const more of [{}, { 'dry-run': 'true' }]) {
        const result = await runHere(testEnv, { ...source, ...limits, ...more }, job);
        expect(result.code).toBe(2);
        expect(result.annotations).toMatchObject([{ title: 'Bad input' }]);
        expect(result.annotations[0]?.message).toContain(problem);
        expect(result.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
      }
      const both = { 'min-replicas': '4', 'max-replicas': '5', wait: 'false' };
      expect((await runHere(testEnv, { ...source, ...both }, job)).code).toBe(0);
    }
  });

  it('warns of a setting that did not arrive', async () => {
    const settings = { server: 'ai.nimbletools/echo', cpu: '750m', env: 'A=b' };
    const byApi = await actHere(settings);
    expect([byApi.code, byApi.annotations]).toEqual([0, []]);
    const job = testEnv.job();
    const env = { PATH: pathWithNtcli(job, 'published') };
    const byNtcli = await job.main({ ...testEnv.inputs, ...byNtcliInputs, ...settings }, { env });
    expect(byNtcli.code).toBe(0);
    expect(byNtcli.annotations).toMatchObject([
      {
        title: 'A setting was not applied',
        message: expect.stringMatching(/`cpu` is 1\d*m? instead of 750m; the variable A of `env` is not set/),
      },
    ]);
  });

  it('says that a Read-Only token may not', async () => {
    const token = makeToken();
    testEnv.platform.tokens.set(token, { access: 'read-only' });
    const { code, annotations } = await actHere({ token });
    expect(code).toBe(3);
    expect(annotations).toMatchObject([{ title: 'The token is not allowed to do this (403)' }]);
  });

  it('does not fit the command that is there to install ntcli', async () => {
    const { code, annotations } = await actHere({ command: 'setup', server: '' });
    expect(code).toBe(2);
    expect(annotations[0]?.message).toContain('`deploy-with`: api installs nothing');
  });
});
