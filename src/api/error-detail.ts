import { cutLine, quoteLine, stripControlChars } from '../lib/sanitize.js';
import type { ErrorCode } from '../schema/errors.js';
import { isRecord, type Json, listField, parseJson, textField } from './json.js';

/**
 * True for an error body in a shape of the platform: `{detail}` (control plane) or `{error: {...}}` (hosted edition). False
 * for a proxy's page, for a gateway's `{message}`, for JSON-RPC, and for what OAuth servers return
 * (`{error: "invalid_token"}`).
 */
export function isPlatformError(json: Json | undefined): boolean {
  if (!isRecord(json) || json.jsonrpc !== undefined) return false;
  const { detail, error } = json;
  return typeof detail === 'string' || (typeof detail === 'object' && detail !== null) || isRecord(error);
}

/** Statuses by which the API rejects the token, or says that something is absent. */
const decisiveStatuses = [401, 403, 404];

/** True for a status that only the API itself may decide by, in a response of a proxy, CDN or ingress in front of it. */
export function isForeignStatus(status: number, body: Json | undefined): boolean {
  return decisiveStatuses.includes(status) && !isPlatformError(body);
}

type TokenRefusalCode = 'token-rejected' | 'token-not-allowed';

/** True for an error of {@link tokenRefusalCode}: every further request with the token would end the same. */
export function isTokenRefusal(code: ErrorCode): code is TokenRefusalCode {
  return code === 'token-rejected' || code === 'token-not-allowed';
}

/**
 * What the platform's response to a request says about its token; undefined if nothing. 401 and 403 of a proxy or CDN in
 * front of the platform, or of a server on it, have other reasons.
 */
export function tokenRefusalCode(status: number, body: Json | undefined): TokenRefusalCode | undefined {
  if ((status !== 401 && status !== 403) || !isPlatformError(body)) return undefined;
  return status === 401 ? 'token-rejected' : 'token-not-allowed';
}

/**
 * The reason in an error body, on one line: `{detail}` as text, object or list (FastAPI), `{error: {code, message}}`
 * (hosted edition, JSON-RPC), `{error: "text"}` (registry), `{error, error_description}` (OAuth), `{message}`. If the
 * text quotes another JSON body, as the control plane does with the responses of Kubernetes, the message of that body.
 *
 * @param redact hides secrets; it runs before the text is cut
 * @returns an empty text if the body gives no reason, such as a proxy's HTML page
 */
export function errorDetail(body: string, redact: (text: string) => string): string {
  const json = parseJson(body);
  const { message, code } = parseDetail(isRecord(json) ? (json.detail ?? json.error ?? json) : undefined);
  const description = textField(json, 'error_description');
  const reason = [message && innermostMessage(message), code && `(${code})`, description];
  // It is quoted within a sentence that has a period of its own.
  return sanitizeDetail(reason.filter(Boolean).join(' '), redact).replace(/\.$/, '');
}

/**
 * Text of the other side in a form that is safe to quote: on one line, printable, cut to length.
 *
 * @param redact hides secrets; it runs before the text is cut
 * @param maxLength as of {@link quoteLine}
 */
export function sanitizeDetail(text: string, redact: (text: string) => string, maxLength?: number): string {
  return quoteLine(redact(stripControlChars(cutLine(text))), maxLength);
}

function parseDetail(detail: Json | undefined): { message?: string | undefined; code?: string | undefined } {
  if (typeof detail === 'string') return { message: detail };
  // FastAPI lists everything that it could not validate. The first entry is enough to act on.
  if (Array.isArray(detail)) {
    const place = (listField(detail[0], 'loc') ?? []).filter((part) => part !== 'body').join('.');
    return { message: [place, textField(detail[0], 'msg')].filter(Boolean).join(': ') };
  }
  return {
    message: textField(detail, 'message'),
    code: textField(detail, 'error_code') ?? textField(detail, 'code'),
  };
}

/**
 * The message of the JSON body that a text quotes, or the text without what only its authors need.
 * (Kubernetes: `Deployment error: (422)\nReason: ...\nHTTP response body: {"message": "..."}`.)
 */
function innermostMessage(text: string): string {
  const quoted = parseJson(text.slice(text.indexOf('{"'), text.lastIndexOf('}') + 1));
  const inner = textField(quoted, 'message');
  return inner === undefined ? withoutPydanticNoise(text) : innermostMessage(inner);
}

/** `field: message` of each error in a pydantic report; any other text as it is. */
function withoutPydanticNoise(text: string): string {
  const errors = [...text.matchAll(/^(\S+)\n {2}(.+?) \[type=\w+, .*\]$/gm)];
  return errors.length === 0 ? text : errors.map(([, field, message]) => `${field}: ${message}`).join('; ');
}
