import { describe, expect } from 'vitest';
import { workspaceId } from '../../fakes/platform.js';
import { serverSpec } from '../../fakes/platform-registry.js';
import { deploy } from '../../fakes/platform-servers.js';
import type { ScriptedAnswer } from '../../fakes/scripted-server.js';
import { runHere } from '../run-here.js';
import { itWithEnv as it, type PlatformEnv } from './test-env.js';

const details = /^\/v1\/.*\/servers\/echo$/;

type Options = Partial<PlatformEnv['platform']['options']>;

/** Deploys through the API, in this process. */
function act(env: PlatformEnv, inputs: Record<string, string> = {}, options: Options = {}) {
  Object.assign(env.platform.options, { startMs: 20 }, options);
  return runHere(env, inputs);
}

/** Deploys with an ntcli on PATH, as a step does. */
function actAsStep(env: PlatformEnv, inputs: Record<string, string>, options: Options = {}) {
  Object.assign(env.platform.options, { startMs: 20 }, options);
  return env.runAction(inputs, { ntcli: 'published' });
}

describe.concurrent('the wait', () => {
  it.for<[string, Record<string, string>, Options, number, string]>([
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
  ])('%s', async ([, inputs, options, exit, health], { env }) => {
    const { code, outputs } = await act(env, inputs, options);
    expect({ code, health: outputs['health-status'] }).toEqual({ code: exit, health });
    expect(outputs['deploy-status']).toBe('deployed');
  });

  // The workspace, the registry (twice: ntcli reads it, too), the deploy, and the server before it, after it and healthy.
  it('asks the API seven times at most for a healthy server', async ({ env }) => {
    const { code, requests } = await actAsStep(env, {}, { operatorMs: 0, lagMs: 0, startMs: 0 });
    expect(code).toBe(0);
    expect(requests.length).toBeLessThanOrEqual(7);
  });

  it('shows the last log lines of a server that failed, oldest first, and no command in them', async ({
    env,
  }) => {
    env.platform.script('GET', /\/logs$/, {
      body: {
        logs: [
          { timestamp: 'T2', level: 'error', message: `bye ${env.token}` },
          { timestamp: 'T1', level: 'info', message: '::error::forged' },
        ],
      },
    });
    const { log, raw, annotations } = await actAsStep(env, {}, { settlesAs: 'Failed' });
    const at = log.indexOf('▾ Last 50 log lines of echo');
    expect(log.slice(at + 1, at + 3)).toEqual(['  │ T1 info ::error::forged', '  │ T2 error bye ***']);
    expect(annotations.map(({ title }) => title)).toEqual(['The server is not healthy']);
    expect(raw).not.toMatch(/^::error::forged/m);
  });

  it('does not hold faults of the platform against the server', async ({ env }) => {
    const after = (answers: object[]) => {
      // The looks before and right after the deploy pass.
      env.platform.script('GET', details, { act: 'pass' }, { act: 'pass' }, ...answers);
    };
    after([
      { status: 502, body: '<html>' },
      { act: 'reset' },
      { status: 429, headers: { 'retry-after': '0' } },
    ]);
    expect((await act(env)).outputs['health-status']).toBe('healthy');
    expect(env.platform.unusedScripts()).toEqual([]);
  });

  it('says that the health is unknown when the platform is gone', async ({ env }) => {
    const gone = Array.from({ length: 40 }, () => ({ status: 503 }));
    env.platform.script('GET', details, { act: 'pass' }, { act: 'pass' }, ...gone);
    const { code, outputs, annotations } = await act(env, { timeout: '4s' });
    expect(code).toBe(8);
    expect(outputs).toMatchObject({ 'deploy-status': 'deployed', 'health-status': 'unknown' });
    expect(annotations).toMatchObject([{ title: 'The health of the server is unknown' }]);
  });

  it('names a state that it does not know, once', async ({ env }) => {
    const strange = { body: { id: 'echo', status: { phase: 'Molting' } } };
    env.platform.script('GET', details, { act: 'pass' }, { act: 'pass' }, strange, strange);
    const { code, log } = await act(env);
    expect(code).toBe(0);
    expect(log.filter((line) => line.includes('Molting'))).toHaveLength(1);
  });
});

describe.concurrent('a platform that hangs', () => {
  it.for<[string, { act: 'pass' }[]]>([
    ['before the deploy', []],
    ['after the deploy', [{ act: 'pass' }]],
    ['in the wait', [{ act: 'pass' }, { act: 'pass' }]],
  ])('%s does not hold up the job much longer than its timeout', async ([, before], { env }) => {
    env.platform.script('GET', details, ...before, { act: 'hang' }, { act: 'hang' });
    // If a request had its usual 15 s, the third one would be answered, and the server healthy.
    const { code } = await act(env, { timeout: '3s' });
    expect(code).toBe(8);
  });
});

describe.concurrent('an answer that is lost', () => {
  it('is settled by a server that was not there before', async ({ env }) => {
    env.platform.script('POST', /\/servers$/, { act: 'reset-after' });
    const { code, outputs, log, requests } = await actAsStep(env, {});
    expect(code).toBe(0);
    expect(outputs).toMatchObject({ 'deploy-status': 'deployed', 'health-status': 'healthy' });
    expect(log.join('\n')).toContain('However, the server now exists on the platform.');
    expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});

describe.concurrent('a server that was there before', () => {
  it('and looks failed at first is waited for', async ({ env }) => {
    const first = { body: { id: 'echo', status: { phase: 'Failed', replicas: 1 } } };
    env.platform.script('GET', details, first, first, first, first);
    const { code, outputs } = await act(env);
    expect({ code, health: outputs['health-status'] }).toEqual({ code: 0, health: 'healthy' });
  });
});

describe.concurrent('verify', () => {
  it.for(['json', 'event-stream'] as const)('lists the tools (%s)', async (mcp, { env }) => {
    const { code, outputs, log } = await act(env, { verify: 'true' }, { mcp });
    expect(code).toBe(0);
    expect(JSON.parse(outputs.tools ?? '')).toEqual(['echo', 'reverse']);
    expect(log.at(-1)).toMatch(/^✓ ai\.nimbletools\/echo deployed and healthy, with 2 tools: /);
  });

  it('wakes a server that sleeps', async ({ env }) => {
    const { code, outputs } = await act(env, { verify: 'true' }, { settlesAs: 'Stopped', startMs: 900 });
    expect({ code, health: outputs['health-status'] }).toEqual({ code: 0, health: 'healthy' });
  });

  it('fails a server that runs and is not an MCP server', async ({ env }) => {
    env.platform.script('POST', /\/mcp$/, { status: 404, body: 'not here' });
    const { code, outputs, annotations } = await act(env, { verify: 'true' });
    expect(code).toBe(7);
    expect(outputs['health-status']).toBe('unhealthy');
    expect(annotations).toMatchObject([{ title: 'MCP verification failed' }]);
  });
});

describe.concurrent('a server that does not answer MCP', () => {
  it('is reported once with the reason, and then only by the time of the step', async ({ env }) => {
    const { platform } = env;
    deploy(platform, workspaceId, serverSpec('ai.nimbletools/echo', '1.0.0')).phase = 'Running';
    platform.script('POST', /\/mcp$/, ...Array<ScriptedAnswer>(20).fill({ status: 503 }));
    // 25 s become 250 ms.
    const hook = 'const set=setInterval;globalThis.setInterval=(beat,ms)=>set(beat,ms===25000?250:ms)';
    const inputs = { ...env.inputs, command: 'check', verify: 'true', timeout: '3s' };
    const { code, log } = await env
      .job()
      .main(inputs, { env: { NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(hook)}"` } });
    expect(code).toBe(7);
    expect(log.filter((line) => line.includes('Waiting for'))).toEqual([
      expect.stringMatching(/echo\/mcp: initialize returned 503 \(3 s left\)$/),
    ]);
    expect(log.filter((line) => line.includes('Still running')).length).toBeGreaterThan(2);
  });
});

describe.concurrent('secrets', () => {
  it('are set before the deploy, and shown nowhere', async ({ env }) => {
    const { code, log, masks, requests, raw } = await actAsStep(env, {
      secrets: 'API_KEY=s3cr3t=value\nOTHER=another-secret',
    });
    expect(code).toBe(0);
    expect(env.platform.secrets.get(`${workspaceId}/API_KEY`)).toBe('s3cr3t=value');
    expect(masks).toEqual(expect.arrayContaining(['s3cr3t=value', 'another-secret']));
    expect(log).toContain('✓ Set 2 workspace secrets: API_KEY, OTHER');
    expect(raw.replace(/^::add-mask::.*$/gm, '')).not.toMatch(/s3cr3t|another-secret/);
    const changes = requests.filter(({ method }) => method !== 'GET').map(({ method }) => method);
    expect(changes).toEqual(['PUT', 'PUT', 'POST']);
  });

  it.for<[string, ScriptedAnswer, number]>([
    ['is refused', { status: 422, body: { detail: 'no' } }, 6],
    ['is not answered', { act: 'reset' }, 6],
    ['is forbidden', { status: 403, body: { detail: 'read only' } }, 3],
  ])('stop the deploy when one %s', async ([, answer, exit], { env }) => {
    env.platform.script('PUT', /\/secrets\//, answer);
    const { code, outputs, requests } = await act(env, { secrets: 'API_KEY=s3cr3t-value' });
    expect(code).toBe(exit);
    expect(outputs['deploy-status']).toBe('skipped');
    expect(requests.filter(({ method }) => method === 'PUT')).toHaveLength(1);
    expect(requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });
});

describe.concurrent('a dry run', () => {
  it('checks everything and changes nothing', async ({ env }) => {
    const { code, outputs, log, requests } = await act(env, {
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

  it('finds a server that is not in the registry', async ({ env }) => {
    const { code } = await act(env, { 'dry-run': 'true', server: 'no-such-server' });
    expect(code).toBe(4);
  });
});
