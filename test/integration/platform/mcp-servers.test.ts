import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startJob } from '../../fakes/github-runner.js';
import { type McpProxy, startMcpProxy } from '../../fakes/mcp-proxy.js';
import { startMcpServer } from '../../fakes/mcp-servers/start.js';
import { startPlatform } from '../../fakes/platform.js';
import { makeToken } from '../../fakes/tokens.js';
import { firstRows, nightly, runsAll } from '../../nightly.js';
import { runEngine } from '../run-engine.js';
import { listWithSdk, listWithSdkV2 } from './mcp-clients.js';
import { list } from './mcp-helpers.js';

const closing: (() => unknown)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

type Server = Parameters<typeof startMcpServer>;

/** A real server with a proxy in front of it. */
async function start(...server: Server): Promise<McpProxy> {
  const { url, close } = await startMcpServer(...server);
  closing.push(close);
  return startProxy(url);
}

/** A proxy in front of the platform, and of a server, if there is one: otherwise it answers itself. */
async function startProxy(server?: URL): Promise<McpProxy> {
  const platform = await startPlatform();
  const proxy = await startMcpProxy(server ?? new URL(platform.url), new URL(platform.url));
  platform.tokens.set(token, { access: 'full' });
  closing.push(proxy.close, platform.close);
  return proxy;
}
const token = makeToken();

/** Deploys to the fake platform with `verify`, by the committed bundle, and finds the server through the proxy. */
async function deploy(proxy: McpProxy, timeout = '20s', smokeTest?: object) {
  const job = startJob();
  closing.push(job.end);
  if (smokeTest) writeFileSync(join(job.places.checkout, 'test.json'), JSON.stringify(smokeTest));
  return runEngine(job, {
    NTCLI_TOKEN: token,
    NTCLI_WORKSPACE: 'my-workspace',
    NTCLI_SERVER: 'ai.nimbletools/echo',
    NTCLI_DOMAIN: proxy.domain,
    NTCLI_VERIFY: 'true',
    NTCLI_TIMEOUT: timeout,
    ...(smokeTest && { NTCLI_SMOKE_TEST: 'test.json' }),
  });
}

const shows = (...names: string[]) => `Tools: ${names.join(', ')}\n`;

/** The same server programs in other modes. */
const otherModes: readonly Server[] = [
  ['sdk-v1', { sessions: true, json: true }],
  ['sdk-v1', { sessions: false, json: false }],
  ['sdk-v2', { json: true }],
  ['fastmcp', { sessions: true, json: true }],
  ['fastmcp', { sessions: false, json: false }],
  ['fastmcp', { sessions: false, json: true }],
];

describe('a real server', () => {
  it.each<Server>([
    ['sdk-v1', { sessions: true, json: false }],
    ['sdk-v1', { sessions: false, json: true }],
    ['sdk-v2', { json: false }],
    ['fastmcp', { sessions: true, json: false }],
    ...(runsAll ? otherModes : []),
  ])('lists the same tools for the SDK and for this client: %s %j', async (program, options) => {
    const proxy = await start(program, options);
    const expected = await listWithSdk(proxy.url);
    expect(expected).toEqual(['add', 'echo']);
    proxy.seen.length = 0;
    expect(await list(proxy.url)).toEqual(expected);
    const last = proxy.seen.at(-1);
    // A session is ended, and nothing else is.
    expect(last?.http).toBe(last?.session === undefined ? 'POST' : 'DELETE');
    expect(last?.session !== undefined).toBe(options?.sessions === true);
  });

  it.each<Server>(
    firstRows<Server>(1, [
      ['sdk-v2', { newest: true, json: false }],
      ['sdk-v2', { newest: true, json: true }],
    ]),
  )('lists the same tools if it supports only MCP 2026-07-28: %s %j', async (program, options) => {
    const proxy = await start(program, options);
    const expected = await listWithSdkV2(proxy.url);
    proxy.seen.length = 0;
    expect(await list(proxy.url)).toEqual(expected);
    expect(proxy.seen.map(({ rpc }) => rpc)).toEqual(['initialize', 'server/discover', 'tools/list']);
  });

  it.each<Server>(
    firstRows<Server>(1, [
      ['sdk-v1', { pageSize: 10 }],
      ['sdk-v2', { pageSize: 10, newest: true }],
    ]),
  )('lists the same tools if they come in pages: %s %j', async (program, options) => {
    const tools = Array.from({ length: 95 }, (_, n) => `tool-${n}`);
    const proxy = await start(program, { ...options, tools });
    expect(await listWithSdkV2(proxy.url)).toEqual(tools);
    expect(await list(proxy.url)).toEqual(tools);
  });
});

describe('the committed bundle verifies a real server', () => {
  it('that starts for 2 s, redirects /mcp to /mcp/, and lists its tools slowly', async () => {
    const proxy = await start('sdk-v1', { listMs: 1_000 });
    let started: number | undefined;
    proxy.intercept = ({ path }, response) => {
      started ??= performance.now();
      const isStarting = performance.now() - started < 2_000;
      if (!isStarting && path.endsWith('/')) return false;
      const redirect = { location: `http://${proxy.domain}${path}/` };
      response.writeHead(isStarting ? 503 : 307, isStarting ? {} : redirect).end();
      return true;
    };
    const { code, log } = await deploy(proxy);
    expect(log).toContain(shows('add', 'echo'));
    expect(log).toMatch(/Waiting for \S+: initialize returned 503/);
    expect(code).toBe(0);
    expect(proxy.seen.at(-1)).toMatchObject({ http: 'DELETE', path: expect.stringMatching(/\/mcp\/$/) });
  });

  nightly(() => {
    it('whose responses to notifications never end', async () => {
      const proxy = await start('sdk-v1');
      proxy.intercept = ({ rpc }, response) => {
        if (!rpc?.startsWith('notifications/')) return false;
        response.writeHead(202, { 'content-type': 'application/json' }).flushHeaders();
        return true;
      };
      const { code, log } = await deploy(proxy, '10s');
      expect(log).toContain(shows('add', 'echo'));
      expect(code).toBe(0);
    });
  });

  nightly(() => {
    it.each(['sdk-v1', 'fastmcp'] as const)(
      'that another process replaces meanwhile: %s',
      async (program) => {
        const old = await startMcpServer(program, { tools: ['old'] });
        closing.push(old.close);
        const proxy = await start(program, { tools: ['new'] });
        const next = proxy.server;
        proxy.server = old.url;
        let replacedAt = Number.POSITIVE_INFINITY;
        proxy.intercept = async ({ rpc }, response) => {
          if (rpc === 'tools/list' && proxy.server === old.url) {
            // The rolling update: nothing is ready for a second, then the new process is.
            replacedAt = performance.now();
            proxy.server = next;
            await old.close();
          }
          if (performance.now() - replacedAt > 1_000 || replacedAt === Number.POSITIVE_INFINITY) return false;
          response.writeHead(503).end();
          return true;
        };
        const { code, log } = await deploy(proxy);
        expect(log).toContain(shows('new'));
        expect(code).toBe(0);
      },
    );
  });

  nightly(() => {
    it('whose session another process does not know', async () => {
      const old = await startMcpServer('sdk-v1', { tools: ['old'] });
      closing.push(old.close);
      const proxy = await start('sdk-v1', { tools: ['new'] });
      const next = proxy.server;
      proxy.server = old.url;
      proxy.intercept = ({ rpc }) => {
        if (rpc === 'tools/list') proxy.server = next;
      };
      const { code, log } = await deploy(proxy);
      expect(log).toContain(shows('new'));
      expect(log).toMatch(
        /Waiting for \S+: tools\/list returned 400: Bad Request: No valid session ID provided/,
      );
      expect(code).toBe(0);
    });
  });

  it('that supports only MCP 2026-07-28', async () => {
    const { code, log } = await deploy(await start('sdk-v2', { newest: true }));
    expect(log).toContain(shows('add', 'echo'));
    expect(code).toBe(0);
  });

  describe('that supports only a version of the future', () => {
    const requireFuture: McpProxy['intercept'] = (_, response) => {
      const data = { supported: ['2031-01-01'], requested: '2025-06-18' };
      const error = { code: -32022, message: 'Unsupported protocol version', data };
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ jsonrpc: '2.0', id: 0, error }));
      return true;
    };

    it('with health unknown, a warning and exit 0', async () => {
      const proxy = await startProxy();
      proxy.intercept = requireFuture;
      const { code, log } = await deploy(proxy);
      expect(log).toContain('supports only MCP 2031-01-01;');
      expect(log).toContain('deployed, but not confirmed as healthy');
      expect(code).toBe(0);
    });

    nightly(() => {
      it('with exit 7 if its tools were to be called', async () => {
        const proxy = await start('sdk-v1');
        proxy.intercept = requireFuture;
        const tests = [{ name: 'echo', tool: 'echo', arguments: {} }];
        const { code, log } = await deploy(proxy, '20s', { tests });
        expect(log).toContain('supports only MCP 2031-01-01;');
        expect(code).toBe(7);
      });
    });
  });

  nightly(() => {
    it('that refuses the client: exit 7, its words, and no word about the token being invalid', async () => {
      const proxy = await start('sdk-v1');
      proxy.intercept = (_, response) => {
        response.writeHead(421, { 'content-type': 'text/plain' }).end('Invalid Host header');
        return true;
      };
      const { code, log } = await deploy(proxy);
      expect(log).toContain('returned 421: Invalid Host header.');
      expect(log).not.toContain('was rejected');
      expect(code).toBe(7);
    });
  });

  nightly(() => {
    it('only until the deadline', async () => {
      const proxy = await start('sdk-v1', { listMs: 60_000 });
      const started = performance.now();
      const { code, log } = await deploy(proxy, '5s');
      expect(log).toContain('tools/list failed: timed out');
      expect(code).toBe(7);
      expect(performance.now() - started).toBeLessThan(15_000);
    });
  });
});
