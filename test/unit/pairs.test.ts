import { describe, expect, it } from 'vitest';
import { bareValue, isQuoted, parsePairs } from '../../src/inputs/pairs.js';
import { isUnexpandedVariable } from '../../src/inputs/unexpanded.js';

const values = (text: string) => {
  const { pairs, problems } = parsePairs(text);
  expect(problems).toEqual([]);
  return Object.fromEntries(pairs.map(({ key, value }) => [key, value]));
};

describe('KEY=VALUE lines and blocks', () => {
  it.each<[string, string, Record<string, string>]>([
    ['comments and blank lines', '# one\n\n  # two\nA=b\n', { A: 'b' }],
    ['every character after the first =', 'A= b=c== \t# d', { A: ' b=c== \t# d' }],
    ['CRLF, and CR alone', 'A=1\r\nB=2\rC=3', { A: '1', B: '2', C: '3' }],
    ['a line separator inside a value', 'A=x\u2028y', { A: 'x\u2028y' }],
    ['<< after the =', 'A=x<<EOF', { A: 'x<<EOF' }],
    ['a block', 'A<<EOF\nx\n\n# y\nB=1\nEOF\nB=2', { A: 'x\n\n# y\nB=1', B: '2' }],
    ['a block with CRLF', 'A<<EOF\r\nx\r\ny\r\nEOF\r\n', { A: 'x\ny' }],
    ['a block that is indented', '  A<<END\n  x\nEND', { A: '  x' }],
    ['an empty block', 'A<<EOF\nEOF', { A: '' }],
    ['a delimiter inside a line of the value', 'A<<EOF\nEOFx\n EOF\nEOF', { A: 'EOFx\n EOF' }],
  ])('reads %s', (_, text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  it.each<[string, string, RegExp]>([
    [
      'a line without `=`',
      'A=1\nmore of A',
      /line 2 is not KEY=VALUE \(.*`KEY<<EOF`, its lines, and a line `EOF`\)/,
    ],
    ['many such lines', `A=1\n${'x\n'.repeat(9)}`, /^lines 2, 3, 4, 5, 6, \.\.\. are not KEY=VALUE \(/],
    ['a block without an end', 'A=1\nB<<EOF\nx', /the value of B in line 2 has no end/],
    ['an end with whitespace', 'B<<EOF\nx\nEOF ', /no end/],
    ['a block without a delimiter', 'B<<\nx', /lines 1, 2 are not KEY=VALUE/],
    ['a key twice', 'A=1\nA<<E\n2\nE', /A is set twice/],
    ['a NUL', 'A=\0', /NUL/],
  ])('refuses %s, and quotes nothing of it', (_, text, problem) => {
    expect(parsePairs(text).problems.join()).toMatch(problem);
    expect(parsePairs(text).problems.join()).not.toMatch(/more of/);
  });

  it.each([
    ['A="x"', true, 'x'],
    ["A='x y'", true, 'x y'],
    ['A=""', true, ''],
    ['A=" "', true, ''],
    ['A="x', false, '"x'],
    ['A="', false, '"'],
    ['A=x"', false, 'x"'],
    ['A<<E\n"x"\nE', false, 'x'],
  ])('sees whether %j is quoted, and what is inside', (text, quoted, bare) => {
    const [pair] = parsePairs(text).pairs;
    if (!pair) throw new Error('no pair');
    expect({ quoted: isQuoted(pair), bare: bareValue(pair) }).toEqual({ quoted, bare });
  });
});

describe('a text that is the name of a variable', () => {
  it.each([
    '$NAME',
    '$name',
    '${NAME}',
    '${NAME:-x}',
    '${{ secrets.NAME }}',
    "${{ secrets['NAME'] }}",
    '$[[ inputs.name ]]',
    '<< parameters.name >>',
    '{{ name }}',
    '%NAME%',
    '$env:NAME',
    '${env:NAME}',
    '$Env:NAME',
    '$(NAME)',
    ' $NAME\n',
  ])('%s', (text) => {
    expect(isUnexpandedVariable(text)).toBe(true);
  });

  it.each([
    '',
    '$',
    '$1',
    'pa$$word',
    '$2b$10$abc',
    '50%',
    '%',
    '%41%42',
    'a-$NAME',
    '$NAME-a',
    '{"a":1}',
    '$ NAME',
  ])('is not %s', (text) => {
    expect(isUnexpandedVariable(text)).toBe(false);
  });
});
