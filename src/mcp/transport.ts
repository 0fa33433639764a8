import { createParser } from 'eventsource-parser';
import { isRecord, type Json, type JsonObject, parseJson } from '../api/json.js';
import {
  formatExchange,
  type HttpHead,
  type HttpRequest,
  type HttpResult,
  isOkStatus,
  MAX_REDIRECTS,
  sendRequest,
} from '../lib/http.js';
import type { Network } from '../lib/network.js';

/** An MCP server, and how long a client may talk to it. */
export interface McpEndpoint {
  /** The only origin that gets the token. */
  readonly url: URL;
  readonly network: Network;
  readonly token: string;
  /** Hides secrets in text of the server before it is shown. */
  readonly redact: (text: string) => string;
  /** The moment of `performance.now()` at which every request ends. */
  readonly deadline: number;
  readonly signal: AbortSignal;
  /** Writes a line of the debug log. */
  readonly debug: (text: string) => void;
}

/** A JSON-RPC message of the client; without an id it is a notification, which gets no response. */
export interface Message {
  readonly id?: number;
  readonly method: string;
  readonly params?: JsonObject;
}

/** What came back for a message: the HTTP response and, if it holds one, the JSON-RPC response to the message. */
export interface Reply {
  readonly http: HttpResult;
  readonly response: Json | undefined;
}

/** Largest response in bytes. A list of tools with a schema of 1 kB each has 30,000 of them. */
const MAX_RESPONSE_BYTES = 32 * 1024 * 1024;

/**
 * Sends one message over streamable HTTP, once. An event stream is read up to the response to the message; other
 * messages in it (notifications, requests of the server) are ignored. A notification is done with the status.
 *
 * @param headers the headers that the protocol version and the session need
 * @param attempt for the debug log
 * @returns whatever came back; never throws
 */
export async function sendMessage(
  endpoint: McpEndpoint,
  headers: Readonly<Record<string, string>>,
  message: Message,
  attempt: number,
): Promise<Reply> {
  let response: Json | undefined;
  const events = createParser({
    onEvent: ({ data }) => {
      response ??= findResponse(parseJson(data), message.id);
    },
  });
  const body = {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    body: JSON.stringify({ jsonrpc: '2.0', ...message }),
    stream: (head: HttpHead) => {
      if (!isOkStatus(head.status)) return undefined;
      if (message.id === undefined) return () => true;
      if (!isEventStream(head)) return undefined;
      return (piece: string) => {
        events.feed(piece);
        return response !== undefined;
      };
    },
  } as const;
  const http = await sendWithinOrigin(endpoint, body, `${message.method} (attempt ${attempt})`);
  if (http.ok && response === undefined) response = findResponse(parseJson(http.text), message.id);
  return { http, response };
}

/** Ends a session, as the specification demands of a client that no longer needs it. Takes 2 s at most; never throws. */
export async function sendDelete(
  endpoint: McpEndpoint,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const deadline = performance.now() + 2_000;
  await sendWithinOrigin(
    { ...endpoint, deadline },
    { method: 'DELETE', headers, stream: () => () => true },
    'end',
  );
}

/**
 * Sends a request, and sends it again to the target of a redirect that keeps method and body (307, 308) and stays within
 * the origin, as a Starlette mount answers `/mcp`. A client would turn a POST into a GET after 301 and 302.
 *
 * @param purpose for the debug log
 */
async function sendWithinOrigin(
  { url: first, network, token, deadline, signal, debug }: McpEndpoint,
  request: Pick<HttpRequest, 'method' | 'headers' | 'body' | 'stream'>,
  purpose: string,
): Promise<HttpResult> {
  let url = first;
  for (let redirects = 0; ; redirects++) {
    const started = performance.now();
    const http = await sendRequest({
      ...request,
      url,
      network,
      headers: { authorization: `Bearer ${token}`, ...request.headers },
      timeout: Math.max(0, deadline - started),
      signal,
      maxBytes: MAX_RESPONSE_BYTES,
    });
    debug(formatExchange({ method: request.method, url }, http, started, purpose));
    const target = redirects < MAX_REDIRECTS ? findRedirectTarget(url, http) : undefined;
    if (target === undefined) return http;
    url = target;
  }
}

function findRedirectTarget(from: URL, http: HttpResult): URL | undefined {
  if (!http.ok || (http.status !== 307 && http.status !== 308)) return undefined;
  const target = parseLocation(from, http.headers.location);
  const isWithinOrigin = target?.origin === from.origin && target.username === '' && target.password === '';
  return isWithinOrigin ? target : undefined;
}

/** The target of a redirect; undefined without a usable one. */
export function parseLocation(from: URL, location: string | undefined): URL | undefined {
  return location !== undefined && URL.canParse(location, from.href) ? new URL(location, from) : undefined;
}

/** True for a response that comes as an event stream. */
export function isEventStream({ headers }: Pick<HttpHead, 'headers'>): boolean {
  return /^text\/event-stream\b/i.test(headers['content-type'] ?? '');
}

/** The response with that id, alone or in a batch. A request of the server may have the same id, and has a method. */
function findResponse(json: Json | undefined, id: number | undefined): Json | undefined {
  const messages: readonly (Json | undefined)[] = Array.isArray(json) ? json : [json];
  return messages.find(
    (one) => id !== undefined && isRecord(one) && one.id === id && one.method === undefined,
  );
}
