import { expect, it } from 'vitest';
import { createApi } from '../../../src/api/client.js';
import { createServerClock } from '../../../src/api/server-clock.js';
import { toErrorInfo } from '../../../src/schema/errors.js';
import { startScriptedServer } from '../../fakes/scripted-server.js';

const html = '<html><h1>404 Not Found</h1></html>';

it.each<[string, { body: string | object }, string | undefined, number]>([
  ['that the control plane sends means absent', { body: { detail: 'Resource not found' } }, undefined, 1],
  ['that the hosted edition sends means absent', { body: { error: { code: 'NOT_FOUND' } } }, undefined, 1],
  ['of an ingress is retried, and proves nothing', { body: html }, 'api-unexpected', 3],
  [
    'of a gateway is retried, and proves nothing',
    { body: { message: 'no Route matched' } },
    'api-unexpected',
    3,
  ],
])('a 404 %s', async (_, answer, expected, requests) => {
  const server = await startScriptedServer(() => ({ status: 404, ...answer }));
  const api = createApi({
    origin: server.url,
    network: { noProxy: [] },
    token: 'a-token-of-the-test',
    redact: (text) => text,
    clock: createServerClock(),
    signal: new AbortController().signal,
    debug: () => {},
  });
  const code = await api.read('/x').catch((error) => toErrorInfo(error).code);
  expect({ code, requests: server.requests.length }).toEqual({ code: expected, requests });
  await server.close();
});

// The table of faults covers single runs; that many jobs do not come back at once can only be seen of many.
it('spreads retries of simultaneous failures', async () => {
  const server = await startScriptedServer(() => ({ body: {} }));
  const paths = Array.from({ length: 12 }, (_, index) => `/${index}`);
  for (const path of paths) server.script('GET', new RegExp(`^${path}$`), { status: 503 });
  const api = createApi({
    origin: server.url,
    network: { noProxy: [] },
    redact: (text) => text,
    clock: createServerClock(),
    signal: new AbortController().signal,
    debug: () => {},
  });
  await Promise.all(paths.map((path) => api.read(path)));
  const again = paths.map((path) => server.requests.filter((one) => one.path === path)[1]?.at ?? 0);
  expect(Math.max(...again) - Math.min(...again)).toBeGreaterThan(100);
  await server.close();
});
