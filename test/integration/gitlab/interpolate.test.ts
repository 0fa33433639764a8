import { describe, expect, it } from 'vitest';
import { interpolate } from '../../fakes/gitlab-interpolate.js';
import { re2 } from '../../fakes/gitlab-re2.js';

describe('the fake interpolation', () => {
  const template = (spec: string, paste: string) =>
    `spec:\n  inputs:\n    x: ${spec}\n---\njob:\n  ${paste}\n`;

  it.each([
    ['a string as it is', '{}', 'a: $[[ inputs.x ]]', { x: 'yes' }, { a: true }],
    ['a string into quotes', '{}', 'a: "$[[ inputs.x ]]"', { x: 'yes' }, { a: 'yes' }],
    ['a string into a comment', '{}', '# $[[ inputs.x ]]', { x: '\n  b: 1' }, { b: 1 }],
    ['a boolean', '{ type: boolean }', 'a: "$[[inputs.x]]"', { x: false }, { a: 'false' }],
    ['an array', '{ type: array }', 'a: $[[ inputs.x ]]', { x: [{ b: '"' }] }, { a: [{ b: '"' }] }],
    ['a default', '{ default: c }', 'a: $[[ inputs.x ]]', {}, { a: 'c' }],
    ['a key that comes twice', '{}', 'a: "$[[ inputs.x ]]"', { x: '"\n  a: "2' }, { a: '2' }],
    ['a line of YAML 1.1', '{}', '# $[[ inputs.x ]]', { x: '\u0085  b: 1' }, { b: 1 }],
  ])('pastes %s', (_, spec, paste, given, job) => {
    expect(interpolate(template(spec, paste), given)).toEqual({ job });
  });

  it.each([
    ['an input that is not there', '{}', { x: '', y: '' }, /unknown input/],
    ['a missing one', '{}', {}, /required/],
    ['a number for a string', '{}', { x: 1 }, /not a string/],
    ['a string for a boolean', '{ type: boolean }', { x: 'true' }, /not a boolean/],
    ['a value that is not an option', '{ options: [a] }', { x: 'b' }, /options/],
    ['what the pattern does not match', '{ regex: ^a$ }', { x: 'a\n' }, /regex/],
    ['a default that the pattern does not match', '{ regex: ^a$, default: b }', { x: 'a' }, /regex/],
    ['a pattern for a boolean', '{ regex: ^a$, type: boolean }', { x: true }, /not a string/],
    ['a key of another system', '{ required: true }', { x: 'a' }, /unknown keys/],
  ])('refuses %s', (_, spec, given, problem) => {
    expect(() => interpolate(template(spec, 'a: 1'), given)).toThrow(problem);
  });
});

describe('the fake RE2', () => {
  it.each([
    '/^a$/',
    'a(?=b)',
    '(?<!a)b',
    '(?<n>a)',
    '(?>a)',
    'a++',
    '(a)\\1',
    '[\\w]',
    '\\u0041',
    'a{1001}',
    '(a{100}){11}',
    '((a{20}b){10}c){10}',
  ])('refuses %s', (pattern) => {
    expect(() => re2(pattern)).toThrow('RE2');
  });

  it.each(['^(a|b)?$', '[?=!+]+', '(?:a{1,10}){1,100}', '(a{0,127})*', 'a\\++', '[\\[\\]]', '\\\\'])(
    'takes %s',
    (pattern) => {
      expect(re2(pattern).source).toBe(pattern);
    },
  );
});
