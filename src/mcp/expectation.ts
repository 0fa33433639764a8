import { runInNewContext } from 'node:vm';
import { isRecord, type Json, listField, parseJson, textField } from '../api/json.js';
import { cutText } from '../lib/sanitize.js';

/**
 * What the result of a tool call must be. `type`, `contains`, `equals`, `field` and `hasKeys` are those of the vendor's
 * `test.json` (NimbleBrainInc/mcp-registry, e2e/fixtures.ts); `matches`, `not` and `isError` are added here.
 */
export interface Expectation {
  /** `text` and `json` read the first text of the result; `object` is `json` with an object; `any` is any result. */
  readonly type: 'text' | 'json' | 'object' | 'any';
  /** A property of the JSON result, `a.b` for a nested one; without it, the whole result. */
  readonly field?: string;
  readonly contains?: string;
  readonly equals?: Json;
  /** A regular expression that the text must match somewhere. */
  readonly matches?: string;
  readonly hasKeys?: readonly string[];
  /** What the result must not be. */
  readonly not?: Expectation;
  /** True when the tool must report an error. */
  readonly isError?: boolean;
}

/** Milliseconds for one regular expression: one that backtracks without end must not hang the job. */
const REGEX_TIMEOUT_MS = 1_000;
/** Characters of a value that a difference shows. */
const MAX_SHOWN = 200;

/**
 * Compares the result of a `tools/call` with what was expected.
 *
 * @returns the difference in one phrase; undefined when the result is as expected
 */
export function findMismatch(result: Json, expectation: Expectation | undefined): string | undefined {
  const failed = isRecord(result) && result.isError === true;
  const text = getText(result);
  if (failed !== (expectation?.isError ?? false)) {
    return failed ? `the tool reported an error: ${show(text)}` : 'the tool reported no error';
  }
  return expectation && compare(result, text, expectation);
}

function compare(result: Json, text: string | undefined, expectation: Expectation): string | undefined {
  if (expectation.type === 'any') return expectation.not && negate(result, text, expectation.not);
  if (text === undefined && expectation.type === 'text') return 'the result has no text';
  const value = expectation.type === 'text' ? text : getJson(result, text);
  if (value === undefined) return `the result is not JSON: ${show(text)}`;
  if (expectation.type === 'object' && !isRecord(value)) return `the result is not an object: ${show(value)}`;
  const actual = expectation.field === undefined ? value : getField(value, expectation.field);
  const name = expectation.field === undefined ? 'the result' : `\`${expectation.field}\``;
  if (actual === undefined) return `${name} is missing in ${show(value)}`;
  return (
    compareValue(name, actual, expectation) ?? (expectation.not && negate(result, text, expectation.not))
  );
}

function compareValue(name: string, actual: Json, expectation: Expectation): string | undefined {
  const { equals, contains, matches, hasKeys = [] } = expectation;
  const text = typeof actual === 'string' ? actual : JSON.stringify(actual);
  if (equals !== undefined && !isEqual(actual, equals))
    return `${name} is ${show(actual)}, expected ${show(equals)}`;
  if (contains !== undefined && !text.includes(contains)) {
    return `${name} does not contain ${show(contains)}: ${show(actual)}`;
  }
  if (matches !== undefined) {
    const found = test(matches, text);
    if (found === undefined) return `\`matches\` took longer than ${REGEX_TIMEOUT_MS / 1000} s`;
    if (!found) return `${name} does not match /${matches}/: ${show(actual)}`;
  }
  const missing = hasKeys.filter((key) => !isRecord(actual) || !Object.hasOwn(actual, key));
  return missing.length > 0 ? `${name} has no ${missing.join(', ')}` : undefined;
}

function negate(result: Json, text: string | undefined, not: Expectation): string | undefined {
  return compare(result, text, not) === undefined
    ? `the result is what it must not be: ${show(text)}`
    : undefined;
}

/** The first text of a result. */
function getText(result: Json): string | undefined {
  const content = listField(result, 'content') ?? [];
  const first = content.find((one) => textField(one, 'type') === 'text');
  const text = isRecord(first) ? first.text : undefined;
  return typeof text === 'string' ? text : undefined;
}

/** The JSON in the text of a result; without text, its structured content. */
function getJson(result: Json, text: string | undefined): Json | undefined {
  const structured = isRecord(result) ? result.structuredContent : undefined;
  return (text === undefined ? undefined : parseJson(text)) ?? structured;
}

function getField(value: Json, path: string): Json | undefined {
  if (isRecord(value) && Object.hasOwn(value, path)) return value[path];
  return path.split('.').reduce((at: Json | undefined, name) => {
    if (Array.isArray(at)) return /^\d+$/.test(name) ? at[Number(name)] : undefined;
    return isRecord(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  }, value);
}

/** Equal whatever the order of keys is. */
function isEqual(a: Json, b: Json): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((one: Json, index) => isEqual(one, b[index]));
  }
  if (!isRecord(a) || !isRecord(b)) return a === b;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key] ?? null, b[key] ?? null))
  );
}

/** @returns undefined when the expression took too long */
function test(pattern: string, text: string): boolean | undefined {
  try {
    return (
      runInNewContext(
        'new RegExp(pattern, "u").test(text)',
        { pattern, text },
        { timeout: REGEX_TIMEOUT_MS },
      ) === true
    );
  } catch {
    return undefined;
  }
}

function show(value: Json | undefined): string {
  return cutText(value === undefined ? 'nothing' : JSON.stringify(value), MAX_SHOWN);
}
