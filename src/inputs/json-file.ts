import { type Json, MAX_JSON_DEPTH, parseJson } from '../api/json.js';
import { findFaults } from './json-faults.js';

/** The content of a JSON file, or what is wrong with it: a phrase that follows the name of the file. */
export type JsonFile =
  | { readonly ok: true; readonly json: Json }
  | { readonly ok: false; readonly problem: string };

/**
 * Parses a JSON file of the checkout. A file that `JSON.parse` would read with other values than it has is refused. The
 * problem has line and column but quotes nothing: the file may contain a secret. (The message of `JSON.parse` differs
 * between versions of Node.js, quotes the text, and often has no position.)
 *
 * @param numbers `rounded` for a file that is only compared with JSON that was parsed in the same way
 */
export function parseJsonFile(text: string, numbers: 'exact' | 'rounded' = 'exact'): JsonFile {
  const content = text.replace(/^\uFEFF/, '');
  if (content.trim() === '') return { ok: false, problem: 'is empty' };
  const { invalid, duplicateKey, inexactNumber } = findFaults(content);
  const refuse = (phrase: string, at: number, problem: string): JsonFile => ({
    ok: false,
    problem: `${phrase}: ${formatPosition(content, at)}: ${problem}`,
  });
  if (invalid) return refuse('is not valid JSON', invalid.at, invalid.problem);
  const json = parseJson(content);
  if (json === undefined) return { ok: false, problem: `has more than ${MAX_JSON_DEPTH} levels of nesting` };
  if (duplicateKey !== undefined)
    return refuse('is ambiguous', duplicateKey, 'this object has the key twice');
  if (inexactNumber === undefined || numbers === 'rounded') return { ok: true, json };
  return refuse(
    'cannot be sent as it is',
    inexactNumber,
    `the number would change; numbers are exact up to ${Number.MAX_SAFE_INTEGER}`,
  );
}

/** Line and column, from 1. A column is a character, not a UTF-16 unit. */
function formatPosition(text: string, at: number): string {
  const lines = text.slice(0, at).split('\n');
  return `line ${lines.length}, column ${[...(lines.at(-1) ?? '')].length + 1}`;
}
