import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/lib/redact.js';
import type { McpCall } from '../../../src/mcp/session.js';
import { product } from '../../../src/schema/constants.js';
import { type Platform, startPlatform, workspaceId } from '../../fakes/platform.js';
import { serverSpec } from '../../fakes/platform-registry.js';
import { deploy } from '../../fakes/platform-servers.js';
import { makeToken } from '../../fakes/tokens.js';
import { hello, list, listTools, mcpCall, sendJson, serve, serveTools } from './mcp-helpers.js';

const mcp = /\/mcp$/;
const token = makeToken();
let platform: Platform;
const closing: (() => Promise<void>)[] = [];

beforeEach(async () => {
  platform = await startPlatform();
  closing.push(platform.close);
  platform.tokens.set(token, { access: 'full' });
  deploy(platform, workspaceId, serverSpec('ai.nimbletools/echo', '1.0.0')).phase = 'Running';
});

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** The tools of the server on the fake platform. */
async function tools(changes: Partial<McpCall> = {}) {
  const redactor = createRedactor();
  redactor.add(token);
  const url = new URL(`${platform.url}/${workspaceId}/echo/mcp`);
  return list(url, { token, redact: redactor.redact, ...changes });
}

/** Starts a server that the test ends. */
async function start(server: ReturnType<typeof serve>): Promise<URL> {
  const { url, close } = await server;
  closing.push(close);
  return url;
}

/** The JSON-RPC methods, and the HTTP methods of requests without one, in order. */
const methods = () =>
  platform.requests.map(({ method, body }) =>
    method === 'POST' && body !== null && typeof body === 'object' && 'method' in body ? body.method : method,
  );

describe('a server on the platform', () => {
  it.each(['json', 'event-stream'] as const)('lists its tools (%s)', async (mode) => {
    platform.options.mcp = mode;
    platform.options.tools = ['search', 'fetch'];
    const waiting: string[] = [];
    expect(await tools({ onWaiting: (text) => waiting.push(text) })).toEqual(['search', 'fetch']);
    expect(methods()).toEqual(['initialize', 'notifications/initialized', 'tools/list', 'DELETE']);
    expect(waiting).toEqual([]);
  });

  it('gets the token, the client version, and its session on every request', async () => {
    platform.script('DELETE', mcp, { status: 200 });
    await tools();
    const [first, ...later] = platform.requests;
    expect(first?.body).toMatchObject({
      jsonrpc: '2.0',
      params: {
        protocolVersion: '2025-06-18',
        capabilities: {},
        clientInfo: { name: 'ntcli-deploy', version: product.version },
      },
    });
    expect(first?.headers['mcp-session-id']).toBeUndefined();
    const [session] = platform.sessions.keys();
    for (const { headers } of later) {
      expect(headers).toMatchObject({ 'mcp-session-id': session, 'mcp-protocol-version': '2025-06-18' });
    }
    for (const { authorization, headers, method } of platform.requests) {
      expect(authorization).toBe(`Bearer ${token}`);
      if (method === 'POST') expect(headers.accept).toBe('application/json, text/event-stream');
    }
  });

  it('has no session left at the end, whatever came of it', async () => {
    await tools();
    expect(platform.sessions.size).toBe(0);
    platform.script('POST', mcp, { act: 'pass' }, { act: 'pass' }, { status: 418 });
    await tools().catch(() => {});
    expect(methods().at(-1)).toBe('DELETE');
    expect(platform.sessions.size).toBe(0);
  });

  it('delays the run by 2 s at most if it does not answer DELETE', async () => {
    platform.script('DELETE', mcp, { act: 'hang' });
    const started = performance.now();
    expect(await tools()).toEqual(['echo', 'reverse']);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('appears in the debug log with every request', async () => {
    const lines: string[] = [];
    await tools({ debug: (text) => lines.push(text.replace(/after \d+ ms/, 'after N ms')) });
    const endpoint = `${platform.domain}/${workspaceId}/echo/mcp`;
    expect(lines).toEqual([
      `POST ${endpoint} initialize (attempt 1): 200 after N ms`,
      `POST ${endpoint} notifications/initialized (attempt 1): 202 after N ms`,
      `POST ${endpoint} tools/list (attempt 1): 200 after N ms`,
      `DELETE ${endpoint} end: 200 after N ms`,
    ]);
  });

  it('is not sent tools/list if it offers no tools', async () => {
    const body = { jsonrpc: '2.0', id: 0, result: { ...hello, capabilities: { prompts: {} } } };
    platform.script('POST', mcp, { body }, { status: 202 });
    expect(await tools()).toEqual([]);
    expect(methods()).toEqual(['initialize', 'notifications/initialized']);
  });

  it('may answer with a batch', async () => {
    const url = await start(
      serve(({ id, method, response }) => {
        if (id === undefined) return response.writeHead(202).end();
        const result = method === 'initialize' ? hello : { tools: [{ name: 'a' }] };
        const batch = [{ method: 'notifications/message' }, { jsonrpc: '2.0', id, result }];
        return response.end(JSON.stringify(batch));
      }),
    );
    expect(await list(url)).toEqual(['a']);
  });

  it('may send other messages first, and leave its stream open', async () => {
    const url = await start(
      serve(({ id, method, response }) => {
        if (id === undefined) return response.writeHead(202).end();
        const event = (message: object) =>
          response.write(`data: ${JSON.stringify({ jsonrpc: '2.0', ...message })}\n\n`);
        response.writeHead(200, { 'content-type': 'Text/Event-Stream; charset=utf-8' });
        event({ method: 'notifications/message', params: {} });
        event({ id, method: 'ping' });
        event({ id: id + 100, result: { tools: [{ name: 'of another' }] } });
        return event({ id, result: method === 'initialize' ? hello : { tools: [{ name: 'a' }] } });
      }),
    );
    const started = performance.now();
    expect(await list(url)).toEqual(['a']);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('may leave the response to a notification open', async () => {
    const url = await start(
      serve(({ id, method, response }) => {
        if (id !== undefined)
          return sendJson(response, { id, result: method === 'initialize' ? hello : { tools: [] } });
        response.writeHead(202, { 'content-type': 'text/event-stream' });
        return response.flushHeaders();
      }),
    );
    const started = performance.now();
    expect(await list(url)).toEqual([]);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('a list of tools', () => {
  it('may have pages', async () => {
    const names = Array.from({ length: 50 }, (_, page) => `tool-${page}`);
    const url = await start(
      serveTools(({ params }) => {
        const page = Number(params?.cursor ?? 0);
        return { tools: [{ name: names[page] }], ...(page < 49 && { nextCursor: `${page + 1}` }) };
      }),
    );
    expect(await list(url)).toEqual(names);
  });

  it('may be larger than 8 MB in all', async () => {
    const description = 'x'.repeat(100_000);
    const page = Array.from({ length: 10 }, (_, n) => ({ name: `tool-${n}`, description }));
    const url = await start(
      serveTools(({ params }) => {
        const number = Number(params?.cursor ?? 0);
        return { tools: page, ...(number < 9 && { nextCursor: `${number + 1}` }) };
      }),
    );
    expect(await list(url, { seconds: 60 })).toHaveLength(100);
  });

  it.each([
    ['names the same next page again and again', 1, /the same cursor twice$/],
    ['has more tools than a client could use', 20_000, /only the first 10000 are read/],
  ])('is not read to its end if it %s', async (_, size, reason) => {
    const all = Array.from({ length: size }, (_, n) => ({ name: `tool-${n}` }));
    const url = await start(serveTools(() => ({ tools: all, nextCursor: 'again' })));
    const { tools, truncated } = await listTools(mcpCall(url));
    expect(tools).toHaveLength(Math.min(2 * size, 10_000));
    expect(truncated).toMatch(reason);
  });

  it('has names that are safe to show', async () => {
    platform.script('POST', mcp, { act: 'pass' }, { act: 'pass' });
    const names = [
      'good',
      '\u001b[31mred\u001b[0m',
      'two\nlines',
      `##[error]${token}`,
      'x'.repeat(500),
      '😀'.repeat(200),
      '\u200b',
      '',
      7,
      null,
    ];
    const result = { tools: [...names.map((name) => ({ name })), 'no object', {}] };
    platform.script('POST', mcp, { body: { jsonrpc: '2.0', id: 1, result } });
    expect(await tools()).toEqual([
      'good',
      'red',
      'two lines',
      '## [error]***',
      `${'x'.repeat(127)}…`,
      `${'😀'.repeat(63)}…`,
    ]);
  });
});
