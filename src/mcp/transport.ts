import { createParser } from 'eventsource-parser';
import { errorDetail, isRecord, type Json, parseJson } from '../api/json.js';
import { type HttpHeaders, type HttpResult, sendRequest } from '../lib/http.js';
import { createError } from '../schema/errors.js';

/** Whom to speak MCP with, and how long. */
export interface McpEndpoint {
  /** The MCP endpoint of the server; nothing else gets the token. */
  readonly url: URL;
  readonly token: string;
  /** Cleans the server's own words before they go anywhere. */
  readonly redact: (text: string) => string;
  /** The moment of `performance.now()` at which the asking ends. */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

/** Milliseconds that one request may take: long, because a proxy may hold it until the server is awake. */
const requestTimeout = 20_000;

/** A message of JSON-RPC; without an id it is a notification, which has no answer. */
export interface Message {
  readonly id?: number;
  readonly method: string;
  readonly params?: Json;
}

/** What came back for a message: the HTTP answer, and in it the answer to the message. */
export interface Reply {
  readonly http: HttpResult;
  readonly answer: Json | undefined;
}

/**
 * Sends one message over streamable HTTP, once. An event stream is read until the answer is in it; other messages there
 * (notifications, requests of the server) are passed over.
 *
 * @param session headers that the peer wants to see again
 * @returns whatever came back; never throws
 */
export async function sendMessage(
  { url, token, signal, deadline }: McpEndpoint,
  session: Readonly<Record<string, string>>,
  message: Message,
): Promise<Reply> {
  let answer: Json | undefined;
  const events = createParser({
    onEvent: ({ data }) => {
      answer ??= findResponse(parseJson(data), message.id);
    },
  });
  const http = await sendRequest({
    method: 'POST',
    url,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...session,
    },
    body: JSON.stringify({ jsonrpc: '2.0', ...message }),
    timeout: Math.max(0, Math.min(requestTimeout, deadline - performance.now())),
    signal,
    until: (piece, headers) => {
      if (!isEventStream(headers)) return false;
      events.feed(piece);
      return answer !== undefined;
    },
  });
  if (http.ok && !isEventStream(http.headers)) {
    answer = findResponse(parseJson(http.text), message.id);
  }
  return { http, answer };
}

function isEventStream(headers: HttpHeaders): boolean {
  return /^text\/event-stream\b/i.test(headers['content-type'] ?? '');
}

/** The answer to the message of that id, alone or in a batch. A request of the server may have the same id, and a method. */
function findResponse(json: Json | undefined, id: number | undefined): Json | undefined {
  const messages: readonly (Json | undefined)[] = Array.isArray(json) ? json : [json];
  return messages.find(
    (one) => id !== undefined && isRecord(one) && one.id === id && one.method === undefined,
  );
}

/**
 * The result in a reply.
 *
 * @returns undefined for a notification
 * @throws Failed with token-rejected (401), token-not-allowed (403) or mcp-failed for everything that is no result
 */
export function getResult(
  peer: McpEndpoint,
  { id, method }: Message,
  { http, answer }: Reply,
): Json | undefined {
  const call = `${method} at ${formatEndpoint(peer)}`;
  if (!http.ok) throw createError('mcp-failed', `${call} failed: ${http.reason}.`);
  const isSuccess = http.status >= 200 && http.status < 300;
  if (isSuccess && id === undefined) return undefined;
  const result = isRecord(answer) ? answer.result : undefined;
  if (isSuccess && result !== undefined) return result;
  const problem = errorDetail(answer === undefined ? http.text : JSON.stringify(answer), peer.redact);
  const message = `${call} returned ${http.status}${describeFailure(http.status, answer)}${problem && `: ${problem}`}.`;
  if (http.status === 401) throw createError('token-rejected', message);
  if (http.status === 403) throw createError('token-not-allowed', message);
  throw createError('mcp-failed', message);
}

/** What is wrong with an answer whose status alone does not tell. */
function describeFailure(status: number, answer: Json | undefined): string {
  if (status >= 400) return '';
  if (status >= 300) return ', a redirect, which is not followed';
  return answer === undefined ? ' with a body that is not an MCP response' : ' with an error';
}

/** The endpoint in words. */
export function formatEndpoint({ url }: McpEndpoint): string {
  return url.host + url.pathname;
}
