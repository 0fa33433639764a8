import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/lib/redact.js';
import type { McpCall } from '../../../src/mcp/session.js';
import { type Platform, startPlatform, workspaceId } from '../../fakes/platform.js';
import { serverSpec } from '../../fakes/platform-registry.js';
import { deploy } from '../../fakes/platform-servers.js';
import { makeToken } from '../../fakes/tokens.js';
import { failureOf, hello, list, sendJson, serve } from './mcp-helpers.js';

const mcp = /\/mcp\/?$/;
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

function tools(changes: Partial<McpCall> = {}) {
  const redactor = createRedactor();
  redactor.add(token);
  const url = new URL(`${platform.url}/${workspaceId}/echo/mcp`);
  return list(url, { token, redact: redactor.redact, ...changes });
}

async function start(server: ReturnType<typeof serve>): Promise<URL> {
  const { url, close } = await server;
  closing.push(close);
  return url;
}

const answer = (id: number, content: object) => ({ body: { jsonrpc: '2.0', id, ...content } });
const error = { code: -32603, message: `Went wrong with ${token}` };

describe('a server that is not an MCP server', () => {
  it.each([
    ['404', /initialize at \S+ returned 404\.$/, { status: 404 }],
    ['404 with a text', /returned 404: not here\.$/, { status: 404, body: 'not here' }],
    ['501', /returned 501\.$/, { status: 501 }],
    ['a page', /returned 200 with a body that is not an MCP response\.$/, { body: '<html>' }],
    ['nothing', /not an MCP response/, { status: 200 }],
    ['202', /not an MCP response/, { status: 202 }],
    ['the response to another request', /not an MCP response/, answer(5, { result: hello })],
    ['an error', /returned an error: Went wrong with \*\*\*\.$/, answer(0, { error })],
    [
      'an error with 400',
      /returned 400: Went wrong with \*\*\*\.$/,
      { status: 400, ...answer(0, { error }) },
    ],
    ['no version', /returned no MCP protocol version\.$/, answer(0, { result: {} })],
    ['a version that is none', /version/, answer(0, { result: { protocolVersion: 'a\r\nb: c' } })],
    ['too much', /too large/, { body: 'x'.repeat(33 * 1024 * 1024) }],
  ])('fails at once with %s', async (_, message, scripted) => {
    platform.script('POST', mcp, scripted);
    const failure = await failureOf(tools());
    expect(failure.code).toBe('mcp-failed');
    expect(failure.message).toMatch(message);
    expect(failure.message).not.toContain(token);
    expect(platform.requests).toHaveLength(1);
  });

  it.each([
    ['has no list', answer(1, { result: { tools: 'none' } }), /returned no list of tools\.$/],
    [
      'does not know the method',
      answer(1, { error: { code: -32601, message: 'No' } }),
      /returned an error: No\.$/,
    ],
    [
      'fails with a 500 of its own',
      { status: 500, ...answer(1, { error: { code: -32603, message: 'Bug' } }) },
      /returned 500: Bug\.$/,
    ],
  ])('fails at once if it %s', async (_, scripted, message) => {
    platform.script('POST', mcp, { act: 'pass' }, { act: 'pass' }, scripted);
    const failure = await failureOf(tools());
    expect(failure.code).toBe('mcp-failed');
    expect(failure.message).toMatch(message);
  });
});

describe('a server that refuses the client', () => {
  const page = (title: string) =>
    `<html>\r\n<head><title>${title}</title></head>\r\n<body>nginx</body></html>`;

  it.each([
    ['the Host check of the Python SDK', 421, 'Invalid Host header', 'returned 421: Invalid Host header.'],
    [
      'the Host check of the TypeScript SDK',
      403,
      { jsonrpc: '2.0', error: { code: -32000, message: 'Invalid Host: x' }, id: null },
      'returned 403: Invalid Host: x.',
    ],
    [
      'a sign-in of its own',
      401,
      { error: 'invalid_token', error_description: 'Unknown issuer' },
      'returned 401: invalid_token Unknown issuer.',
    ],
    ['nginx', 401, page('401 Authorization Required'), 'returned 401: 401 Authorization Required.'],
    ['nginx with 403', 403, page('403 Forbidden'), 'returned 403: 403 Forbidden.'],
    ['an empty 403', 403, '', 'returned 403.'],
    ['a text with the token', 403, `No ${token} here`, 'returned 403: No *** here.'],
  ])('is not taken for the platform that rejects the token: %s', async (_, status, body, message) => {
    platform.script('POST', mcp, { status, body });
    const failure = await failureOf(tools());
    expect(failure.code).toBe('mcp-refused');
    expect(failure.message.endsWith(message), failure.message).toBe(true);
    expect(platform.requests).toHaveLength(1);
  });

  it.each([
    [401, { detail: 'Authentication required' }, 'token-rejected'],
    [401, { error: { code: 'UNAUTHORIZED', message: 'Token expired' } }, 'token-rejected'],
    [403, { detail: 'Access denied to workspace' }, 'token-not-allowed'],
    [403, { message: 'You cannot consume this service' }, 'mcp-refused'],
  ])('is not the platform, whose own responses reject the token: %i %j', async (status, body, code) => {
    platform.script('POST', mcp, { status, body });
    expect((await failureOf(tools())).code).toBe(code);
  });
});

describe('a redirect', () => {
  it.each([307, 308])('within the origin is followed, with method, body and session (%i)', async (status) => {
    const seen: string[] = [];
    const url = await start(
      serve(({ request, response, id, method }) => {
        seen.push(`${method} ${request.url} ${request.headers['mcp-session-id'] ?? ''}`.trim());
        if (request.url === '/mcp') return response.writeHead(status, { location: '/mcp/' }).end('moved');
        if (id === undefined) return response.writeHead(202).end();
        if (method !== 'initialize') return sendJson(response, { id, result: { tools: [{ name: 'a' }] } });
        response.setHeader('mcp-session-id', 's1');
        return sendJson(response, { id, result: hello });
      }),
    );
    expect(await list(url)).toEqual(['a']);
    expect(seen.filter((line) => line.includes('/mcp/'))).toEqual([
      'initialize /mcp/',
      'notifications/initialized /mcp/ s1',
      'tools/list /mcp/ s1',
      'DELETE /mcp/ s1',
    ]);
  });

  it.each([
    ['to another port', (other: URL) => other.href],
    ['to another host', (other: URL) => other.href.replace('127.0.0.1', 'localhost')],
    ['without a scheme', (other: URL) => `//${other.host}/mcp`],
    ['to TLS', (_: URL, own: URL) => own.href.replace('http:', 'https:')],
    ['with credentials', (_: URL, own: URL) => own.href.replace('//', '//user:password@')],
  ])('%s is not followed', async (_, to) => {
    const other = await startPlatform();
    closing.push(other.close);
    const own = new URL(`${platform.url}/${workspaceId}/echo/mcp`);
    for (const status of [301, 302, 303, 307, 308]) {
      platform.script('POST', mcp, { status, headers: { location: to(new URL(`${other.url}/mcp`), own) } });
      const failure = await failureOf(tools());
      expect(failure.code).toBe('mcp-failed');
      expect(failure.message).toContain(`returned ${status}, a redirect to `);
      expect(failure.message).not.toContain('password');
    }
    expect(other.requests).toEqual([]);
    expect(platform.requests).toHaveLength(5);
  });

  it('that drops the message is not followed, and named', async () => {
    platform.script('POST', mcp, { status: 302, headers: { location: '/login?next=secret' } });
    const failure = await failureOf(tools());
    expect(failure.message).toMatch(
      /a redirect to http:\/\/127\S+\/login, not followed: only 307 and 308 keep the message\.$/,
    );
  });

  it('that leads to itself ends', async () => {
    platform.script('POST', mcp, ...Array(20).fill({ status: 307, headers: { location: './mcp' } }));
    expect((await failureOf(tools())).message).toMatch(/not followed: too many redirects\.$/);
    expect(platform.requests).toHaveLength(6);
  });
});

describe('the version of MCP', () => {
  it('may be another one that the server chooses', async () => {
    const url = await start(
      serve(({ id, method, request, response }) => {
        if (id === undefined) return response.writeHead(202).end();
        const version = request.headers['mcp-protocol-version'];
        const result =
          method === 'initialize'
            ? { ...hello, protocolVersion: '2025-03-26' }
            : { tools: [{ name: version }] };
        return sendJson(response, { id, result });
      }),
    );
    expect(await list(url)).toEqual(['2025-03-26']);
  });

  it.each([
    ['an older one', ['2024-11-05'], '2024-11-05'],
    ['a newer one', ['2025-11-25', '2027-01-01'], '2025-11-25'],
  ])('may be %s that the server names in an error', async (_, supported, expected) => {
    const url = await start(
      serve(({ id, method, params, request, response }) => {
        if (id === undefined) return response.writeHead(202).end();
        if (method !== 'initialize') {
          return sendJson(response, {
            id,
            result: { tools: [{ name: request.headers['mcp-protocol-version'] }] },
          });
        }
        const requested = `${params?.protocolVersion}`;
        if (supported.includes(requested))
          return sendJson(response, { id, result: { ...hello, protocolVersion: requested } });
        const data = { supported, requested };
        return sendJson(response, {
          id,
          error: { code: -32602, message: 'Unsupported protocol version', data },
        });
      }),
    );
    expect(await list(url)).toEqual([expected]);
  });

  it.each([
    ['only versions that do not exist yet', ['2027-01-01', '2028-01-01']],
    ['a version, and refuses it anyway', ['2025-11-25']],
  ])('is a failure of its own if the server names %s', async (_, supported) => {
    const data = { supported, requested: '2025-06-18' };
    const refusal = { status: 400, ...answer(0, { error: { code: -32022, message: 'Unsupported', data } }) };
    platform.script('POST', mcp, refusal, refusal);
    const failure = await failureOf(tools());
    expect(failure.code).toBe('mcp-unsupported');
    expect(failure.message).toContain(`supports only MCP ${supported.join(', ')};`);
  });
});
