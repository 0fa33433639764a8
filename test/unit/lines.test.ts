import { describe, expect, it } from 'vitest';
import { MAX_LINE_BYTES, splitLines } from '../../src/lib/lines.js';
import { createLogSanitizer } from '../../src/lib/redact.js';

function split(chunks: (string | Buffer)[]): string[] {
  const lines: string[] = [];
  const splitter = splitLines((text) => lines.push(...text.split('\n')));
  for (const chunk of chunks) splitter.push(Buffer.from(chunk));
  splitter.end();
  return lines;
}

describe('lines', () => {
  it.each<[string, (string | Buffer)[], string[]]>([
    ['at every kind of line end', ['a\nb\r\nc\rd'], ['a', 'b', 'c', 'd']],
    ['at CRLF that is split over chunks', ['a\r', '\nb\n'], ['a', 'b']],
    ['keeping empty lines', ['a\n\nb\r\r'], ['a', '', 'b', '']],
    ['that are split over chunks', ['hal', 'f', ' a line\n'], ['half a line']],
    ['with a character split over chunks', [Buffer.from([0xc3]), Buffer.from([0xa9, 0x0a])], ['é']],
    [
      'with a letter in four chunks, and others',
      ['a', ...[...Buffer.from('😀b')].map((byte) => Buffer.from([byte])), 'é\n'],
      ['a😀bé'],
    ],
    ['at CR LF CR', ['a\r\n\rb\r', '\r', '\n', '\nc'], ['a', '', 'b', '', '', 'c']],
    ['with invalid UTF-8', [Buffer.from([0x61, 0xff, 0x0a])], ['a\ufffd']],
    ['of which there are none', [''], []],
  ])('splits %s', (_, chunks, lines) => {
    expect(split(chunks)).toEqual(lines);
  });

  it('passes all lines of a chunk on at once', () => {
    const texts: string[] = [];
    const splitter = splitLines((text) => texts.push(text));
    for (const chunk of ['a\r\n\nb\rc', 'd\ne\r', '\nf\n']) splitter.push(Buffer.from(chunk));
    expect(texts).toEqual(['a\n\nb', 'cd', 'e', 'f']);
  });

  it('cuts a line of 10 MB, and says how much is gone', () => {
    const chunk = 'x'.repeat(64 * 1024);
    const [line = ''] = split([...Array.from({ length: 160 }, () => chunk), '\n']);
    expect(line.length).toBeLessThan(MAX_LINE_BYTES + 50);
    expect(line).toMatch(/\.\.\. \(\d+ more bytes\)$/);
    expect(Number(/\((\d+) more/.exec(line)?.[1])).toBe(160 * 64 * 1024 - MAX_LINE_BYTES);
  });

  it('cuts a line at its limit', () => {
    const [line] = split(['x'.repeat(MAX_LINE_BYTES), 'yy\n']);
    expect(line).toBe(`${'x'.repeat(MAX_LINE_BYTES)} ... (2 more bytes)`);
  });

  it('leaves less than 12 characters of a secret at the cut', () => {
    const secret = Array.from({ length: 5_000 }, (_, n) => n.toString(36)).join('-');
    const { addSecret, sanitizeOutput } = createLogSanitizer();
    addSecret(secret);
    for (let shift = 0; shift < 40; shift++) {
      const [line = ''] = split([`${'x'.repeat(MAX_LINE_BYTES - 20 - shift)}${secret}\n`]);
      expect(sanitizeOutput(line)).toMatch(/x(\*\*\*)?.{0,11} \.\.\. \(\d+ more bytes\)$/);
    }
  });
});
