import { expect, it } from 'vitest';
import { parseJson } from '../../src/api/json.js';
import { createLogSanitizer } from '../../src/lib/redact.js';
import { cutLine, joinFirst, joinLines, prefixLines, quoteLine } from '../../src/lib/sanitize.js';

it.each([
  ['Running', 'Running'],
  ['a\n\u001b[31m::error::b\r\n c\u200b', 'a : :error::b c'],
  ['::error::b', ': :error::b'],
  ['x'.repeat(300), 'x'.repeat(300)],
  ['x'.repeat(301), `${'x'.repeat(299)}…`],
  ['x'.repeat(10_000_000), `${'x'.repeat(299)}…`],
  [`${'x'.repeat(298)}😀${'x'.repeat(9)}`, `${'x'.repeat(298)}…`],
  [' '.repeat(5_000), '…'],
])('quotes a text from outside on one line: %#', (text, line) => {
  expect(quoteLine(text)).toBe(line);
});

it.each([
  [[], 2, ''],
  [['a', 'b'], 2, 'a, b'],
  [['a', 'b', 'c'], 2, 'a, b, and 1 more'],
  [['a', 'b'], 0, 'and 2 more'],
])('lists the first items of %j up to %i: %s', (items, limit, text) => {
  expect(joinFirst(items, limit)).toBe(text);
});

it('cuts a line to what a log can show', () => {
  expect(cutLine('x'.repeat(16_384))).toHaveLength(16_384);
  expect(cutLine('x'.repeat(35_000_000))).toBe(`${'x'.repeat(16_384)} ... (34983616 more characters)`);
});

it('writes a message on one line, so that no text of the platform starts a line of its own', () => {
  expect(joinLines('a\r\n  ✓ b\rc\n')).toBe('a ✓ b c ');
  const { addSecret, sanitize } = createLogSanitizer();
  addSecret('a secret of\ntwo lines of text');
  expect(sanitize('it is x\n✓ deployed')).toBe('it is x ✓ deployed');
  expect(sanitize('it is a secret of\ntwo lines of text')).toBe('it is ***');
  expect(sanitize('y'.repeat(10_000_000)).length).toBeLessThan(17_000);
});

it('filters many lines at once as it would filter each', () => {
  const { addSecret, sanitizeOutput } = createLogSanitizer();
  addSecret('a-secret-of-26-characters-');
  const lines = [
    'before \u001b]a title without an end',
    'the next line',
    ' ::error::x',
    'a-secret-of-26-characters-',
    '\u001bPanother',
  ];
  expect(sanitizeOutput(lines.join('\n')).split('\n')).toEqual(lines.map(sanitizeOutput));
  expect(sanitizeOutput('x a-secret-of-\n26-characters- y')).toBe('x ***\n*** y');
  expect(prefixLines('a\n\n \nb', '│ ')).toEqual(['│ a', '│ b']);
});

it.each<[string, number, boolean]>([
  ['lists', 500, true],
  ['lists', 501, false],
  ['lists', 1_000_000, false],
])('reads JSON of so many levels: %s, %i', (_, levels, isRead) => {
  const text = '['.repeat(levels) + ']'.repeat(levels);
  expect(parseJson(text) !== undefined).toBe(isRead);
});

it.each([
  JSON.stringify({ text: '[{'.repeat(1_000) }),
  JSON.stringify({ text: `${'\\"['.repeat(1_000)}\\` }),
  JSON.stringify(Array(2_000).fill([{}])),
])('counts no bracket of a text, and no level that has ended', (text) => {
  expect(parseJson(text)).toEqual(JSON.parse(text));
});
