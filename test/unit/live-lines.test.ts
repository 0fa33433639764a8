import { describe, expect, it } from 'vitest';
import { formatLiveLines, type LiveRow } from '../../src/ci/live-lines.js';
import { cutToColumns } from '../../src/lib/sanitize.js';

const size = { columns: 60, rows: 24 };
const running = (server: string, step = 'Pending'): LiveRow => ({
  server,
  step,
  kind: 'running',
  startedAt: 0,
});
const done = (server: string): LiveRow => ({
  server,
  step: 'healthy',
  kind: 'done',
  startedAt: 0,
  endedAt: 3_400,
});
const queued = (server: string): LiveRow => ({ server, step: '', kind: 'queued' });

describe('the live lines', () => {
  it('have name, seconds and step of each server, in the order of the input', () => {
    const rows = [done('a/one'), running('a/three', 'Pending, 0 of 1 replicas ready'), queued('a/two')];
    expect(formatLiveLines(rows, size, 12_900)).toEqual([
      '  a/one      3 s  healthy',
      '  a/three   12 s  Pending, 0 of 1 replicas ready',
      '  a/two           queued',
    ]);
  });

  it.each([
    ['50 servers', 24, 50, 12],
    ['a small window', 5, 50, 4],
    ['two rows', 2, 50, 1],
    ['one row', 1, 50, 1],
    ['an unknown height', 0, 50, 12],
    ['as many as fit', 24, 12, 12],
  ])('are bounded: %s', (_, rows, count, expected) => {
    const servers = Array.from({ length: count }, (_, index) => running(`s-${index}`));
    const lines = formatLiveLines(servers, { columns: 60, rows }, 0);
    expect(lines).toHaveLength(expected);
    const more = count - (expected - 1);
    if (expected > 1 && count > expected) expect(lines.at(-1)).toBe(`  + ${more} more`);
  });

  it('show what runs before what waits or is done, if not all fit', () => {
    const rows = [done('a'), done('b'), queued('c'), running('d'), queued('e'), running('f')];
    const lines = formatLiveLines(rows, { columns: 60, rows: 5 }, 0);
    expect(lines.map((line) => line.trim().replace(/ .*/, ''))).toEqual(['d', 'f', 'c', '+']);
    expect(lines.at(-1)).toBe('  + 3 more');
  });

  it.each([200, 80, 40, 20, 10, 3, 2, 1, 0])('never reach the last of %i columns', (columns) => {
    const rows = [
      running('ai.acme/a-name-that-is-longer-than-most@1.2.3', 'x'.repeat(300)),
      running('名前'.repeat(40), '界'.repeat(300)),
      running('👩‍👩‍👧', '\u0301'.repeat(99)),
    ];
    for (const line of formatLiveLines(rows, { columns, rows: 24 }, 1e9)) {
      // Two columns for each character outside of Latin are never too few.
      const width = [...line].reduce((sum, one) => sum + ((one.codePointAt(0) ?? 0) < 0x300 ? 1 : 2), 0);
      expect(width).toBeLessThan(columns || 80);
    }
  });

  it('show the seconds of a server with a long name', () => {
    const [line] = formatLiveLines([running('n'.repeat(100), 'Pending')], { columns: 40, rows: 24 }, 5_000);
    expect(line).toMatch(/^ {2}n+… {4}5 s {2}Pending$/);
  });
});

describe('cutToColumns', () => {
  it.each([
    ['short', 10, 'short'],
    ['exactly-10', 10, 'exactly-10'],
    ['more than 10', 10, 'more tha…'],
    ['日本語日本語', 10, '日本語日…'],
    ['text', 1, ''],
    ['text', 0, ''],
  ])('cuts %j to %i columns', (text, columns, cut) => {
    expect(cutToColumns(text, columns)).toBe(cut);
  });
});
