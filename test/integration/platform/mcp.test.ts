import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRedactor } from '../../../src/lib/redact.js';
import { listTools, type McpCall } from '../../../src/mcp/client.js';
import { product } from '../../../src/schema/constants.js';
import { toErrorInfo } from '../../../src/schema/errors.js';
import { type Platform, startPlatform, workspaceId } from '../../fakes/platform.js';
import { deploy } from '../../fakes/platform-servers.js';
import { makeToken } from '../../fakes/tokens.js';

type Phase = 'Running' | 'Pending' | 'Failed' | 'Stopped' | 'Unknown';

const mcp = /\/mcp$/;
const token = makeToken();
const said: string[] = [];
let platform: Platform;
/** What a test started, to be stopped after it. */
const closing: (() => Promise<void>)[] = [];

beforeEach(async () => {
  said.length = 0;
  platform = await startPlatform();
  closing.push(platform.close);
  platform.tokens.set(token, { access: 'full' });
  has('Running');
});

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

function has(phase: Phase): void {
  const spec = { name: 'ai.example/my-server', version: '1.0.0' };
  deploy(platform, workspaceId, {}, spec).server.phase = phase;
}

function tools(changes: Partial<McpCall> = {}, seconds = 10): Promise<readonly string[]> {
  const redactor = createRedactor();
  redactor.add(token);
  return listTools({
    url: new URL(`${platform.url}/${workspaceId}/my-server/mcp`),
    token,
    redact: redactor.redact,
    deadline: performance.now() + seconds * 1000,
    signal: new AbortController().signal,
    onWaiting: (text) => said.push(text),
    ...changes,
  });
}

const failing = (asked: Promise<unknown>) =>
  asked.then(() => ({ code: 'none', message: 'it did not fail' }), toErrorInfo);

/** The methods of MCP that the platform was asked, in order. */
const asked = () =>
  platform.requests.map(({ method, body }) =>
    method === 'POST' && body !== null && typeof body === 'object' && 'method' in body ? body.method : method,
  );

const hello = {
  protocolVersion: '2025-06-18',
  capabilities: { tools: {} },
  serverInfo: { name: 'scripted', version: '1' },
};

/** A server of one test's own making, where the stand-in is too well-behaved. Returns its endpoint. */
async function serve(answer: (incoming: IncomingMessage, outgoing: ServerResponse, id: number) => void) {
  const server = createServer(async (incoming, outgoing) => {
    const text = (await incoming.toArray()).join('');
    const { id } = JSON.parse(text);
    if (id === undefined) outgoing.writeHead(202).end();
    else answer(incoming, outgoing, id);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return new URL(`http://127.0.0.1:${address.port}/mcp`);
}

const event = (message: object) => `data: ${JSON.stringify({ jsonrpc: '2.0', ...message })}\r\n\r\n`;

describe('a server that runs', () => {
  it.each(['json', 'event-stream'] as const)('is asked for its tools (%s)', async (mode) => {
    platform.options.mcp = mode;
    platform.options.tools = ['search', 'fetch'];
    expect(await tools()).toEqual(['search', 'fetch']);
    expect(asked()).toEqual(['initialize', 'notifications/initialized', 'tools/list']);
    expect(said).toEqual([]);
  });

  it('sees the token, the version of the client, and its session on every request', async () => {
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
    for (const { authorization, headers } of platform.requests) {
      expect(authorization).toBe(`Bearer ${token}`);
      expect(headers.accept).toBe('application/json, text/event-stream');
    }
  });

  it('may choose another version', async () => {
    const url = await serve((incoming, outgoing, id) => {
      const version = incoming.headers['mcp-protocol-version'];
      const result =
        id === 0 ? { ...hello, protocolVersion: '2025-03-26' } : { tools: [{ name: `${version}` }] };
      outgoing.end(JSON.stringify({ jsonrpc: '2.0', id, result }));
    });
    expect(await tools({ url })).toEqual(['2025-03-26']);
  });

  it('is not asked for tools when it declares none', async () => {
    const body = { jsonrpc: '2.0', id: 0, result: { ...hello, capabilities: { prompts: {} } } };
    platform.script('POST', mcp, { body }, { status: 202 });
    expect(await tools()).toEqual([]);
    expect(asked()).toEqual(['initialize', 'notifications/initialized']);
  });

  it('may have its tools on several pages', async () => {
    platform.script('POST', mcp, { act: 'pass' }, { act: 'pass' });
    const page = (id: number, name: string, nextCursor?: string) => ({
      body: { jsonrpc: '2.0', id, result: { tools: [{ name }], nextCursor } },
    });
    platform.script('POST', mcp, page(1, 'a', 'to b'), page(2, 'b', 'to c'), page(3, 'c'));
    expect(await tools()).toEqual(['a', 'b', 'c']);
    expect(platform.requests.at(-1)?.body).toMatchObject({ params: { cursor: 'to c' } });
  });

  it('cannot make it turn pages for ever, or fill the memory', async () => {
    let pages = 0;
    let size = 1;
    const url = await serve((_, outgoing, id) => {
      if (id > 0) pages += 1;
      const some = Array.from({ length: size }, (_, n) => ({ name: `tool-${n}` }));
      const result = id === 0 ? hello : { tools: some, nextCursor: 'again' };
      outgoing.end(JSON.stringify({ jsonrpc: '2.0', id, result }));
    });
    expect(await tools({ url })).toHaveLength(20);
    expect(pages).toBe(20);
    size = 200_000;
    expect(await tools({ url })).toHaveLength(1000);
    expect(pages).toBe(21);
  });

  it('has names that are shown with care', async () => {
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
      'x'.repeat(128),
      '😀'.repeat(128),
    ]);
  });

  it('may leave its stream open, and say other things first', async () => {
    const url = await serve((_, outgoing, id) => {
      outgoing.writeHead(200, { 'content-type': 'Text/Event-Stream; charset=utf-8' });
      outgoing.write(`\uFEFF: ping\r\n\r\nevent: ping\r\n\r\ndata: \r\n\r\n`);
      outgoing.write(event({ method: 'notifications/message', params: {} }));
      outgoing.write(event({ id, method: 'ping' }));
      outgoing.write(event({ id: id + 100, result: { tools: [{ name: 'of another' }] } }));
      const bytes = Buffer.from(event({ id, result: id === 0 ? hello : { tools: [{ name: 'größe' }] } }));
      const cut = bytes.indexOf('ö') + 1;
      outgoing.write(bytes.subarray(0, cut));
      setTimeout(() => outgoing.write(bytes.subarray(cut)), 50);
    });
    const start = performance.now();
    expect(await tools({ url })).toEqual(['größe']);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it('may answer with a batch', async () => {
    const url = await serve((_, outgoing, id) => {
      const result = id === 0 ? hello : { tools: [{ name: 'a' }] };
      outgoing.end(JSON.stringify([{ method: 'notifications/message' }, { jsonrpc: '2.0', id, result }]));
    });
    expect(await tools({ url })).toEqual(['a']);
  });
});

describe('a server that wakes', () => {
  it('is waited for when it was scaled to zero', async () => {
    has('Stopped');
    expect(await tools()).toEqual(['echo', 'reverse']);
    expect(said).toEqual([
      expect.stringMatching(
        /^Waiting for 127\S+\/my-server\/mcp to respond to MCP: it returned 503 \(10 s left\)$/,
      ),
    ]);
  });

  it.each([
    ['503 twice', [{ status: 503, body: '<html>' }, { status: 503 }]],
    ['502 and 504', [{ status: 502 }, { status: 504 }]],
    ['a connection that breaks', [{ act: 'reset' as const }, { act: 'truncate' as const }]],
  ])('is asked again after %s', async (_, answers) => {
    platform.script('POST', mcp, ...answers);
    expect(await tools()).toEqual(['echo', 'reverse']);
    expect(asked().slice(0, 3)).toEqual(['initialize', 'initialize', 'initialize']);
    expect(platform.unusedScripts()).toEqual([]);
  });

  it('is spoken of again when nothing new happens', async () => {
    platform.script('POST', mcp, { act: 'hang' });
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const failure = failing(tools({}, 0.5));
      vi.advanceTimersByTime(50_000);
      expect(said).toHaveLength(2);
      expect(said[0]).toMatch(/ to respond to MCP: no response yet \(1 s left\)$/);
      await failure;
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is given up at the deadline', async () => {
    platform.script('POST', mcp, ...Array.from({ length: 50 }, () => ({ status: 503 })));
    const start = performance.now();
    const failure = await failing(tools({}, 3));
    expect(failure).toMatchObject({ code: 'mcp-failed' });
    expect(failure.message).toMatch(/ did not respond to MCP in time \(it returned 503\)\.$/);
    expect(performance.now() - start).toBeLessThan(3_500);
    expect(platform.requests.length).toBeGreaterThan(2);
  });

  it.each([
    ['never answers', 1.5],
    ['has no time at all', -1],
  ])('is given up at the deadline when it %s', async (_, seconds) => {
    platform.script('POST', mcp, { act: 'hang' }, { act: 'hang' }, { act: 'hang' });
    const start = performance.now();
    expect(await failing(tools({}, seconds))).toMatchObject({
      code: 'mcp-failed',
      message: expect.stringContaining('in time (timed out).'),
    });
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it('is not waited for once the job is cancelled', async () => {
    platform.script('POST', mcp, ...Array.from({ length: 50 }, () => ({ status: 503 })));
    const stop = new AbortController();
    const failure = failing(tools({ signal: stop.signal }, 60));
    setTimeout(() => stop.abort(), 200);
    const start = performance.now();
    expect((await failure).message).toMatch(/failed: cancelled\.$/);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

describe('a server that cannot be verified', () => {
  const answer = (id: number, content: object) => ({ body: { jsonrpc: '2.0', id, ...content } });
  const error = { code: -32603, message: `Went wrong with ${token}` };

  it.each([
    [
      '401',
      'token-rejected',
      /initialize at \S+ returned 401: Expired\.$/,
      { status: 401, body: { detail: 'Expired' } },
    ],
    ['403', 'token-not-allowed', /initialize at \S+ returned 403\.$/, { status: 403, body: '<html>' }],
    ['404', 'mcp-failed', /returned 404\.$/, { status: 404 }],
    ['500', 'mcp-failed', /returned 500: Oops\.$/, { status: 500, body: { error: { message: 'Oops' } } }],
    ['a page', 'mcp-failed', /returned 200 with a body that is not an MCP response\.$/, { body: '<html>' }],
    ['nothing', 'mcp-failed', /not an MCP response/, { status: 200 }],
    ['the answer to another', 'mcp-failed', /not an MCP response/, answer(5, { result: hello })],
    ['an error', 'mcp-failed', /returned 200 with an error: Went wrong with \*\*\*\.$/, answer(0, { error })],
    ['no version', 'mcp-failed', /returned no MCP protocol version\.$/, answer(0, { result: {} })],
    [
      'a version that is none',
      'mcp-failed',
      /version/,
      answer(0, { result: { protocolVersion: 'a\r\nb: c' } }),
    ],
    ['too much', 'mcp-failed', /too large/, { body: 'x'.repeat(9 * 1024 * 1024) }],
    [
      'a stream without the answer',
      'mcp-failed',
      /not an MCP response/,
      { headers: { 'content-type': 'text/event-stream' }, body: ': bye\n\ndata: nonsense\n\n' },
    ],
  ])('fails at once with %s', async (_, code, what, scripted) => {
    platform.script('POST', mcp, scripted);
    const failure = await failing(tools());
    expect(failure.code).toBe(code);
    expect(failure.message).toMatch(what);
    expect(failure.message).not.toContain(token);
    expect(platform.requests).toHaveLength(1);
    expect(said).toEqual([]);
  });

  it('is asked with a token that it knows', async () => {
    expect(await failing(tools({ token: makeToken() }))).toMatchObject({ code: 'token-rejected' });
    platform.tokens.set(token, { access: 'full', workspaces: ['another'] });
    expect(await failing(tools())).toMatchObject({ code: 'token-not-allowed' });
  });

  it('cannot send the token elsewhere', async () => {
    const elsewhere = await startPlatform();
    closing.push(elsewhere.close);
    for (const status of [302, 307, 308]) {
      platform.script('POST', mcp, { status, headers: { location: `${elsewhere.url}/mcp` } });
      const { code, message } = await failing(tools());
      expect(code).toBe('mcp-failed');
      expect(message).toContain(`returned ${status}, a redirect, which is not followed`);
    }
    expect(elsewhere.requests).toEqual([]);
  });

  it.each([
    [
      'forgets its session',
      { status: 404, body: { error: { message: 'Session not found' } } },
      /: Session not found\.$/,
    ],
    ['falls asleep', { status: 503 }, /tools\/list at \S+ returned 503\.$/],
    ['breaks the connection', { act: 'reset' as const }, /failed: ECONNRESET\.$/],
    ['has no list', answer(1, { result: { tools: 'none' } }), /returned no list of tools\.$/],
    ['does not know the method', answer(1, { error: { code: -32601, message: 'No' } }), /an error: No\.$/],
  ])('fails when it %s after the greeting', async (_, scripted, what) => {
    platform.script('POST', mcp, { act: 'pass' }, { act: 'pass' }, scripted);
    const failure = await failing(tools());
    expect(failure.code).toBe('mcp-failed');
    expect(failure.message).toMatch(what);
  });

  it('fails when the session is not taken', async () => {
    platform.script('POST', mcp, answer(0, { result: hello }));
    const { message } = await failing(tools());
    expect(message).toMatch(
      /notifications\/initialized at \S+ returned 400: Bad Request: Missing session ID\.$/,
    );
  });
});
