import { describe, expect, it } from 'vitest';
import { createEventStream } from '../../src/mcp/event-stream.js';

function read(pieces: readonly string[]): string[] {
  const stream = createEventStream();
  return pieces.flatMap((piece) => stream.push(piece));
}

describe('an event stream', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['one event', ['data: a\n\n'], ['a']],
    ['several events', ['data: a\n\ndata: b\n\n'], ['a', 'b']],
    ['CRLF', ['data: a\r\n\r\ndata: b\r\n\r\n'], ['a', 'b']],
    ['CR alone', ['data: a\r\rdata: b\r\r'], ['a', 'b']],
    ['CRLF that is split over pieces', ['data: a\r', '\n\r', '\n', 'data: b\r', '\n\r', '\n'], ['a', 'b']],
    ['CRLF with an empty piece inside', ['data: a\r', '', '\ndata: b\n\n'], ['a\nb']],
    ['a line that is split over pieces', ['da', 'ta', ': hal', 'f\n', '\n'], ['half']],
    ['data of several lines', ['data: {\ndata:  "a": 1\ndata: }\n\n'], ['{\n "a": 1\n}']],
    ['data without a space', ['data:a\n\n'], ['a']],
    ['data with two spaces, of which one counts', ['data:  a\n\n'], [' a']],
    ['data with a colon', ['data: a: b\n\n'], ['a: b']],
    ['data with a line separator of Unicode', ['data: a\u2028b\n\n'], ['a\u2028b']],
    ['empty data', ['data\n\ndata:\n\n'], ['', '']],
    ['comments', [': ping\n\n:\n\ndata: a\n: between\ndata: b\n\n'], ['a\nb']],
    ['other fields', ['event: message\nid: 7\nretry: 10\ndata: a\nnonsense\n\n'], ['a']],
    ['a field that only begins like data', ['database: a\n\n'], []],
    ['an event without data', ['event: ping\n\n'], []],
    ['an event that does not end', ['data: a\n'], []],
    ['nothing but line ends', ['\n\r\n\r\r\n'], []],
    ['what is no event stream', ['<html>\n\n{"jsonrpc": "2.0"}\n\n'], []],
  ])('reads %s', (_, pieces, events) => {
    expect(read(pieces)).toEqual(events);
  });

  it('reads the same, wherever it is cut', () => {
    const text = ': hi\r\n\r\nevent: message\r\ndata: {"a":\r\ndata: 1}\r\n\r\ndata: b\n\ndata: c\r\r';
    for (let cut = 0; cut <= text.length; cut++) {
      expect(read([text.slice(0, cut), text.slice(cut)])).toEqual(['{"a":\n1}', 'b', 'c']);
    }
    expect(read([...text])).toEqual(['{"a":\n1}', 'b', 'c']);
  });

  it('reads a long line in small pieces in no time', () => {
    const start = performance.now();
    const line = 'x'.repeat(1_000_000);
    expect(read(['data: ', ...line, '\n\n'])).toEqual([line]);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
