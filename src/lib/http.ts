import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { getErrorCode } from '../schema/errors.js';
import { anySignal, TIMED_OUT } from './abort.js';
import { createByteBuffer } from './byte-buffer.js';
import { findProxy, type Network } from './network.js';

/** One HTTP request. Redirects are not followed: a token must not reach another origin. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly network: Network;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Milliseconds from the start of the request to the end of the response. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  /** Largest response body; {@link MAX_RESPONSE_BYTES} by default. */
  readonly maxBytes?: number;
  /**
   * Reads the body as it arrives, instead of collecting it. Called with the head of a response; undefined collects the
   * body as usual. The function that it returns gets the body in pieces, first an empty one, and ends the response by
   * returning true. For a stream that the other side may never end.
   */
  readonly stream?: (head: HttpHead) => ((piece: string) => boolean) | undefined;
}

/** Headers of a response, by lowercase name. */
export type HttpHeaders = Readonly<Record<string, string | undefined>>;

/** What a response begins with. */
export interface HttpHead {
  readonly status: number;
  readonly headers: HttpHeaders;
}

/** The response, or why there is none. */
export type HttpResult =
  | {
      readonly ok: true;
      readonly status: number;
      readonly headers: HttpHeaders;
      /** Empty after `stream`. */
      readonly text: string;
      readonly bytes: Uint8Array;
    }
  | {
      readonly ok: false;
      /** A code such as ECONNREFUSED, or a short phrase. */
      readonly reason: string;
      /** True when a retry may help. */
      readonly retryable: boolean;
    };

/** Redirects that a caller follows at most. */
export const MAX_REDIRECTS = 5;

/** Milliseconds in which a response that is no longer needed may end by itself, so that its connection can be used again. */
const DRAIN_MS = 500;

/** LF and CR, one of which ends an event of a stream. */
const lineEnds = [10, 13];

/** More than any response of an API needs: a long log is far smaller. */
const MAX_RESPONSE_BYTES = 8 * 1024 * 1024;

/**
 * Sends a request and reads the response. HTTPS goes through the proxy of `network`. Plain HTTP, which is only
 * for a platform on this machine, never does. Node.js itself honors NODE_EXTRA_CA_CERTS. (Not `fetch`: before Node 24 it
 * has no proxy support.)
 *
 * @returns a response of any status, or why there is none; never throws, and always returns within `timeout`
 */
export async function sendRequest(request: HttpRequest): Promise<HttpResult> {
  const { timeout, signal, body } = request;
  const bound = anySignal([signal], timeout);
  try {
    const agent = await chooseAgent(request, bound.signal);
    return await new Promise((resolve) => {
      const giveUp: GiveUp = (reason, retryable = true) => resolve({ ok: false, reason, retryable });
      // The end must not depend on the request: one that waits for the proxy ignores `destroy`.
      const stop = () => giveUp(bound.signal.reason === TIMED_OUT ? 'timed out' : 'cancelled');
      if (bound.signal.aborted) return stop();
      bound.signal.addEventListener('abort', stop, { once: true });
      const outgoing = openRequest(request, agent, bound.signal, (response) =>
        readResponse(response, request, resolve, giveUp),
      );
      outgoing.once('proxyConnect', ({ statusCode }: { statusCode: number }) => {
        if (statusCode !== 200) giveUp(`the proxy returned ${statusCode}`, statusCode >= 500);
      });
      outgoing.once('error', (error) => giveUp(describeNetworkError(error)));
      outgoing.end(body);
    });
  } catch (error) {
    // An invalid proxy URL and an invalid header are thrown.
    return { ok: false, reason: describeNetworkError(error), retryable: true };
  } finally {
    bound.dispose();
  }
}

/**
 * The line of the debug log for a request.
 *
 * @param started the moment of `performance.now()` at which it was sent
 * @param purpose what it was sent for
 */
export function formatExchange(
  { method, url }: Pick<HttpRequest, 'method' | 'url'>,
  result: HttpResult,
  started: number,
  purpose = '',
): string {
  const status = result.ok ? result.status : result.reason;
  const duration = Math.round(performance.now() - started);
  return `${method} ${url.host}${url.pathname}${purpose && ` ${purpose}`}: ${status} after ${duration} ms`;
}

/** True for a status of success, 2xx. */
export function isOkStatus(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Ends a request without a response. `retryable` as in {@link HttpResult}. */
type GiveUp = (reason: string, retryable?: boolean) => void;

/** Not left to the default, which NODE_TLS_REJECT_UNAUTHORIZED=0 of the job changes: then any server would get the token. */
const verified = { rejectUnauthorized: true } as const;

// With NODE_USE_ENV_PROXY=1, as in the template for GitLab, the global agents of Node.js choose a proxy themselves.
const keepAlive = { keepAlive: true, timeout: 5_000 } as const;
const directHttp = new HttpAgent(keepAlive);
const directHttps = new HttpsAgent(keepAlive);

/** The agent for a request. That for a proxy is loaded on demand: it takes 8 ms. */
async function chooseAgent({ url, network }: HttpRequest, signal: AbortSignal): Promise<Agent> {
  if (url.protocol === 'http:') return directHttp;
  const proxy = findProxy(network, url);
  if (proxy === undefined) return directHttps;
  // The library would print the address of the proxy with its password.
  delete process.env.DEBUG;
  const { HttpsProxyAgent } = await import(/* webpackMode: "eager" */ 'https-proxy-agent');
  return new HttpsProxyAgent(proxy, { signal, ...verified });
}

function openRequest(
  { method, url, headers }: HttpRequest,
  agent: Agent,
  signal: AbortSignal,
  onResponse: (response: IncomingMessage) => void,
): ClientRequest {
  const options = {
    method,
    headers: { accept: 'application/json', 'user-agent': 'ntcli-deploy', ...headers },
    agent,
    signal,
  };
  if (url.protocol === 'http:') return httpRequest(url, options, onResponse);
  return httpsRequest(url, { ...options, ...verified }, onResponse);
}

function readResponse(
  response: IncomingMessage,
  { stream, maxBytes = MAX_RESPONSE_BYTES }: HttpRequest,
  resolve: (result: HttpResult) => void,
  giveUp: GiveUp,
): void {
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name, value === undefined ? value : `${value}`]),
  );
  const status = response.statusCode ?? 0;
  const onPiece = stream?.({ status, headers });
  const collected = createByteBuffer();
  const decoder = new TextDecoder();
  let size = 0;
  const finish = () => {
    const bytes = onPiece ? Buffer.alloc(0) : collected.bytes();
    // A byte order mark before JSON text is tolerated (RFC 8259, 8.1), but not by JSON.parse.
    const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
    resolve({ ok: true, status, headers, text, bytes });
  };
  const read = (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBytes) {
      giveUp('response too large', false);
      response.destroy();
      return;
    }
    collected.add(chunk);
    // The head itself is worth a piece. After it, only the end of a line is: pieces of one byte take too much memory.
    if (onPiece === undefined || !(size === 0 || lineEnds.some((end) => chunk.includes(end)))) return;
    const isEnd = onPiece(decoder.decode(collected.bytes(), { stream: true }));
    collected.clear();
    if (!isEnd) return;
    finish();
    response.off('data', read).resume();
    setTimeout(() => response.destroy(), DRAIN_MS).unref();
  };
  response.once('error', (error) => giveUp(describeNetworkError(error)));
  response.once('end', finish);
  response.on('data', read);
  if (onPiece) read(Buffer.alloc(0));
}

/** Only codes and names: the message may quote a URL with credentials. */
function describeNetworkError(error: unknown): string {
  return getErrorCode(error) ?? (error instanceof Error ? error.name : 'unknown error');
}
