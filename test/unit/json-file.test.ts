import { describe, expect, it } from 'vitest';
import { parseJsonFile } from '../../src/inputs/json-file.js';
import { parseInputs } from '../../src/inputs/parse.js';

describe('a JSON file of the checkout', () => {
  it.each([
    ['{"a": [1, 2.5e3, true, false, null, "\\u00e9\\n"]}'],
    ['\r\n[{"a": {}}, []]\r\n'],
    ['\uFEFF{"a": 1}'],
    ['"a text"'],
    ['-0.1'],
  ])('is read: %j', (text) => {
    expect(parseJsonFile(text)).toEqual({ ok: true, json: JSON.parse(text.replace('\uFEFF', '')) });
  });

  it.each<[string, string, string]>([
    ['a missing comma', '{\n  "a": 1\n  "b": 2\n}', 'line 3, column 3: expected `,` or `}`'],
    ['a missing comma in a list', '[1 2]', 'line 1, column 4: expected `,` or `]`'],
    [
      'a comma before the end',
      '{\r\n  "a": 1,\r\n}\r\n',
      'line 3, column 1: a comma before `}` is not allowed',
    ],
    ['a comma before the end of a list', '[1,]', 'line 1, column 4: a comma before `]` is not allowed'],
    ['a comment', '{\n  // the name\n  "a": 1\n}', 'line 2, column 3: comments are not allowed'],
    ['single quotes', "{'a': 1}", 'line 1, column 2: texts need double quotes'],
    ['a key without quotes', '{a: 1}', 'line 1, column 2: expected a key in double quotes'],
    ['no colon', '{"a" 1}', 'line 1, column 6: expected `:`'],
    ['no value', '{"a": }', 'line 1, column 7: expected a value'],
    ['a word', '{"a": True}', 'line 1, column 7: expected a value'],
    ['a word that goes on', '[nullx]', 'line 1, column 6: expected `,` or `]`'],
    ['a number with a zero in front', '[01]', 'line 1, column 3: expected `,` or `]`'],
    ['half a number', '[1.]', 'line 1, column 3: expected `,` or `]`'],
    ['an escape', '["\\x41"]', 'line 1, column 3: invalid escape in a text'],
    [
      'a line end in a text',
      '{"a": "b\n"}',
      'line 1, column 9: line ends and control characters in a text need an escape',
    ],
    ['a text without an end', '["abc', 'line 1, column 6: the file ends within a text'],
    ['an end too early', '{"a": [1,\n', 'line 2, column 1: the file ends within a list or object'],
    ['an end after a key', '{"a"', 'line 1, column 5: the file ends within a list or object'],
    ['more after the end', '{}\n}', 'line 2, column 1: expected the end of the file'],
    ['a wrong bracket', '{"a": [1}}', 'line 1, column 9: expected `,` or `]`'],
    ['a merge conflict', '{\n<<<<<<< HEAD\n', 'line 2, column 1: a merge conflict is not resolved'],
    ['a byte order mark', '\uFEFF{"a" 1}', 'line 1, column 6: expected `:`'],
    ['letters outside of ASCII', '{"ä😀": x}', 'line 1, column 8: expected a value'],
  ])('with %s is located', (_, text, problem) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(parseJsonFile(text)).toEqual({ ok: false, problem: `is not valid JSON: ${problem}` });
  });

  it.each([
    ['', 'is empty'],
    [' \n', 'is empty'],
    ['\uFEFF', 'is empty'],
    [`${'['.repeat(600)}${']'.repeat(600)}`, 'has more than 500 levels of nesting'],
  ])('says what is wrong with %.20j', (text, problem) => {
    expect(parseJsonFile(text)).toEqual({ ok: false, problem });
  });

  it('quotes nothing of the file', () => {
    const result = parseJsonFile('{"apiKey": "sk-secret-value" "next": 1}');
    expect(JSON.stringify(result)).not.toContain('secret');
  });

  it('is located in linear time, however large', () => {
    const text = `[${'{"a": "b\\n"}, '.repeat(50_000)}"${'x'.repeat(500_000)}`;
    expect(parseJsonFile(text)).toMatchObject({
      ok: false,
      problem: expect.stringContaining('within a text'),
    });
  });

  // The same texts as JSON.parse, whatever is broken in a file.
  it('agrees with JSON.parse on every change of one character', () => {
    const valid = '{"a": [1, -2.5e+3, true, null], "b\\u0041": {"c": "d\\\\"}, "e": [], "f": {}}';
    for (let at = 0; at < valid.length; at++) {
      for (const character of [
        '',
        '"',
        '\\',
        ',',
        ':',
        '{',
        '}',
        '[',
        ']',
        '0',
        '.',
        'e',
        '-',
        'x',
        ' ',
        '\n',
      ]) {
        const text = valid.slice(0, at) + character + valid.slice(at + 1);
        let isValid = true;
        try {
          JSON.parse(text);
        } catch {
          isValid = false;
        }
        const result = parseJsonFile(text);
        expect(result.ok, text).toBe(isValid);
        if (!result.ok) expect(result.problem, text).toMatch(/^is not valid JSON: line \d+, column \d+: /);
      }
    }
  });
});

describe('an input that names a JSON file', () => {
  it.each(['server-file', 'smoke-test', 'tools-snapshot'])('%s reports line and column', (name) => {
    const raw = { token: 'a-token-of-the-workspace', workspace: 'my-workspace', server: 'ai.acme/echo' };
    const parsed = parseInputs({ ...raw, [name]: 'a.json' }, '/checkout', {
      readText: () => ({ ok: true, text: '{\n  "a": 1,\n}' }),
      leadsOut: () => false,
      hash: () => ({ ok: false, problem: '' }),
    });
    const message = `\`${name}\`: a.json is not valid JSON: line 3, column 1: a comma before \`}\` is not allowed`;
    expect(parsed).toMatchObject({ ok: false, error: { message: expect.stringContaining(message) } });
  });
});
