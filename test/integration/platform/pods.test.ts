import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Platform, startPlatform, workspaceId } from '../../fakes/platform.js';
import { serverSpec } from '../../fakes/platform-registry.js';
import { readyPods } from '../../fakes/platform-rollout.js';
import { makeToken } from '../../fakes/tokens.js';

// What reaches a process, as seen in the Deployments of the real operator (nimbletools-core 0add62c).

const token = makeToken();
const servers = `/v1/workspaces/${workspaceId}/servers`;
const name = 'ai.acme/echo';
const declared = [
  { name: 'LOG_LEVEL', default: 'info' },
  { name: 'API_KEY', isSecret: true },
];
let platform: Platform;
let now = Date.now();

beforeEach(async () => {
  platform = await startPlatform({ edition: 'open' });
  platform.now = () => now;
  platform.tokens.set(token, { access: 'full' });
});
afterEach(() => platform.close());

/** Sends a request, and lets a minute pass. */
async function send(method: string, path: string, body?: object) {
  const response = await fetch(platform.url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const json = JSON.parse(await response.text());
  now += 60_000;
  return { status: response.status, body: json };
}

const setSecret = (key: string, value: string) =>
  send('PUT', `/v1/workspaces/${workspaceId}/secrets/${key}`, { secret_value: value });
const deploy = (version = '1.0.0', body = {}) =>
  send('POST', servers, { server: serverSpec(name, version, { environmentVariables: declared }), ...body });
const restart = () => send('POST', `${servers}/echo/restart`, {});

/** What the process that serves sees. */
function environment(): Record<string, string> | undefined {
  const server = platform.servers.get(`${workspaceId}/echo`);
  return server && readyPods(server.rollout, now)[0]?.template.environment;
}

describe('the environment of a process', () => {
  it('has what is not declared, and the default of what is', async () => {
    await deploy('1.0.0', { environment: { LOG_LEVEL: 'debug', MODE: 'fast' } });
    expect(environment()).toMatchObject({ LOG_LEVEL: 'info', MODE: 'fast', API_KEY: '' });
  });

  it('has the value of a declared variable', async () => {
    const environmentVariables = [{ name: 'LOG_LEVEL', default: 'info', value: 'debug' }];
    await send('POST', servers, { server: serverSpec(name, '1.0.0', { environmentVariables }) });
    expect(environment()).toMatchObject({ LOG_LEVEL: 'debug' });
  });

  it('has nothing of the places where ntcli 0.4 puts it', async () => {
    const spec = serverSpec(name, '1.0.0', { transport: { type: 'streamable-http', env: { MODE: 'fast' } } });
    await send('POST', servers, { server: spec });
    expect(environment()).not.toHaveProperty('MODE');
  });
});

describe('a secret', () => {
  it('reaches the process if it is declared and was there first', async () => {
    await setSecret('API_KEY', 'one');
    await setSecret('OTHER', 'two');
    await deploy();
    expect(environment()).toMatchObject({ API_KEY: 'one' });
    expect(environment()).not.toHaveProperty('OTHER');
  });

  it('that changed reaches it with a restart', async () => {
    await setSecret('API_KEY', 'one');
    await deploy();
    await setSecret('API_KEY', 'two');
    expect(environment()).toMatchObject({ API_KEY: 'one' });
    expect((await restart()).status).toBe(200);
    expect(environment()).toMatchObject({ API_KEY: 'two' });
  });

  it.each([
    ['open', ''],
    ['patched', 'new'],
  ] as const)('that came later, in the %s edition, is "%s" after a restart', async (edition, value) => {
    platform.options.edition = edition;
    await deploy();
    await setSecret('API_KEY', 'new');
    await restart();
    expect(environment()).toMatchObject({ API_KEY: value });
  });
});

describe('a deploy of a server that is there', () => {
  it('is stored and changes nothing else where nothing rolls out', async () => {
    platform.options.updates = 'stored';
    await deploy();
    const before = environment();
    expect((await deploy('2.0.0')).status).toBe(200);
    const { body } = await send('GET', `${servers}/echo`);
    expect(body.spec.packages[0].version).toBe('2.0.0');
    expect(environment()).toEqual(before);
  });

  it('undoes a manual scale', async () => {
    platform.options.edition = 'patched';
    await deploy();
    await send('POST', `${servers}/echo/scale`, { replicas: 3 });
    expect((await send('GET', `${servers}/echo`)).body.status).toMatchObject({
      replicas: 3,
      ready_replicas: 3,
    });
    await deploy();
    expect((await send('GET', `${servers}/echo`)).body.status).toMatchObject({
      replicas: 1,
      ready_replicas: 1,
    });
  });

  it('is taken and lost while the server is being deleted', async () => {
    Object.assign(platform.options, { edition: 'patched', deleteMs: 90_000 });
    await deploy();
    await send('DELETE', `${servers}/echo`);
    expect((await deploy('2.0.0')).status).toBe(200);
    expect((await send('GET', `${servers}/echo`)).status).toBe(404);
  });
});

it('errors of the hosted edition have a code', async () => {
  platform.options.edition = 'hosted';
  const { status, body } = await send('GET', `${servers}/echo`);
  expect({ status, body }).toEqual({
    status: 404,
    body: { error: { code: 'SERVER_NOT_FOUND', message: 'Resource not found' } },
  });
  await deploy();
  platform.options.updates = 'conflict';
  expect((await deploy()).status).toBe(409);
});
