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

/** Longest text of the other side that is quoted, in characters. */
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
 * True for an error body in a shape of the platform: `{detail}` (control plane), `{error: {...}}` (hosted edition),
 * `{message}`. False for a page of a proxy, for JSON-RPC, and for what OAuth servers answer (`{error: "invalid_token"}`).
 */
export function isPlatformError(json: Json | undefined): boolean {
  if (!isRecord(json) || json.jsonrpc !== undefined) return false;
  const { detail, error, message } = json;
  return (
    typeof detail === 'string' || typeof detail === 'object' || isRecord(error) || typeof message === 'string'
  );
}

/**
 * The message in an error body, on one line: `{detail}` as text or object (control plane), `{error: {code, message}}`
 * (hosted edition, JSON-RPC), `{error, error_description}` (OAuth), `{message}`. Empty for anything else.
 *
 * @param redact hides secrets; it sees the text before it is cut to length
 */
export function errorDetail(body: string, redact: (text: string) => string): string {
  const json = parseJson(body);
  const given = isRecord(json) ? (json.detail ?? json.error ?? json) : undefined;
  // FastAPI lists what it could not validate; the first entry is enough to go on.
  const detail = Array.isArray(given) ? { message: textField(given[0], 'msg') ?? '' } : given;
  const message = typeof detail === 'string' ? detail : textField(detail, 'message');
  const code = textField(detail, 'error_code') ?? textField(detail, 'code');
  const description = textField(json, 'error_description');
  return sanitizeDetail([message, code && `(${code})`, description].filter(Boolean).join(' '), redact);
}

/**
 * Text of the other side in a form that is safe to quote: on one line, printable, cut to length.
 *
 * @param redact hides secrets; it sees the text before it is cut
 */
export function sanitizeDetail(text: string, redact: (text: string) => string): string {
  return redact(escapeCommands(stripControlChars(text)))
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_DETAIL_LENGTH);
}
