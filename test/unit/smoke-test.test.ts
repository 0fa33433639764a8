import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/api/json.js';
import { parseSmokeTest } from '../../src/inputs/smoke-test.js';
import { type Expectation, findMismatch } from '../../src/mcp/expectation.js';

const result = (text: string, more: { readonly [name: string]: Json } = {}): Json => ({
  content: [{ type: 'text', text }],
  ...more,
});

describe('findMismatch', () => {
  it.each<[Json, Expectation | undefined]>([
    [result('anything'), undefined],
    [result('anything'), { type: 'any' }],
    [result('hello world'), { type: 'text', contains: 'world' }],
    [result('hello'), { type: 'text', equals: 'hello' }],
    [result('v1.2.3'), { type: 'text', matches: '^v\\d+\\.\\d+' }],
    [result('fine'), { type: 'text', not: { type: 'text', contains: 'error' } }],
    [result('{"a":{"b":[1,2]}}'), { type: 'json', field: 'a.b.1', equals: 2 }],
    [result('{"echoed_message":"Hi"}'), { type: 'json', field: 'echoed_message', equals: 'Hi' }],
    [result('{"b":1,"a":2}'), { type: 'json', equals: { a: 2, b: 1 } }],
    [result('{"a":1}'), { type: 'object', hasKeys: ['a'] }],
    [
      { content: [], structuredContent: { a: 1 } },
      { type: 'json', field: 'a', equals: 1 },
    ],
    [result('no such id', { isError: true }), { type: 'text', isError: true, contains: 'no such' }],
  ])('%j is %j', (value, expectation) => {
    expect(findMismatch(value, expectation)).toBeUndefined();
  });

  it.each<[Json, Expectation | undefined, RegExp]>([
    [result('boom', { isError: true }), undefined, /reported an error: "boom"/],
    [result('fine'), { type: 'any', isError: true }, /reported no error/],
    [result('hello'), { type: 'text', contains: 'world' }, /does not contain "world": "hello"/],
    [result('hello'), { type: 'text', equals: 'world' }, /is "hello", expected "world"/],
    [result('x'), { type: 'json' }, /not JSON: "x"/],
    [result('[1]'), { type: 'object' }, /not an object/],
    [result('{"a":1}'), { type: 'json', field: 'b' }, /`b` is missing/],
    [result('{"a":1}'), { type: 'object', hasKeys: ['a', 'toString'] }, /has no toString/],
    [result('an error'), { type: 'text', not: { type: 'text', contains: 'error' } }, /must not be/],
    [result(`${'a'.repeat(40)}!`), { type: 'text', matches: '^(a+)+$' }, /took longer than|does not match/],
    [{ content: [{ type: 'image' }] }, { type: 'text', contains: 'x' }, /has no text/],
  ])('%j is not %j', (value, expectation, difference) => {
    expect(findMismatch(value, expectation)).toMatch(difference);
  });

  it('cuts what it shows', () => {
    const difference = findMismatch(result('x'.repeat(1e6)), { type: 'text', equals: 'y' });
    expect(difference?.length).toBeLessThan(500);
  });
});

describe('parseSmokeTest', () => {
  it("reads the vendor's shape", () => {
    const file = {
      skip: false,
      environment: { KEY: '${KEY}' },
      tests: [{ name: 'Echo', tool: 'echo', arguments: { a: 1 }, expect: { type: 'json', field: 'a' } }],
    };
    expect(parseSmokeTest(file)).toEqual({
      ok: true,
      value: {
        hasEnvironment: true,
        tests: [{ name: 'Echo', tool: 'echo', arguments: { a: 1 }, expect: { type: 'json', field: 'a' } }],
      },
    });
  });

  it('skips a file with `skip`', () => {
    const parsed = parseSmokeTest({ skip: true, skipReason: 'needs a key' });
    expect(parsed).toMatchObject({ ok: true, value: { skipReason: 'needs a key' } });
  });

  it.each([
    ['[]', ['$']],
    ['{"tests":{}}', ['tests']],
    ['{"tests":[]}', ['tests']],
    ['{"tests":[{"arguments":{}},{"tool":"a","arguments":[]}]}', ['tests[0].tool', 'tests[1].arguments']],
    ['{"tests":[{"tool":"a","expect":{"type":"xml"}}]}', ['tests[0].expect.type']],
    ['{"tests":[{"tool":"a","expect":{"contain":"x"}}]}', ['tests[0].expect']],
    ['{"tests":[{"tool":"a","expect":{"matches":"("}}]}', ['tests[0].expect.matches']],
    ['{"tests":[{"tool":"a","expect":{"type":"any","contains":"42"}}]}', ['tests[0].expect']],
    ['{"tests":[{"tool":"a","expects":{"contains":"42"}}]}', ['tests[0]']],
    ['{"tests":[{"tool":"a","expect":{"not":{"hasKeys":1}}}]}', ['tests[0].expect.not.hasKeys']],
  ])('reports every fault of %s', (text, paths) => {
    const parsed = parseSmokeTest(JSON.parse(text));
    expect(!parsed.ok && parsed.issues.map(({ path }) => path)).toEqual(paths);
  });
});
