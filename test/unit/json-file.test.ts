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

  // JSON.parse takes all of these, and changes or drops what the user wrote.
  it.each<[string, string, string]>([
    ['a key twice', '{\n  "a": 1,\n  "a": 2\n}', 'line 3, column 3: this object has the key twice'],
    [
      'a key twice, once escaped',
      '{"a": 1, "\\u0061": 2}',
      'line 1, column 10: this object has the key twice',
    ],
    ['a key twice in a list', '[{"b": {"a": 1}}, {"a": 1, "b": 2, "a": 3}]', 'line 1, column 36'],
    ['a large integer', '{"id": 9007199254740993}', 'line 1, column 8: the number would change'],
    ['a huge integer', '[12345678901234567890]', 'line 1, column 2: the number would change'],
    ['a negative integer', '[-9007199254740993]', 'line 1, column 2: the number would change'],
    ['a number above all', '[1, 1e999]', 'line 1, column 5: the number would change'],
    ['a number close to zero', '1e-400', 'line 1, column 1: the number would change'],
  ])('with %s is not used', (_, text, problem) => {
    expect(() => JSON.parse(text)).not.toThrow();
    const result = parseJsonFile(text);
    expect(result).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
  });

  it.each([
    ['{"a": {"a": 1}, "b": [{"a": 1}, {"a": 2}]}'],
    ['{"a": 1, "A": 2, "": 3, "__proto__": {"c": 1}, "constructor": 1, "toString": 2}'],
    ['[9007199254740992, 10000000000000000, -9007199254740991, 0, -0, 1e5, 1.10, 0e5, 0.0, 1E+2]'],
    ['[0.1234567890123456789, 1.7976931348623157e308, 5e-324, 1e23]'],
  ])('with the same values after parsing is read: %s', (text) => {
    const result = parseJsonFile(text);
    expect(result).toEqual({ ok: true, json: JSON.parse(text) });
    expect(result.ok && Object.getPrototypeOf(result.json)).not.toHaveProperty('c');
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
    const invalid = /^is not valid JSON: line \d+, column \d+: /;
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
        if (isValid) expect(result.ok ? '' : result.problem, text).toMatch(/^(?:$|is ambiguous: )/);
        else expect(result, text).toMatchObject({ problem: expect.stringMatching(invalid) });
      }
    }
  });
});

describe('an input that names a JSON file', () => {
  const parseWith = (name: string, text: string) => {
    const raw = { token: 'a-token-of-the-workspace', workspace: 'my-workspace', server: 'ai.acme/echo' };
    return parseInputs({ ...raw, [name]: 'a.json' }, '/checkout', {
      readText: () => ({ ok: true, text }),
      leadsOut: () => false,
      hash: () => ({ ok: false, problem: '' }),
    });
  };

  it.each([
    ['server-file', 'is ambiguous: line 1, column 10: this object has the key twice'],
    ['smoke-test', 'is ambiguous: line 1, column 10: this object has the key twice'],
    ['tools-snapshot', 'is ambiguous: line 1, column 10: this object has the key twice'],
  ])('%s does not drop a value', (name, problem) => {
    expect(parseWith(name, '{"a": 1, "a": 2}')).toMatchObject({
      ok: false,
      error: { code: 'bad-input', message: expect.stringContaining(`\`${name}\`: a.json ${problem}`) },
    });
  });

  it.each(['server-file', 'smoke-test'])('%s does not change a number', (name) => {
    const problem = 'cannot be sent as it is: line 1, column 8: the number would change';
    expect(parseWith(name, '{"id": 9007199254740993}')).toMatchObject({
      ok: false,
      error: { code: 'bad-input', message: expect.stringContaining(`\`${name}\`: a.json ${problem}`) },
    });
  });

  // The tools of the server are rounded in the same way, and schemas often have the limits of 64 bits.
  it('tools-snapshot is compared with any number', () => {
    const text = '{"tools": [{"name": "a", "inputSchema": {"maximum": 9223372036854775807}}]}';
    expect(parseWith('tools-snapshot', text).ok).toBe(true);
  });

  it.each(['server-file', 'smoke-test', 'tools-snapshot'])('%s reports line and column', (name) => {
    const message = `\`${name}\`: a.json is not valid JSON: line 3, column 1: a comma before \`}\` is not allowed`;
    const parsed = parseWith(name, '{\n  "a": 1,\n}');
    expect(parsed).toMatchObject({ ok: false, error: { message: expect.stringContaining(message) } });
  });
});
