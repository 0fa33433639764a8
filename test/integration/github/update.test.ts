import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { workspaceId } from '../../fakes/platform.js';
import { serverSpec } from '../../fakes/platform-registry.js';
import { deploy } from '../../fakes/platform-servers.js';
import { firstRows } from '../../nightly.js';
import { runHere } from '../run-here.js';
import { itWithEnv, type PlatformEnv, pathWithNtcli, preinstalled } from './test-env.js';

const id = 'ai.nimbletools/echo';
const variables = [
  { name: 'LOG_LEVEL', default: 'info', isRequired: false, isSecret: false },
  { name: 'API_KEY', isRequired: true, isSecret: true },
];
const entry = (version: string, changes: object = {}) =>
  serverSpec(id, version, { environmentVariables: variables, ...changes });

// Most of these tests wait for the fake platform, so they run at the same time.
const it = itWithEnv.extend<{ env: PlatformEnv }>({
  env: async ({ env }, use) => {
    const { platform } = env;
    Object.assign(platform.options, { edition: 'patched', deleteMs: 0, startMs: 0, lagMs: 0, operatorMs: 0 });
    platform.catalogue.set(id, entry('2.0.0'));
    platform.catalogue.set(`${id}@1.0.0`, entry('1.0.0'));
    platform.secrets.set(`${workspaceId}/API_KEY`, 'first-value');
    deploy(platform, workspaceId, entry('1.0.0'));
    await pause(20);
    delete platform.options.operatorMs;
    Object.assign(platform.options, { startMs: 300, lagMs: 300 });
    await use(env);
  },
});

/** Deploys `ai.nimbletools/echo`, which runs in version 1.0.0: with ntcli, or through the API in this process. */
async function act(env: PlatformEnv, inputs: Record<string, string> = {}, sender: 'ntcli' | 'api' = 'api') {
  const run = async () => {
    const job = env.job();
    const path = { env: { PATH: pathWithNtcli(job, 'published') } };
    return job.main({ ...env.inputs, ...preinstalled, 'deploy-with': 'ntcli', ...inputs }, path);
  };
  const result = await (sender === 'api' ? runHere(env, inputs) : run());
  const changes = env.platform.requests.filter(
    ({ method, path }) => method !== 'GET' && !path.endsWith('/mcp'),
  );
  return {
    ...result,
    titles: result.annotations.map(({ title }) => title),
    changes: changes.map(({ method, path }) => `${method} ${path.replace(/^.*\/(servers|secrets)/, '$1')}`),
  };
}

/** The settings of the running server, as the platform shows them. */
function runningSpec({ platform }: PlatformEnv): Record<string, unknown> {
  const running = platform.servers.get(`${workspaceId}/echo`);
  if (!running) throw new Error('echo is not deployed');
  return running.spec;
}

const bundle = { registryType: 'mcpb', transport: { type: 'streamable-http' } };

const runningPods = ({ platform }: PlatformEnv) =>
  (platform.servers.get(`${workspaceId}/echo`)?.rollout.pods ?? []).filter(
    ({ goneAt }) => goneAt === Number.POSITIVE_INFINITY,
  );

describe.concurrent.each(['api', 'ntcli'] as const)('an update sent with %s', (sender) => {
  it('is healthy once the new process is', async ({ env }) => {
    const { code, outputs, titles } = await act(env, {}, sender);
    expect({ code, titles, health: outputs['health-status'] }).toEqual({
      code: 0,
      titles: [],
      health: 'healthy',
    });
    expect(runningPods(env).map(({ template }) => template.version)).toEqual(['2.0.0']);
  });
});

describe.concurrent('an update', () => {
  it('fails when the platform goes on showing the version before', async ({ env }) => {
    const accepted = { server_id: 'echo', status: 'pending', message: 'Deployed' };
    env.platform.script('POST', /\/servers$/, { status: 200, body: accepted });
    const { code, outputs, annotations } = await act(env);
    expect({ code, status: outputs['deploy-status'] }).toEqual({ code: 6, status: 'failed' });
    expect(annotations[0]?.message).toContain('After the deploy, the platform shows 1.0.0, not 2.0.0.');
  });

  it.for([
    ['fails', 'and its SHA-256', '1'.repeat(64), 6, ['Unexpected version deployed']],
    [
      'is unknown',
      'but shows no other SHA-256',
      '0'.repeat(64),
      0,
      ['The platform shows another package', 'No new process was seen after the update'],
    ],
  ] as const)(
    '%s when the platform keeps the bundle before, of the same version, %s',
    async ([, , fileSha256, exit, expected], { env }) => {
      const rebuilt = JSON.stringify(entry('1.0.0'))
        .replaceAll('/v1.0.0/', '/v1.0.0-rebuilt/')
        .replaceAll('0'.repeat(64), fileSha256);
      env.platform.catalogue.set(id, JSON.parse(rebuilt));
      const accepted = { server_id: 'echo', status: 'pending', message: 'Deployed' };
      env.platform.script('POST', /\/servers$/, { status: 200, body: accepted });
      const { code, outputs, titles, log } = await act(env, { timeout: '3s' });
      expect({ code, titles }).toEqual({ code: exit, titles: expected });
      expect(outputs['health-status']).toBe(exit === 0 ? 'unknown' : 'skipped');
      expect(log.join('\n')).not.toContain('unchanged');
    },
  );

  it('that fails is unknown if the platform does not show the settings', async ({ env }) => {
    const bare = { id: 'echo', status: { phase: 'Running', replicas: 1, readyReplicas: 1 } };
    env.platform.script('GET', /\/servers\/echo$/, { body: bare }, { body: bare });
    env.platform.script('POST', /\/servers$/, {
      status: 500,
      body: { detail: 'Deployment error: connection to etcd lost' },
    });
    const { code, titles } = await act(env);
    expect({ code, titles }).toEqual({ code: 8, titles: ['The outcome of the deploy is unknown'] });
  });

  it('is unknown when the platform stores it and starts no process', async ({ env }) => {
    env.platform.options.updates = 'stored';
    const { code, outputs, titles, annotations, log } = await act(env, { verify: 'true' });
    expect(log.at(-1)).toMatch(/ deployed, with \d tools?, but not confirmed as healthy: http/);
    expect({ code, titles }).toEqual({ code: 0, titles: ['No new process was seen after the update'] });
    expect(outputs).toMatchObject({ 'deploy-status': 'deployed', 'health-status': 'unknown' });
    expect(annotations[0]?.message).toContain('`replace: true`');
    expect(annotations[0]?.message).toContain('MCP reports version 1.0.0, as before the deploy');
  });

  // To the platform they are the same: the old process stays, and the new one is not ready.
  it.for(firstRows(1, ['crashes', 'unpullable', 'hangs'] as const))(
    'is unhealthy when the new process %s',
    async (fate, { env }) => {
      env.platform.fates.set(`${id}@2.0.0`, fate);
      const { code, outputs } = await act(env, { timeout: '5s' });
      expect({ code, health: outputs['health-status'] }).toEqual({ code: 7, health: 'unhealthy' });
    },
  );

  it('that changes nothing needs no new process', async ({ env }) => {
    const { code, outputs, titles, log } = await act(env, { server: `${id}@1.0.0` });
    expect({ code, titles, health: outputs['health-status'] }).toEqual({
      code: 0,
      titles: [],
      health: 'healthy',
    });
    expect(log.join('\n')).toContain('echo is unchanged');
  });
});

describe.concurrent('a new server that crashes', () => {
  it.for(firstRows(2, [750, 0, 2_000]))(
    'is never called idle or healthy (controller lag %i ms)',
    async (lagMs, { env }) => {
      env.platform.servers.clear();
      Object.assign(env.platform.options, { lagMs, settlesAs: 'Failed', startMs: 500 });
      const { code, outputs } = await act(env);
      expect({ code, health: outputs['health-status'] }).toEqual({ code: 7, health: 'unhealthy' });
    },
  );
});

describe.concurrent.each(firstRows<'api' | 'ntcli'>(1, ['ntcli', 'api']))('`replace`, with %s', (sender) => {
  it('removes the server, waits until it is gone, and deploys', async ({ env }) => {
    Object.assign(env.platform.options, { edition: 'open', deleteMs: 1_200 });
    const { code, outputs, changes, log } = await act(env, { replace: 'true' }, sender);
    expect({ code, changes }).toEqual({ code: 0, changes: ['DELETE servers/echo', 'POST servers'] });
    expect(outputs).toMatchObject({ 'deploy-status': 'deployed', 'health-status': 'healthy' });
    expect(log.join('\n')).toContain('✓ Removed echo');
    expect(runningPods(env).map(({ template }) => template.version)).toEqual(['2.0.0']);
  });

  it('says in its first words that the server is gone when the deploy is refused', async ({ env }) => {
    env.platform.script('POST', /\/servers$/, { status: 422, body: { detail: 'no space' } });
    const { code, annotations, titles, outputs } = await act(env, { replace: 'true' }, sender);
    expect({ code, titles }).toEqual({ code: 6, titles: ['The server was removed, but not deployed again'] });
    expect(annotations[0]?.message).toMatch(
      /^ai\.nimbletools\/echo was removed and is gone now\. .*no space/,
    );
    expect(outputs['deploy-status']).toBe('failed');
  });

  it('deploys a new server as usual', async ({ env }) => {
    env.platform.servers.clear();
    const { code, changes } = await act(env, { replace: 'true' }, sender);
    expect({ code, changes }).toEqual({ code: 0, changes: ['POST servers'] });
  });
});

describe.concurrent('`replace`', () => {
  it.for<[string, (env: PlatformEnv) => Record<string, string>, number]>([
    ['a version that the registry does not have', () => ({ server: `${id}@9.9.9` }), 4],
    [
      'an entry that the platform would refuse',
      ({ platform }: PlatformEnv) => {
        platform.catalogue.set(id, entry('2.0.0', { description: 'x'.repeat(101) }));
        return {};
      },
      6,
    ],
    [
      'a variable with a number for its default',
      ({ platform }: PlatformEnv) => {
        const numbered = [{ name: 'PORT', default: 8080 }];
        platform.catalogue.set(id, entry('2.0.0', { environmentVariables: numbered }));
        return {};
      },
      6,
    ],
    [
      'a health check without a slash',
      ({ platform }: PlatformEnv) => {
        const runtime = { container: { healthCheck: { path: 'health' } } };
        platform.catalogue.set(id, entry('2.0.0', { runtime }));
        return {};
      },
      6,
    ],
  ])('removes nothing for %s', async ([, arrange, exit], { env }) => {
    const { code, changes } = await act(env, { replace: 'true', ...arrange(env) });
    expect({ code, changes }).toEqual({ code: exit, changes: [] });
  });

  it('deploys nothing while the server is still there', async ({ env }) => {
    env.platform.options.deleteMs = 60_000;
    const { code, changes, titles } = await act(env, { replace: 'true', timeout: '3s' });
    expect({ code, changes }).toEqual({ code: 8, changes: ['DELETE servers/echo'] });
    expect(titles).toEqual(['The removal was not confirmed in time']);
  });

  it('says that the server is gone if no time is left to deploy it again', async ({ env }) => {
    env.platform.script('GET', /\/servers\/echo$/, { act: 'pass' }, { act: 'pass', delayMs: 1_200 });
    const { code, changes, titles, annotations } = await act(env, { replace: 'true', timeout: '1s' });
    expect({ code, changes }).toEqual({ code: 6, changes: ['DELETE servers/echo'] });
    expect(titles).toEqual(['The server was removed, but not deployed again']);
    expect(annotations[0]?.message).toContain('was removed and is gone now.');
  });

  it('leaves time for the deploy', async ({ env }) => {
    env.platform.options.deleteMs = 3_600;
    const { code, changes, titles } = await act(env, { replace: 'true', timeout: '4s' });
    expect({ code, changes }).toEqual({ code: 8, changes: ['DELETE servers/echo'] });
    expect(titles).toEqual(['The removal was not confirmed in time']);
  });

  it('does not deploy when the token may not remove', async ({ env }) => {
    env.platform.script('DELETE', /\/echo$/, { status: 403, body: { detail: 'read only' } });
    const { code, changes } = await act(env, { replace: 'true' });
    expect({ code, changes }).toEqual({ code: 3, changes: ['DELETE servers/echo'] });
  });
});

describe.concurrent('the time limit', () => {
  it.for(['api', 'ntcli'] as const)(
    'that ends before the deploy is sent leaves the server as it is (%s)',
    async (sender, { env }) => {
      env.platform.script('GET', /v1.*\/servers\/echo$/, { act: 'pass', delayMs: 2_500 });
      const { code, titles, changes, outputs } = await act(env, { timeout: '1s' }, sender);
      expect({ code, titles, changes }).toEqual({
        code: 8,
        titles: ['The deploy was not sent'],
        changes: [],
      });
      expect(outputs['deploy-status']).toBe('failed');
    },
  );

  it('that ends before the restart leaves the server with its old secrets, which is a warning', async ({
    env,
  }) => {
    env.platform.script('GET', /\/servers\/echo$/, { act: 'pass' }, { act: 'pass', delayMs: 1_200 });
    const inputs = { server: `${id}@1.0.0`, secrets: 'API_KEY=second-value', timeout: '1s', wait: 'false' };
    const { code, titles, changes, annotations } = await act(env, inputs);
    expect({ code, titles }).toEqual({ code: 0, titles: ['The server may still have its old secrets'] });
    expect(changes).toEqual(['PUT secrets/API_KEY', 'POST servers']);
    expect(annotations[0]?.message).toContain('The time limit ended first.');
  });

  it('that ends after one reading, which shows the server as ready, leaves its health unknown', async ({
    env,
  }) => {
    env.platform.servers.clear();
    Object.assign(env.platform.options, { startMs: 0, lagMs: 0, operatorMs: 0 });
    env.platform.script('GET', /\/servers\/echo$/, { act: 'pass' }, { act: 'pass', delayMs: 1_200 });
    const { code, titles, outputs } = await act(env, { timeout: '1s' });
    expect({ code, titles }).toEqual({ code: 8, titles: ['The health of the server is unknown'] });
    expect(outputs).toMatchObject({ 'deploy-status': 'deployed', 'health-status': 'unknown' });
  });
});

describe.concurrent('the 404 of an ingress that has no route to the platform', () => {
  it.for<[string, 'POST' | 'DELETE', RegExp, Record<string, string>, readonly string[]]>([
    ['a deploy', 'POST', /\/servers$/, {}, ['POST servers']],
    ['a removal for `replace`', 'DELETE', /\/echo$/, { replace: 'true' }, ['DELETE servers/echo']],
    ['a removal', 'DELETE', /\/echo$/, { command: 'remove' }, ['DELETE servers/echo']],
    [
      'a new workspace',
      'POST',
      /\/workspaces$/,
      { workspace: 'pr-1', 'create-workspace': 'true' },
      ['POST /v1/workspaces'],
    ],
  ])('ends %s as an unexpected response', async ([, method, path, inputs, expected], { env }) => {
    env.platform.script(method, path, { status: 404, body: '<html>default backend - 404</html>' });
    const { code, titles, changes } = await act(env, { ...inputs, timeout: '3s' });
    expect({ code, titles, changes }).toEqual({
      code: 8,
      titles: ['Unexpected response from NimbleTools'],
      changes: expected,
    });
  });
});

describe.concurrent('secrets of a server that exists', () => {
  it('reach it by a restart', async ({ env }) => {
    const { code, changes, log } = await act(env, { server: `${id}@1.0.0`, secrets: 'API_KEY=second-value' });
    expect({ code, changes }).toEqual({
      code: 0,
      changes: ['PUT secrets/API_KEY', 'POST servers', 'POST servers/echo/restart'],
    });
    expect(log.join('\n')).toContain('Restarting echo');
    expect(runningPods(env).map(({ template }) => template.environment.API_KEY)).toEqual(['second-value']);
  });

  it('leave it open without a wait which process answered', async ({ env }) => {
    const inputs = { server: `${id}@1.0.0`, secrets: 'API_KEY=second-value', wait: 'false', verify: 'true' };
    const { code, outputs, titles } = await act(env, inputs);
    expect({ code, titles }).toEqual({ code: 0, titles: ['No new process was seen after the update'] });
    expect(outputs['health-status']).toBe('unknown');
  });

  it.for<[string, Parameters<PlatformEnv['platform']['script']>[2], string, string]>([
    [
      'is refused',
      { status: 400, body: { detail: 'not running' } },
      'echo was not restarted: POST .* returned 400: not running',
      'healthy',
    ],
    [
      'fails',
      { status: 500, body: { detail: 'Error restarting server: etcd timeout' } },
      'echo may not have been restarted: POST .* returned 500: Error restarting server: etcd timeout',
      'unknown',
    ],
    ['gets no response', { act: 'reset' }, 'echo may not have been restarted: POST .* failed', 'unknown'],
    [
      'gets the page of a proxy',
      { status: 200, body: '<html>login</html>', headers: { 'content-type': 'text/html' } },
      'echo may not have been restarted: POST .* returned 200',
      'unknown',
    ],
  ])('are a warning when the restart %s', async ([, answer, message, health], { env }) => {
    env.platform.script('POST', /\/restart$/, answer, answer);
    const inputs = { server: `${id}@1.0.0`, secrets: 'API_KEY=second-value' };
    const unwaited = await act(env, { ...inputs, wait: 'false' });
    expect({ code: unwaited.code, titles: unwaited.titles }).toEqual({
      code: 0,
      titles: ['The server may still have its old secrets'],
    });
    expect(unwaited.annotations[0]?.message).toMatch(new RegExp(message));
    expect(unwaited.log.join('\n')).not.toContain('Restarting echo');
    const { code, titles, outputs } = await act(env, inputs);
    expect({ code, health: outputs['health-status'] }).toEqual({ code: 0, health });
    expect(titles[0]).toBe('The server may still have its old secrets');
  });

  it('that no package declares are a warning before the deploy, and no reason for a restart', async ({
    env,
  }) => {
    const { code, titles, annotations, changes } = await act(env, {
      server: `${id}@1.0.0`,
      secrets: 'API_KY=second-value',
    });
    expect({ code, titles }).toEqual({ code: 0, titles: ['No server declares a secret'] });
    expect(annotations[0]?.message).toContain('API_KY');
    expect(changes).toEqual(['PUT secrets/API_KY', 'POST servers']);
  });

  it.for(['api', 'ntcli'] as const)(
    'that are required and set nowhere are a warning (%s)',
    async (sender, { env }) => {
      env.platform.secrets.clear();
      const { titles, annotations } = await act(env, {}, sender);
      expect(titles).toEqual(['A required variable has no value']);
      expect(annotations[0]?.message).toContain('ai.nimbletools/echo requires API_KEY.');
    },
  );
});

describe.concurrent('another server with the same id on the platform', () => {
  const deployOther = ({ platform }: PlatformEnv) => {
    const repository = 'https://github.com/tavily/mcp/releases/download/v1.0.0/mcp-v1.0.0-linux-amd64.mcpb';
    const spec = serverSpec('io.tavily/echo', '1.0.0', { title: 'Tavily' });
    for (const one of spec.packages ?? []) Object.assign(one, { identifier: repository });
    platform.servers.clear();
    deploy(platform, workspaceId, spec);
  };
  it.for(firstRows<'api' | 'ntcli'>(1, ['ntcli', 'api']))('is not replaced (%s)', async (sender, { env }) => {
    deployOther(env);
    const { code, titles, changes, annotations } = await act(env, { replace: 'true' }, sender);
    expect({ code, titles, changes }).toEqual({
      code: 4,
      titles: ['Another server has this id'],
      changes: [],
    });
    expect(annotations[0]?.message).toContain('Tavily (https://github.com/tavily/mcp)');
  });

  it('is found by a dry run', async ({ env }) => {
    deployOther(env);
    expect((await act(env, { 'dry-run': 'true' })).code).toBe(4);
  });

  // `title` is optional, and the platform shows no name of the publisher.
  it.for([{}, { replace: 'true' }])('is not replaced without a title: %j', async (inputs, { env }) => {
    deployOther(env);
    delete runningSpec(env).title;
    const { code, titles, changes, annotations } = await act(env, inputs);
    expect({ code, titles, changes }).toEqual({
      code: 4,
      titles: ['Another server has this id'],
      changes: [],
    });
    expect(annotations[0]?.message).toContain('https://github.com/tavily/mcp');
  });

  it('is not removed for `replace` if it cannot be compared, but a plain deploy updates it', async ({
    env,
  }) => {
    const spec = runningSpec(env);
    delete spec.title;
    spec.packages = [];
    const refused = await act(env, { replace: 'true' });
    expect({ code: refused.code, changes: refused.changes }).toEqual({ code: 4, changes: [] });
    expect(refused.annotations[0]?.message).toContain('`command: remove` and `server: echo`');
    const updated = await act(env);
    expect({ code: updated.code, changes: updated.changes }).toEqual({ code: 0, changes: ['POST servers'] });
  });
});

describe.concurrent('a server of another publisher with the same title', () => {
  it('is not removed for `replace`', async ({ env }) => {
    const identifier = 'https://github.com/tavily/mcp/releases/download/v1.0.0/echo-linux-amd64.mcpb';
    runningSpec(env).packages = [{ ...bundle, identifier, version: '1.0.0' }];
    const { code, changes, annotations } = await act(env, { replace: 'true' });
    expect({ code, changes }).toEqual({ code: 4, changes: [] });
    expect(annotations[0]?.message).toContain('`command: remove` and `server: echo`');
  });
});

describe.concurrent('a server without a title', () => {
  it.for([
    ['of the same repository', 'https://github.com/acme/x/releases/download/v1.0.0/echo-v1.0.0.mcpb'],
    ['whose URL differs only in the version', 'https://cdn.acme.example/echo-1.0.0-linux-amd64.mcpb'],
  ] as const)('%s is updated, also with `replace`', async ([, identifier], { env }) => {
    const spec = runningSpec(env);
    delete spec.title;
    const withUrl = (url: string, version: string) => [{ ...bundle, identifier: url, version }];
    spec.packages = withUrl(identifier, '1.0.0');
    const next = identifier.replaceAll('1.0.0', '2.0.0').replace(/(?<!amd64)\.mcpb/, '-linux-amd64.mcpb');
    env.platform.catalogue.set(id, entry('2.0.0', { title: undefined, packages: withUrl(next, '2.0.0') }));
    const { code, changes } = await act(env, { replace: 'true', wait: 'false' });
    expect({ code, changes }).toEqual({ code: 0, changes: ['DELETE servers/echo', 'POST servers'] });
  });
});

describe.concurrent('several servers', () => {
  it('are sent in order and waited for side by side', async ({ env }) => {
    const { platform } = env;
    const names = Array.from({ length: 8 }, (_, index) => `io.acme/many-${index}`);
    for (const name of names) platform.catalogue.set(name, serverSpec(name, '1.0.0'));
    Object.assign(platform.options, { startMs: 1_500 });
    const before = platform.requests.length;
    const { code, changes, outputs, log } = await act(env, { server: names.join('\n') });
    expect(code).toBe(0);
    expect(changes).toEqual(Array<string>(8).fill('POST servers'));
    const listed: { server: string; healthStatus: string }[] = JSON.parse(outputs.servers ?? '');
    expect(listed.map(({ server, healthStatus }) => `${server} ${healthStatus}`)).toEqual(
      names.map((name) => `${name} healthy`),
    );
    const requests = platform.requests.slice(before);
    const sent = requests.flatMap(({ method }, index) => (method === 'POST' ? [index] : []));
    const lastReads = names.map((_, index) =>
      requests.findLastIndex(({ method, path }) => method === 'GET' && path.endsWith(`/many-${index}`)),
    );
    // One after the other, a server would be healthy before the next is sent.
    for (const [index, next] of sent.slice(1).entries()) expect(lastReads[index]).toBeGreaterThan(next);
    expect(log).toContain('Wait for 8 servers');
    expect(log.filter((line) => /^✓ io\.acme/.test(line)).map((line) => line.split(' ')[1])).toEqual(names);
  });

  it('are each verified once healthy, even if another one never is', async ({ env }) => {
    const { platform } = env;
    const names = ['io.acme/good', 'io.acme/sick', 'io.acme/fine'];
    for (const name of names) platform.catalogue.set(name, serverSpec(name, '1.0.0'));
    platform.fates.set('io.acme/sick@1.0.0', 'hangs');
    const inputs = { server: names.join('\n'), verify: 'true', timeout: '4s' };
    const { code, outputs, titles, log } = await act(env, inputs);
    const listed: { healthStatus: string }[] = JSON.parse(outputs.servers ?? '');
    expect(listed.map(({ healthStatus }) => healthStatus)).toEqual(['healthy', 'unhealthy', 'healthy']);
    expect({ code, titles }).toEqual({ code: 7, titles: ['The server is not healthy'] });
    // Their lines are in the group of the verification.
    const group = log.slice(log.indexOf('Verify 2 servers'));
    expect(group.slice(1, 3).map((line) => line.replace(/: Tools: .*/, ''))).toEqual([names[0], names[2]]);
  });
});
