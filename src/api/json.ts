import { escapeCommands, stripControlChars } from '../lib/sanitize.js';

/** What JSON text can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** A fault in a JSON file of the user, and where it is. */
export interface JsonIssue {
  /** JSON path, such as `packages[0].transport.type`. */
  readonly path: string;
  /** Completes the sentence that starts with the path. */
  readonly problem: string;
}

/** Longest piece of the platform's own words that is quoted, in characters. */
const MAX_DETAIL_LENGTH = 300;

export function parseJson(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** True for a JSON object. */
export function isRecord(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The field of a JSON object as text; undefined where it is absent, empty or no text. */
export function textField(value: Json | undefined, name: string): string | undefined {
  const field = isRecord(value) ? value[name] : undefined;
  return typeof field === 'string' && field !== '' ? field : undefined;
}

/** The field of a JSON object as a list; undefined where it is absent or no list. */
export function listField(value: Json | undefined, name: string): readonly Json[] | undefined {
  const field = isRecord(value) ? value[name] : undefined;
  return Array.isArray(field) ? field : undefined;
}

/**
 * The platform's own words in an error body, on one line: `{detail}` as text or object (control plane),
 * `{error: {code, message}}` (hosted edition), `{message}`. Empty for anything else: HTML of a proxy tells nobody anything.
 *
 * @param redact hides secrets; it sees the words before they are cut to length
 */
export function errorDetail(body: string, redact: (text: string) => string): string {
  const json = parseJson(body);
  const given = isRecord(json) ? (json.detail ?? json.error ?? json) : undefined;
  // FastAPI lists what it could not validate; the first entry is enough to go on.
  const detail = Array.isArray(given) ? { message: textField(given[0], 'msg') ?? '' } : given;
  const message = typeof detail === 'string' ? detail : textField(detail, 'message');
  const code = textField(detail, 'error_code') ?? textField(detail, 'code');
  const words = [message, code && `(${code})`].filter(Boolean).join(' ');
  return redact(escapeCommands(stripControlChars(words)))
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_DETAIL_LENGTH);
}
