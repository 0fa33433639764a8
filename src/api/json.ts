import { joinFirst } from '../lib/sanitize.js';

/** What JSON text can hold. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json;
}

/** A fault in a JSON file of the user, and where it is. */
export interface JsonIssue {
  /** JSON path, such as `packages[0].transport.type`. */
  readonly path: string;
  /** Completes the sentence that starts with the path. */
  readonly problem: string;
}

/** Faults that are listed at most. */
const MAX_ISSUES_SHOWN = 20;

/** Faults of a JSON file in one line. */
export function formatIssues(issues: readonly JsonIssue[]): string {
  const list = issues.map(({ path, problem }) => `${path} ${problem}`);
  return joinFirst(list, MAX_ISSUES_SHOWN, '; ');
}

/** Levels of nesting that are read. Functions over JSON are recursive, and a million levels would end the process. */
export const MAX_JSON_DEPTH = 500;

/** @returns undefined for a text that is not JSON, or deeper than {@link MAX_JSON_DEPTH} levels */
export function parseJson(text: string): Json | undefined {
  if (isTooDeep(text)) return undefined;
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

function isTooDeep(text: string): boolean {
  if (text.length <= MAX_JSON_DEPTH) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '"') {
      do at += text[at] === '\\' ? 2 : 1;
      while (at < text.length && text[at] !== '"');
    } else if (letter === '[' || letter === '{') {
      depth += 1;
      if (depth > MAX_JSON_DEPTH) return true;
    } else if (letter === ']' || letter === '}') depth -= 1;
  }
  return false;
}

/** True for a JSON object. */
export function isRecord(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The field of a JSON object as text; undefined if it is absent, empty or not a string. */
export function textField(value: Json | undefined, name: string): string | undefined {
  const field = isRecord(value) ? value[name] : undefined;
  return typeof field === 'string' && field !== '' ? field : undefined;
}

/** The field of a JSON object as a list; undefined if it is absent or not a list. */
export function listField(value: Json | undefined, name: string): readonly Json[] | undefined {
  const field = isRecord(value) ? value[name] : undefined;
  return Array.isArray(field) ? field : undefined;
}

/** A list that the platform returned, and how many entries it says that there are. */
export interface PlatformList {
  readonly entries: readonly Json[];
  readonly total: number;
  /** False if the platform returned fewer entries than it counts: then an absent entry proves nothing. */
  readonly isComplete: boolean;
}

/** The field of a JSON object as a list with its `total` (or `count`); undefined if it is absent or not a list. */
export function platformList(value: Json | undefined, name: string): PlatformList | undefined {
  const entries = listField(value, name);
  if (entries === undefined) return undefined;
  const total = numberField(value, 'total') ?? numberField(value, 'count') ?? entries.length;
  return { entries, total, isComplete: total <= entries.length };
}

/** The field of a JSON object as a number; undefined if it is absent or not a number. */
export function numberField(value: Json | undefined, name: string): number | undefined {
  const field = isRecord(value) ? value[name] : undefined;
  return typeof field === 'number' ? field : undefined;
}

/** The field of a JSON object as an object; empty if it is absent or not an object. */
export function recordField(value: Json | undefined, name: string): JsonObject {
  return toRecord(getPath(value, name));
}

/** The value itself if it is a JSON object; otherwise an empty one. */
export function toRecord(value: Json | undefined): JsonObject {
  return isRecord(value) ? value : {};
}

/** What a path of field names leads to; undefined if a field is absent. A field of the prototype is none. */
export function getPath(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  return path.reduce(
    (at: Json | undefined, name) => (isRecord(at) && Object.hasOwn(at, name) ? at[name] : undefined),
    value,
  );
}
