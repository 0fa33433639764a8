import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workspaceId } from '../../fakes/platform.js';
import { runsAll } from '../../nightly.js';
import { pathWithNtcli, startTestEnv } from './test-env.js';

let testEnv: Awaited<ReturnType<typeof startTestEnv>>;
beforeAll(async () => {
  testEnv = await startTestEnv();
});
afterAll(() => testEnv.close());

const details = /^\/v1\/.*\/servers\/echo$/;

async function act(inputs: Record<string, string>, options: Partial<typeof testEnv.platform.options> = {}) {
  const job = testEnv.job();
  testEnv.platform.servers.clear();
  Object.assign(testEnv.platform.options, { settlesAs: 'Running', startMs: 20 }, options);
  const before = testEnv.platform.requests.length;
  const started = performance.now();
  const result = await job.main(
    {
      ...testEnv.inputs,
      'npm-registry': '',
      'ntcli-version': '',
      'ntcli-package': 'preinstalled',
      ...inputs,
    },
    { env: { PATH: pathWithNtcli(job, 'published') } },
  );
  const seconds = (performance.now() - started) / 1000;
  return { ...result, seconds, job, requests: testEnv.platform.requests.slice(before) };
}

describe('the wait', () => {
  it.each<[string, Record<string, string>, Partial<typeof testEnv.platform.options>, number, string]>([
    ['is over when the server runs', {}, {}, 0, 'healthy'],
    ['is over when the server sleeps, as it may', {}, { settlesAs: 'Stopped', startMs: 900 }, 0, 'idle'],
    [
      'is not over when it sleeps and must not',
      { 'min-replicas': '1', timeout: '4s' },
      { settlesAs: 'Stopped' },
      7,
      'unhealthy',
    ],
    ['ends at once when the server has failed', {}, { settlesAs: 'Failed' }, 7, 'unhealthy'],
    [
      'ends with the time when nothing happens',
      { timeout: '3s' },
      { startMs: Number.POSITIVE_INFINITY },
      7,
      'unhealthy',
    ],
    ['takes a word for a state as well', {}, { statusAs: 'text' }, 0, 'healthy'],
    ['does not take place where it is not wanted', { wait: 'false' }, { settlesAs: 'Failed' }, 0, 'skipped'],
  ])('%s', async (_, inputs, options, exit, health) => {
    const { code, outputs, seconds } = await act(inputs, options);
    testEnv.platform.options.statusAs = 'object';
    expect({ code, health: outputs['health-status'] }).toEqual({ code: exit, health });
    expect(outputs['deploy-status']).toBe('deployed');
    expect(seconds).toBeLessThan(Number.parseInt(inputs.timeout ?? '20', 10) + 10);
  });

  // The workspace, the registry (twice: ntcli reads it, too), the deploy, and the server before it, after it and healthy.
  it('asks the API seven times at most for a healthy server', async () => {
    const { code, requests } = await act({}, { operatorMs: 0, lagMs: 0, startMs: 0 });
    expect(code).toBe(0);
    expect(requests.length).toBeLessThanOrEqual(7);
  });

  it('shows the last log lines of a server that failed, oldest first, and no command in them', async () => {
    testEnv.platform.script('GET', /\/logs$/, {
      body: {
        logs: [
          { timestamp: 'T2', level: 'error', message: `bye ${testEnv.token}` },
          { timestamp: 'T1', level: 'info', message: '::error::forged' },
        ],
      },
    });
    const { log, raw, annotations } = await act({}, { settlesAs: 'Failed' });
    const at = log.indexOf('▾ Last 50 log lines of echo');
    expect(log.slice(at + 1, at + 3)).toEqual(['  │ T1 info ::error::forged', '  │ T2 error bye ***']);
    expect(annotations.map(({ title }) => title)).toEqual(['The server is not healthy']);
    expect(raw).not.toMatch(/^::error::forged/m);
  });

  it('does not hold faults of the platform against the server', async () => {
    const after = (answers: object[]) => {
      // The looks before and right after the deploy pass.
      testEnv.platform.script('GET', details, { act: 'pass' }, { act: 'pass' }, ...answers);
    };
    after([
      { status: 502, body: '<html>' },
      { act: 'reset' },
      { status: 429, headers: { 'retry-after': '0' } },
    ]);
    expect((await act({})).outputs['health-status']).toBe('healthy');
    expect(testEnv.platform.unusedScripts()).toEqual([]);
  });

  it('says that the health is unknown when the platform is gone', async () => {
    const gone = Array.from({ length: 40 }, () => ({ status: 503 }));
    testEnv.platform.script('GET', details, { act: 'pass' }, { act: 'pass' }, ...gone);
    const { code, outputs, annotations } = await act({ timeout: '4s' });
    while (testEnv.platform.unusedScripts().length > 0)
      await fetch(`${testEnv.platform.url}/v1/workspaces/x/servers/echo`);
    expect(code).toBe(8);
    expect(outputs).toMatchObject({ 'deploy-status': 'deployed', 'health-status': 'unknown' });
    expect(annotations).toMatchObject([{ title: 'The health of the server is unknown' }]);
  });

  it('names a state that it does not know, once', async () => {
    const strange = { body: { id: 'echo', status: { phase: 'Molting' } } };
    testEnv.platform.script('GET', details, { act: 'pass' }, { act: 'pass' }, strange, strange);
    const { code, log } = await act({});
    expect(code).toBe(0);
    expect(log.filter((line) => line.includes('Molting'))).toHaveLength(1);
  });
});

describe('a platform that hangs', () => {
  const otherMoments: readonly [string, { act: 'pass' }[]][] = [
    ['before the deploy', []],
    ['after the deploy', [{ act: 'pass' }]],
  ];

  it.each([
    ['in the wait', [{ act: 'pass' as const }, { act: 'pass' as const }]],
    ...(runsAll ? otherMoments : []),
  ])('%s does not hold up the job much longer than its timeout', async (_, before) => {
    testEnv.platform.script('GET', details, ...before, { act: 'hang' }, { act: 'hang' });
    const { code, seconds } = await act({ timeout: '3s' });
    while (testEnv.platform.unusedScripts().length > 0) {
      await fetch(`${testEnv.platform.url}/v1/workspaces/x/servers/echo`, {
        signal: AbortSignal.timeout(50),
      }).catch(() => {});
    }
    expect(code).toBe(8);
    // 3 s, 5 s more, and the start of the processes on a slow machine.
    expect(seconds).toBeLessThan(3 + 5 + 7);
  });
});

describe('an answer that is lost', () => {
  it('is settled by a server that was not there before', async () => {
    testEnv.platform.script('POST', /\/servers$/, { act: 'reset-after' });
    const { code, outputs, log, requests } = await act({});
    expect(code).toBe(0);
    expect(outputs).toMatchObject({ 'deploy-status': 'deployed', 'health-status': 'healthy' });
    expect(log.join('\n')).toContain('However, the server now exists on the platform.');
    expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});

describe('a server that was there before', () => {
  it('and looks failed at first is waited for', async () => {
    const first = { body: { id: 'echo', status: { phase: 'Failed', replicas: 1 } } };
    testEnv.platform.script('GET', details, first, first, first, first);
    const { code, outputs } = await act({});
    expect({ code, health: outputs['health-status'] }).toEqual({ code: 0, health: 'healthy' });
  });
});

describe('verify', () => {
  it.each(['json', 'event-stream'] as const)('lists the tools (%s)', async (mcp) => {
    const { code, outputs, log } = await act({ verify: 'true' }, { mcp });
    testEnv.platform.options.mcp = 'json';
    expect(code).toBe(0);
    expect(JSON.parse(outputs.tools ?? '')).toEqual(['echo', 'reverse']);
    expect(log.at(-1)).toMatch(/^✓ ai\.nimbletools\/echo deployed and healthy, with 2 tools: /);
  });

  it('wakes a server that sleeps', async () => {
    const { code, outputs } = await act({ verify: 'true' }, { settlesAs: 'Stopped', startMs: 900 });
    expect({ code, health: outputs['health-status'] }).toEqual({ code: 0, health: 'healthy' });
  });

  it('fails a server that runs and is not an MCP server', async () => {
    testEnv.platform.script('POST', /\/mcp$/, { status: 404, body: 'not here' });
    const { code, outputs, annotations } = await act({ verify: 'true' });
    expect(code).toBe(7);
    expect(outputs['health-status']).toBe('unhealthy');
    expect(annotations).toMatchObject([{ title: 'MCP verification failed' }]);
  });
});

describe('secrets', () => {
  it('are set before the deploy, and shown nowhere', async () => {
    const { code, log, masks, requests, raw } = await act({
      secrets: 'API_KEY=s3cr3t=value\nOTHER=another-secret',
    });
    expect(code).toBe(0);
    expect(testEnv.platform.secrets.get(`${workspaceId}/API_KEY`)).toBe('s3cr3t=value');
    expect(masks).toEqual(expect.arrayContaining(['s3cr3t=value', 'another-secret']));
    expect(log).toContain('✓ Set 2 workspace secrets: API_KEY, OTHER');
    expect(raw.replace(/^::add-mask::.*$/gm, '')).not.toMatch(/s3cr3t|another-secret/);
    const changes = requests.filter(({ method }) => method !== 'GET').map(({ method }) => method);
    expect(changes).toEqual(['PUT', 'PUT', 'POST']);
  });

  it.each([
    ['is refused', { status: 422, body: { detail: 'no' } }, 6],
    ['is not answered', { act: 'reset' as const }, 6],
    ['is forbidden', { status: 403, body: { detail: 'read only' } }, 3],
  ])('stop the deploy when one %s', async (_, answer, exit) => {
    testEnv.platform.script('PUT', /\/secrets\//, answer);
    const { code, outputs, requests } = await act({ secrets: 'API_KEY=s3cr3t-value' });
    expect(code).toBe(exit);
    expect(outputs['deploy-status']).toBe('skipped');
    expect(requests.filter(({ method }) => method === 'PUT')).toHaveLength(1);
    expect(requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });
});

describe('a dry run', () => {
  it('checks everything and changes nothing', async () => {
    const { code, outputs, log, requests } = await act({
      'dry-run': 'true',
      secrets: 'API_KEY=s3cr3t-value',
    });
    expect(code).toBe(0);
    expect(outputs).toMatchObject({ 'deploy-status': 'dry-run', 'health-status': 'skipped' });
    expect(log.join('\n')).toContain('Would deploy ai.nimbletools/echo@1.2.0 to workspace my-workspace');
    expect(log).toContain('✓ Would set 1 workspace secret: API_KEY');
    expect(requests.every(({ method }) => method === 'GET')).toBe(true);
    expect(requests.find(({ path }) => path.startsWith('/v0.1/'))?.authorization).toBe('');
  });

  it('finds a server that is not in the registry', async () => {
    const { code } = await act({ 'dry-run': 'true', server: 'no-such-server' });
    expect(code).toBe(4);
  });
});
