import { describe, expect, test } from 'vitest';
import { withMcpSession } from '../../../src/mcp/session.js';
import { type Platform, startPlatform, workspaceId } from '../../fakes/platform.js';
import { serverSpec } from '../../fakes/platform-registry.js';
import { deploy } from '../../fakes/platform-servers.js';
import type { ScriptedAnswer } from '../../fakes/scripted-server.js';
import { makeToken } from '../../fakes/tokens.js';
import { failureOf, hello, list, mcpCall, sendJson, serve, serveTools } from './mcp-helpers.js';

const mcp = /\/mcp$/;
const token = makeToken();

/** A server on a platform of its own, for tests that wait at the same time. */
async function startServer() {
  const platform = await startPlatform();
  platform.tokens.set(token, { access: 'full' });
  const server = deploy(platform, workspaceId, serverSpec('ai.nimbletools/echo', '1.0.0'));
  server.phase = 'Running';
  const waiting: string[] = [];
  const closing = [platform.close];
  return {
    platform,
    server,
    /** What the client said that it waits for. */
    waiting,
    tools: (changes: Parameters<typeof mcpCall>[1] = {}) =>
      list(new URL(`${platform.url}/${workspaceId}/echo/mcp`), {
        token,
        onWaiting: (text) => waiting.push(text),
        ...changes,
      }),
    /** Starts another server. */
    async start(other: ReturnType<typeof serve>): Promise<URL> {
      const { url, close } = await other;
      closing.push(close);
      return url;
    },
    close: () => Promise.all(closing.map((close) => close())),
  };
}

const it = test.extend<{ one: Awaited<ReturnType<typeof startServer>> }>({
  one: async ({ onTestFinished }, use) => {
    const one = await startServer();
    onTestFinished(async () => void (await one.close()));
    await use(one);
  },
});

const page = (status: number) => ({ status, headers: { 'content-type': 'text/html' }, body: '<html>' });
const many = <Answer>(answer: Answer) => Array<Answer>(50).fill(answer);

describe.concurrent('a server that starts', () => {
  it('is waited for after it was scaled to zero', async ({ one: { server, tools, waiting } }) => {
    server.phase = 'Stopped';
    expect(await tools()).toEqual(['echo', 'reverse']);
    expect(waiting).toEqual([
      expect.stringMatching(
        /^Waiting for 127\S+\/echo\/mcp: initialize returned 503: 503 Service Temporarily Unavailable \(10 s left\)$/,
      ),
    ]);
  });

  it.for<[string, ScriptedAnswer]>([
    ['500', page(500)],
    [
      '500 with an error of JSON-RPC',
      { status: 500, body: { jsonrpc: '2.0', id: 0, error: { code: -32603 } } },
    ],
    ['502', page(502)],
    ['503', page(503)],
    ['504', page(504)],
    ['522', page(522)],
    ['530', page(530)],
    ['408', page(408)],
    ['429 with Retry-After', { status: 429, headers: { 'retry-after': '1' } }],
    ['a connection reset', { act: 'reset' }],
    ['half a response', { act: 'truncate' }],
  ])('is waited for after %s', async ([, answer], { one: { platform, tools, waiting } }) => {
    platform.script('POST', mcp, answer);
    expect(await tools()).toEqual(['echo', 'reverse']);
    expect(platform.unusedScripts()).toEqual([]);
    expect(waiting).toHaveLength(1);
  });

  it.for<[string, ScriptedAnswer]>([
    ['429 without Retry-After', { status: 429 }],
    ['501', page(501)],
    ['404', page(404)],
  ])('is not waited for after %s', async ([, answer], { one: { platform, tools } }) => {
    platform.script('POST', mcp, answer);
    expect((await failureOf(tools())).code).toBe('mcp-failed');
    expect(platform.requests).toHaveLength(1);
  });

  it('is waited for as long as Retry-After says', async ({ one: { platform, tools } }) => {
    platform.script('POST', mcp, { status: 503, headers: { 'retry-after': '2' } });
    await tools();
    const [first, second] = platform.requests;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(2_000 - 100);
  });

  it('fails at the deadline', async ({ one: { platform, tools } }) => {
    platform.script('POST', mcp, ...many({ status: 503 }));
    const failure = await failureOf(tools({ seconds: 3 }));
    expect(failure).toMatchObject({ code: 'mcp-failed' });
    expect(failure.message).toMatch(/ did not respond to MCP in time \(initialize returned 503\)\.$/);
    expect(platform.requests.length).toBeGreaterThan(1);
  });

  it.for<[string, number]>([
    ['it never answers', 1.5],
    ['there is no time at all', -1],
  ])('fails at the deadline if %s', async ([, seconds], { one: { platform, tools } }) => {
    platform.script('POST', mcp, ...many({ act: 'hang' as const }));
    expect(await failureOf(tools({ seconds }))).toMatchObject({
      code: 'mcp-failed',
      message: expect.stringContaining('in time (initialize failed: timed out).'),
    });
  });

  it('is reported with the last reason that had time to show', async () => {
    const { url, close } = await serveTools(() => undefined);
    await close();
    const failure = await failureOf(list(url, { seconds: 2.5 }));
    expect(failure.message).toMatch(/in time \(initialize failed: ECONNREFUSED\)\.$/);
  });

  it('is not waited for once the job is cancelled', async ({ one: { platform, tools } }) => {
    platform.script('POST', mcp, ...many({ status: 503 }));
    const stop = new AbortController();
    const failure = failureOf(tools({ signal: stop.signal, seconds: 60 }));
    setTimeout(() => stop.abort(), 200);
    await failure;
    // In 60 s it would send 32 requests.
    expect(platform.requests.length).toBeLessThan(5);
  });
});

describe.concurrent('a session that is lost', () => {
  /** The answers to a second and third request after a good handshake. */
  const afterHandshake = [{ act: 'pass' as const }, { act: 'pass' as const }];
  const initializations = (platform: Platform) =>
    platform.requests.filter(
      ({ body }) =>
        body !== null && typeof body === 'object' && 'method' in body && body.method === 'initialize',
    );

  it.for<[string, ScriptedAnswer]>([
    [
      '404',
      {
        status: 404,
        body: { jsonrpc: '2.0', id: null, error: { code: -32001, message: 'Session not found' } },
      },
    ],
    ['503', page(503)],
    ['a connection reset', { act: 'reset' as const }],
    [
      '400, as in the examples of the SDK',
      {
        status: 400,
        body: { jsonrpc: '2.0', id: null, error: { code: -32000, message: 'No valid session' } },
      },
    ],
    [
      'a stream without the response',
      { headers: { 'content-type': 'text/event-stream' }, body: ': bye\n\n' },
    ],
  ])('begins again with initialize after %s', async ([, answer], { one: { platform, tools, waiting } }) => {
    platform.script('POST', mcp, ...afterHandshake, answer);
    expect(await tools()).toEqual(['echo', 'reverse']);
    expect(initializations(platform)).toHaveLength(2);
    expect(waiting[0]).toMatch(/: tools\/list (returned|failed|ended)/);
  });

  it('begins again during a rolling update that takes 3 s', async ({ one: { platform, start } }) => {
    platform.script('POST', mcp, ...afterHandshake);
    setTimeout(() => platform.sessions.clear(), 0);
    const started = performance.now();
    const url = await start(
      serve(({ id, method, response }) => {
        const age = performance.now() - started;
        if (age > 200 && age < 3_000) return response.writeHead(503).end();
        if (id === undefined) return response.writeHead(202).end();
        if (method === 'initialize') return sendJson(response, { id, result: hello });
        return age < 200
          ? setTimeout(() => response.destroy(), 200)
          : sendJson(response, { id, result: { tools: [{ name: 'new' }] } });
      }),
    );
    expect(await list(url)).toEqual(['new']);
  });

  it('begins with the first page again', async ({ one: { start } }) => {
    let sessions = 0;
    const url = await start(
      serve(({ id, method, response, params, request }) => {
        if (id === undefined) return response.writeHead(202).end();
        if (method === 'initialize') {
          sessions += 1;
          response.setHeader('mcp-session-id', `s${sessions}`);
          return sendJson(response, { id, result: hello });
        }
        if (params?.cursor === undefined) {
          return sendJson(response, {
            id,
            result: { tools: [{ name: `first-${sessions}` }], nextCursor: 'two' },
          });
        }
        if (request.headers['mcp-session-id'] === 's1') return response.writeHead(404).end();
        return sendJson(response, { id, result: { tools: [{ name: `second-${sessions}` }] } });
      }),
    );
    expect(await list(url)).toEqual(['first-2', 'second-2']);
  });

  it.for<[string, ScriptedAnswer, string]>([
    ['404', { status: 404 }, 'returned 404'],
    ['503', { status: 503 }, 'returned 503'],
  ])(
    'fails at the deadline if every session is lost by %s',
    async ([, answer, reason], { one: { platform, tools } }) => {
      platform.script(
        'POST',
        mcp,
        ...Array(30)
          .fill([...afterHandshake, answer])
          .flat(),
      );
      const failure = await failureOf(tools({ seconds: 3 }));
      expect(failure.message).toContain(`did not respond to MCP in time (tools/list ${reason}`);
    },
  );

  it.for<[string, ScriptedAnswer]>([
    ['400', { status: 400 }],
    ['a stream without the response', { headers: { 'content-type': 'text/event-stream' }, body: '' }],
  ])(
    'fails at the third session that is lost by %s, which may be permanent',
    async ([, answer], { one: { platform, tools } }) => {
      platform.script(
        'POST',
        mcp,
        ...Array(30)
          .fill([...afterHandshake, answer])
          .flat(),
      );
      expect((await failureOf(tools({ seconds: 60 }))).code).toBe('mcp-failed');
      expect(initializations(platform)).toHaveLength(3);
    },
  );
});

describe.concurrent('withMcpSession', () => {
  it('gives requests, and what the server says of itself', async ({ one: { start } }) => {
    const url = await start(serveTools(({ method, params }) => ({ method, params })));
    const result = await withMcpSession(mcpCall(url), async (session) => ({
      server: session.server,
      answer: await session.request('tools/call', { name: 'a', arguments: {} }),
    }));
    expect(result).toEqual({
      server: { protocolVersion: '2025-06-18', capabilities: { tools: {} }, name: 'scripted', version: '1' },
      answer: { method: 'tools/call', params: { name: 'a', arguments: {} } },
    });
  });

  it.for<[string, number, string]>([
    ['repeats a call that was not processed', 503, 'done'],
    ['does not repeat a call that may have been processed', 502, 'tools/call'],
  ])('%s', async ([, status, expected], { one: { start } }) => {
    let calls = 0;
    const url = await start(
      serveTools(({ response }) => {
        calls += 1;
        if (calls > 1) return { text: 'done' };
        response.writeHead(status).end();
        return undefined;
      }),
    );
    const call = withMcpSession(mcpCall(url), (session) =>
      session.repeat(() => session.request('tools/call', { name: 'a' }), { isRepeatable: false }),
    );
    const seen = await call.then(JSON.stringify, (error: Error) => error.message);
    expect(seen).toContain(expected);
    expect(calls).toBe(status === 503 ? 2 : 1);
  });
});
