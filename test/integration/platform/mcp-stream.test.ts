import { setImmediate as nextTick } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { failureOf, hello, list, serve } from './mcp-helpers.js';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** A server that sends each answer as an event stream, in pieces, and leaves the stream open. */
async function stream(pieces: (answer: string, isHello: boolean) => Iterable<string | Uint8Array>) {
  const server = await serve(async ({ id, method, response }) => {
    if (id === undefined) {
      response.writeHead(202).end();
      return;
    }
    const isHello = method === 'initialize';
    const result = isHello ? hello : { tools: [{ name: 'größe' }, { name: 'b' }] };
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const closed = new Promise((resolve) => response.once('close', resolve));
    for (const piece of pieces(JSON.stringify({ jsonrpc: '2.0', id, result }), isHello)) {
      if (response.destroyed) return;
      // A chunk of its own for each piece, and a pause, so that the client sees the pieces as they are here.
      if (response.write(piece)) await nextTick();
      else await Promise.race([closed, new Promise((drained) => response.once('drain', drained))]);
    }
  });
  closing.push(server.close);
  return server.url;
}

/** JSON text with a line end after the first character, as pretty-printers make. */
const inTwoLines = (json: string) => [json.slice(0, 1), json.slice(1)] as const;

describe('an event stream', () => {
  it.each<[string, (json: string) => Iterable<string | Uint8Array>]>([
    ['LF', (json) => [`data: ${json}\n\n`]],
    ['CRLF', (json) => [`data: ${json}\r\n\r\n`]],
    ['CR alone', (json) => [`data: ${json}\r\r`]],
    ['CRLF that is split between pieces', (json) => [`data: ${json}\r`, '\n', '\r', '\n']],
    ['a byte order mark', (json) => [`\uFEFFdata: ${json}\n\n`]],
    [
      'a byte order mark in pieces',
      (json) =>
        [...Buffer.from('\uFEFF')]
          .map((byte) => Uint8Array.of(byte))
          .concat(Buffer.from(`data: ${json}\n\n`)),
    ],
    ['data without a space', (json) => [`data:${json}\n\n`]],
    ['data in several lines', (json) => [`data: ${inTwoLines(json).join('\ndata: ')}\n\n`]],
    ['data in several lines with CRLF', (json) => [`data: ${inTwoLines(json).join('\r\ndata: ')}\r\n\r\n`]],
    [
      'other fields and comments',
      (json) => [': hi\n\n', 'event: message\nid: 7\nretry: 10\nnonsense\n', `data: ${json}\n\n`],
    ],
    [
      'events without data first',
      (json) => ['event: ping\n\n', 'data\n\n', 'data: \n\n', `data: ${json}\n\n`],
    ],
    [
      'one byte at a time',
      (json) =>
        [...Buffer.from(`: hi\r\n\r\nevent: message\r\ndata: ${json}\r\n\r\n`)].map((byte) =>
          Uint8Array.of(byte),
        ),
    ],
  ])('is read with %s', async (_, pieces) => {
    const url = await stream(pieces);
    expect(await list(url)).toEqual(['größe', 'b']);
  });

  it('costs time in proportion to its length when a long line comes in small pieces', async () => {
    /** CPU time of both sides, in microseconds. */
    const cost = async (count: number) => {
      const url = await stream(function* (json, isHello) {
        if (isHello) return yield `data: ${json}\n\n`;
        yield `data: ${json.slice(0, -1)},"padding":"`;
        for (let piece = 0; piece < count; piece++) yield 'x'.repeat(1_000);
        yield '"}\n\n';
      });
      const before = process.cpuUsage();
      expect(await list(url, { seconds: 60 })).toEqual(['größe', 'b']);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    const few = await cost(200);
    // Ten times as much; if each piece led to a search from the start, it would be up to a hundred times.
    expect((await cost(2_000)) / few).toBeLessThan(30);
  });

  it('is given up when a line does not end, before it fills the memory', async () => {
    let sent = 0;
    const url = await stream(function* () {
      yield 'data: ';
      for (const piece = 'x'.repeat(64 * 1024); sent < 1_000; sent++) yield piece;
    });
    const before = process.memoryUsage().rss;
    expect(await failureOf(list(url))).toMatchObject({
      code: 'mcp-failed',
      message: expect.stringContaining('too large'),
    });
    expect(sent).toBeLessThan(1_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });

  it.each([
    ['an event that does not end', (json: string) => [`data: ${json}\n`]],
    ['a field that only begins like data', (json: string) => [`database: ${json}\n\n`]],
  ])('has no answer in %s', async (_, pieces) => {
    const url = await stream(pieces);
    const failure = await failureOf(list(url, { seconds: 0.5 }));
    expect(failure.code).toBe('mcp-failed');
  });
});
