import { errorDetail, sanitizeDetail, tokenRefusalCode } from '../api/error-detail.js';
import { isRecord, type Json, parseJson } from '../api/json.js';
import { isOkStatus } from '../lib/http.js';
import { decideRetry } from '../lib/retry.js';
import { createError, type DeployError, type ErrorCode } from '../schema/errors.js';
import { isEventStream, type McpEndpoint, type Message, parseLocation, type Reply } from './transport.js';

/** What a reply means for the client. */
export type Outcome =
  /** The result of a request; undefined for a notification that was accepted. */
  | { readonly kind: 'result'; readonly result: Json | undefined }
  /** Not usable, and final. */
  | { readonly kind: 'failed'; readonly error: DeployError }
  /** The server may be starting, or another process of it took over: a new session may succeed. */
  | {
      readonly kind: 'lost';
      readonly error: DeployError;
      /** What happened, in a few words. */
      readonly reason: string;
      /** Milliseconds that the server requested. */
      readonly retryAfter?: number;
      /** True if it may just as well be a permanent fault, which is not worth waiting for until the deadline. */
      readonly isDoubtful: boolean;
      /** True if the server cannot have acted on the message. */
      readonly isUnprocessed: boolean;
    };

type Lost = Extract<Outcome, { kind: 'lost' }>;

/** Errors of the connection that occur before anything is sent. */
const connectErrors = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
/** Statuses by which a server or its proxy refuses a client: Unauthorized, Forbidden, Misdirected Request (Host check). */
const refusals = [401, 403, 421];

/**
 * Tells what a reply means.
 *
 * @param hasSession true if the message was sent in a session that the server had created before
 */
export function evaluateReply(
  endpoint: McpEndpoint,
  message: Message,
  { http, response }: Reply,
  hasSession: boolean,
): Outcome {
  const call = `${message.method} at ${formatEndpoint(endpoint)}`;
  const failed = (text: string, code: ErrorCode = 'mcp-failed'): Outcome => ({
    kind: 'failed',
    error: createError(code, `${call} ${text}.`),
  });
  const lost = (text: string, flags: Partial<Lost>): Lost => ({
    kind: 'lost',
    error: createError('mcp-failed', `${call} ${text}.`),
    reason: `${message.method} ${text}`,
    isDoubtful: false,
    isUnprocessed: false,
    ...flags,
  });

  if (!http.ok) {
    const text = `failed: ${http.reason}`;
    return http.retryable ? lost(text, { isUnprocessed: connectErrors.includes(http.reason) }) : failed(text);
  }
  const { status } = http;
  const isStarting = message.method === 'initialize' && status >= 500;
  const error = isRecord(response) ? response.error : undefined;
  if (isRecord(response) && response.result !== undefined && isOkStatus(status)) {
    return { kind: 'result', result: response.result };
  }
  if (isOkStatus(status)) {
    if (message.id === undefined) return { kind: 'result', result: undefined };
    if (error !== undefined) return failed(`returned an error${quote(JSON.stringify(response), endpoint)}`);
    // A proxy or a process that stops ends a stream without the response.
    if (isEventStream(http)) return lost('ended its event stream without a response', { isDoubtful: true });
    return failed(`returned ${status} with a body that is not an MCP response`);
  }

  const text = `returned ${status}${quote(http.text, endpoint)}`;
  // Only the platform itself can tell anything of the token; a server, or a proxy, has reasons of its own.
  if (refusals.includes(status))
    return failed(text, tokenRefusalCode(status, parseJson(http.text)) ?? 'mcp-refused');
  // An error of JSON-RPC with the id of the message is the server's response to this message.
  if (error !== undefined && !isStarting) return failed(text);
  if (status >= 300 && status < 400) return failed(describeRedirect(endpoint, status, http.headers.location));
  if (hasSession && status === 404) return lost(text, { isUnprocessed: true });
  // How the examples of the TypeScript SDK answer a session that they do not know.
  if (hasSession && status === 400) return lost(text, { isDoubtful: true, isUnprocessed: true });
  const decision = decideRetry(http);
  if (decision === false) return failed(text);
  const isUnprocessed = status === 429 || status === 503;
  return lost(text, { isUnprocessed, ...(decision !== true && { retryAfter: decision }) });
}

/** Why a redirect was not followed. Only origin and path of its target are shown: a query may hold anything. */
function describeRedirect(
  { url, redact }: McpEndpoint,
  status: number,
  location: string | undefined,
): string {
  const target = parseLocation(url, location);
  if (target === undefined) return `returned ${status}, a redirect without a usable target`;
  const redirect = `returned ${status}, a redirect to ${sanitizeDetail(target.origin + target.pathname, redact)}`;
  if (target.username !== '' || target.password !== '')
    return `${redirect}, not followed: it has credentials`;
  if (target.origin !== url.origin) return `${redirect}, not followed: the token is for ${url.origin} only`;
  if (status === 307 || status === 308) return `${redirect}, not followed: too many redirects`;
  return `${redirect}, not followed: only 307 and 308 keep the message`;
}

/** What a body says, ready to be put after a status; empty for a body that says nothing. */
function quote(body: string, { redact }: McpEndpoint): string {
  const detail = errorDetail(body, redact) || quoteText(body, redact);
  return detail && `: ${detail.replace(/\.$/, '')}`;
}

/** A plain text, or the title of a page; nothing of JSON. */
function quoteText(body: string, redact: (text: string) => string): string {
  if (parseJson(body) !== undefined) return '';
  const isPage = /^\s*</.test(body);
  return sanitizeDetail(isPage ? (/<title>([^<]*)/i.exec(body)?.[1] ?? '') : body.slice(0, 20_000), redact);
}

/** The endpoint in words. */
export function formatEndpoint({ url }: McpEndpoint): string {
  return url.host + url.pathname;
}
