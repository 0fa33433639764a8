import { describe, expect, it } from 'vitest';
import { MAX_LINE_LENGTH, splitLines } from '../../src/lib/lines.js';

function split(chunks: (string | Buffer)[], clean = (line: string) => line): string[] {
  const lines: string[] = [];
  const splitter = splitLines(clean, (line) => lines.push(line));
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
    ['with invalid UTF-8', [Buffer.from([0x61, 0xff, 0x0a])], ['a\ufffd']],
    ['of which there are none', [''], []],
  ])('splits %s', (_, chunks, lines) => {
    expect(split(chunks)).toEqual(lines);
  });

  it('cuts a line of 10 MB, and says how much is gone', () => {
    const chunk = 'x'.repeat(64 * 1024);
    const [line = ''] = split([...Array.from({ length: 160 }, () => chunk), '\n']);
    expect(line.length).toBeLessThan(MAX_LINE_LENGTH + 50);
    expect(line).toMatch(/\.\.\. \(\d+ more characters\)$/);
    expect(Number(/\((\d+) more/.exec(line)?.[1])).toBe(160 * 64 * 1024 - MAX_LINE_LENGTH);
  });

  it('shows no part of a secret where redaction makes a long line shorter', () => {
    const secret = 'S'.repeat(100);
    const [line] = split([`${secret.repeat(10_000)}\n`], (text) => text.replaceAll(secret, '*'));
    expect(line?.replaceAll('*', '')).not.toContain('S');
  });

  it('shows a secret that lies on the cut to the caller as a whole', () => {
    const largestOnGithub = 48 * 1024;
    const secret = 'S'.repeat(largestOnGithub);
    const [line] = split([`${'x'.repeat(MAX_LINE_LENGTH - 50)}${secret}\n`], (text) =>
      text.replaceAll(secret, '***'),
    );
    expect(line).not.toContain('S');
  });
});
