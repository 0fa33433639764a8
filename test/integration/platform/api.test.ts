import { expect, it } from 'vitest';
import { createApi } from '../../../src/api/client.js';
import { createServerClock } from '../../../src/api/server-clock.js';
import { startScriptedServer } from '../../fakes/scripted-server.js';

// The table of faults covers single runs; that many jobs do not come back at once can only be seen of many.
it('reads that failed together are not repeated together', async () => {
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
