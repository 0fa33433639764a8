import { type Json, MAX_JSON_DEPTH, parseJson } from '../api/json.js';

/** The content of a JSON file, or what is wrong with it: a phrase that follows the name of the file. */
export type JsonFile =
  | { readonly ok: true; readonly json: Json }
  | { readonly ok: false; readonly problem: string };

/**
 * Parses a JSON file of the checkout. The problem has line and column but quotes nothing: the file may contain a secret.
 * (The message of `JSON.parse` differs between versions of Node.js, quotes the text, and often has no position.)
 */
export function parseJsonFile(text: string): JsonFile {
  const content = text.replace(/^\uFEFF/, '');
  if (content.trim() === '') return { ok: false, problem: 'is empty' };
  const json = parseJson(content);
  if (json !== undefined) return { ok: true, json };
  const fault = findFault(content);
  if (fault === undefined) return { ok: false, problem: `has more than ${MAX_JSON_DEPTH} levels of nesting` };
  return { ok: false, problem: `is not valid JSON: ${formatPosition(content, fault.at)}: ${fault.problem}` };
}

/** Line and column, from 1. A column is a character, not a UTF-16 unit. */
function formatPosition(text: string, at: number): string {
  const lines = text.slice(0, at).split('\n');
  return `line ${lines.length}, column ${[...(lines.at(-1) ?? '')].length + 1}`;
}

interface Fault {
  /** Index in the text. */
  readonly at: number;
  readonly problem: string;
}

type Expected = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'next';

/** The first fault by the grammar of RFC 8259, found without recursion; undefined for valid JSON. */
function findFault(text: string): Fault | undefined {
  const closers: ('}' | ']')[] = [];
  let expected: Expected = 'value';
  for (let at = skipSpace(text, 0); ; at = skipSpace(text, at)) {
    const character = text[at];
    const closer = closers.at(-1);
    if (expected === 'next' && closer === undefined) {
      return character === undefined ? undefined : { at, problem: 'expected the end of the file' };
    }
    if (character === undefined) return { at, problem: 'the file ends within a list or object' };
    const isText = character === '"' && expected !== 'colon' && expected !== 'next';
    const scalarEnd = expected.endsWith('value') ? skipScalar(text, at) : at;
    if (isText) {
      const end = skipText(text, at);
      if (typeof end !== 'number') return end;
      at = end;
      expected = expected.endsWith('key') ? 'colon' : 'next';
    } else if (scalarEnd > at) {
      at = scalarEnd;
      expected = 'next';
    } else if (character === '{' && expected.endsWith('value')) {
      closers.push('}');
      expected = 'first key';
      at += 1;
    } else if (character === '[' && expected.endsWith('value')) {
      closers.push(']');
      expected = 'first value';
      at += 1;
    } else if (character === closer && (expected === 'next' || expected.startsWith('first'))) {
      closers.pop();
      expected = 'next';
      at += 1;
    } else if (character === ':' && expected === 'colon') {
      expected = 'value';
      at += 1;
    } else if (character === ',' && expected === 'next') {
      expected = closer === '}' ? 'key' : 'value';
      at += 1;
    } else return { at, problem: describeFault(text, at, expected, closer) };
  }
}

/** What is wrong with a character. The frequent mistakes have a text of their own. */
function describeFault(text: string, at: number, expected: Expected, closer = ''): string {
  const character = text[at] ?? '';
  if (/^(?:<{7}|={7}|>{7})/.test(text.slice(at, at + 7))) return 'a merge conflict is not resolved';
  if (character === '/' || character === '#') return 'comments are not allowed';
  if (/['`\u2018\u2019\u201c\u201d]/.test(character)) return 'texts need double quotes';
  const isAfterComma = expected === 'key' || (expected === 'value' && closer === ']');
  if (isAfterComma && character === closer) return `a comma before \`${closer}\` is not allowed`;
  if (expected === 'next') return `expected \`,\` or \`${closer}\``;
  if (expected === 'colon') return 'expected `:`';
  return expected.endsWith('key') ? 'expected a key in double quotes' : 'expected a value';
}

function skipSpace(text: string, at: number): number {
  let end = at;
  while (end < text.length && ' \t\r\n'.includes(text.charAt(end))) end += 1;
  return end;
}

function skipScalar(text: string, at: number): number {
  const scalar = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
  scalar.lastIndex = at;
  return scalar.test(text) ? scalar.lastIndex : at;
}

/** The index after a text in quotes, or its fault. */
function skipText(text: string, start: number): number | Fault {
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') return at + 1;
    if (character < ' ') return { at, problem: 'line ends and control characters in a text need an escape' };
    if (character === '\\') {
      const [sequence = ''] = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(text.slice(at, at + 6)) ?? [];
      if (sequence === '') return { at, problem: 'invalid escape in a text' };
      at += sequence.length - 1;
    }
  }
  return { at: text.length, problem: 'the file ends within a text' };
}
