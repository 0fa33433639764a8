import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { getProxyForUrl } from 'proxy-from-env';
import { anySignal, TIMED_OUT } from './abort.js';

/** One HTTP request. Redirects are not followed, so that a token cannot travel to another origin. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Milliseconds from the start of the request to the end of the answer. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  /** Bytes of an answer beyond which it is given up; by default {@link MAX_RESPONSE_BYTES}. */
  readonly maxBytes?: number;
  /**
   * Reads the body as it arrives, in place of collecting it. Called with the head of a response; undefined collects the
   * body as usual. The function that it returns gets the body in pieces, first an empty one, and ends the response by
   * returning true. For a stream that the other side may never end.
   */
  readonly stream?: (head: HttpHead) => ((piece: string) => boolean) | undefined;
}

/** Headers of an answer, by lowercase name. */
export type HttpHeaders = Readonly<Record<string, string | undefined>>;

/** What a response begins with. */
export interface HttpHead {
  readonly status: number;
  readonly headers: HttpHeaders;
}

/** What came back. */
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
      /** A code such as ECONNREFUSED, or a few words. */
      readonly reason: string;
      /** True when a retry may help. */
      readonly retryable: boolean;
    };

/** Milliseconds in which a response that is no longer needed may end by itself, so that its connection can be used again. */
const DRAIN_MS = 500;

/** Bytes beyond the largest honest answer of an API: a long log is far smaller. */
const MAX_RESPONSE_BYTES = 8 * 1024 * 1024;

/**
 * Sends a request and reads the answer. Honours HTTPS_PROXY and NO_PROXY; Node.js itself honours
 * NODE_EXTRA_CA_CERTS. (Not `fetch`: before Node 24 it knows no proxy.)
 *
 * @returns an answer of any status, or why there was none; never throws, and always within the time.
 */
export async function sendRequest(request: HttpRequest): Promise<HttpResult> {
  const { timeout, signal, body } = request;
  const bound = anySignal([signal], timeout);
  try {
    const agent = await proxyAgent(request.url, bound.signal);
    return await new Promise((resolve) => {
      const nothing: GiveUp = (reason, retryable = true) => resolve({ ok: false, reason, retryable });
      // The end must not depend on the request: one that waits for a proxy to answer takes no notice of `destroy`.
      const stop = () => nothing(bound.signal.reason === TIMED_OUT ? 'timed out' : 'cancelled');
      if (bound.signal.aborted) return stop();
      bound.signal.addEventListener('abort', stop, { once: true });
      const outgoing = openRequest(request, agent, bound.signal, (answer) =>
        readResponse(answer, request, resolve, nothing),
      );
      outgoing.once('proxyConnect', ({ statusCode }: { statusCode: number }) => {
        if (statusCode !== 200) nothing(`the proxy returned ${statusCode}`, statusCode >= 500);
      });
      outgoing.once('error', (error) => nothing(describeNetworkError(error)));
      outgoing.end(body);
    });
  } catch (error) {
    // An address of a proxy that is none is thrown, as is a header that cannot be sent.
    return { ok: false, reason: describeNetworkError(error), retryable: true };
  } finally {
    bound.dispose();
  }
}

/** Ends a request without an answer. `retryable` as in {@link HttpResult}. */
type GiveUp = (reason: string, retryable?: boolean) => void;

/** The agent that goes through the proxy of the environment; loaded only where there is one, for it costs 8 ms. */
async function proxyAgent(url: URL, signal: AbortSignal): Promise<Agent | undefined> {
  const proxy = url.protocol === 'https:' ? getProxyForUrl(url.href) : '';
  if (proxy === '') return undefined;
  const { HttpsProxyAgent } = await import(/* webpackMode: "eager" */ 'https-proxy-agent');
  return new HttpsProxyAgent(proxy, { signal });
}

function openRequest(
  { method, url, headers }: HttpRequest,
  agent: Agent | undefined,
  signal: AbortSignal,
  onAnswer: (answer: IncomingMessage) => void,
): ClientRequest {
  const options = {
    method,
    headers: { accept: 'application/json', 'user-agent': 'ntcli-deploy', ...headers },
    signal,
  };
  if (url.protocol === 'http:') return httpRequest(url, options, onAnswer);
  return httpsRequest(url, { ...options, ...(agent && { agent }) }, onAnswer);
}

function readResponse(
  answer: IncomingMessage,
  { stream, maxBytes = MAX_RESPONSE_BYTES }: HttpRequest,
  resolve: (result: HttpResult) => void,
  nothing: GiveUp,
): void {
  const headers = Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [name, value === undefined ? value : `${value}`]),
  );
  const status = answer.statusCode ?? 0;
  const onPiece = stream?.({ status, headers });
  const chunks: Buffer[] = [];
  const decoder = new TextDecoder();
  let size = 0;
  const finish = () => {
    const bytes = Buffer.concat(chunks);
    // A byte order mark is legal in front of JSON text on the wire, but not for JSON.parse.
    const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
    resolve({ ok: true, status, headers, text, bytes });
  };
  const read = (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBytes) {
      nothing('response too large', false);
      answer.destroy();
    } else if (onPiece === undefined) {
      chunks.push(chunk);
    } else if (onPiece(decoder.decode(chunk, { stream: true }))) {
      finish();
      answer.off('data', read).resume();
      setTimeout(() => answer.destroy(), DRAIN_MS).unref();
    }
  };
  answer.once('error', (error) => nothing(describeNetworkError(error)));
  answer.once('end', finish);
  answer.on('data', read);
  if (onPiece) read(Buffer.alloc(0));
}

/** Only codes and names: a message of the system may quote an address with credentials. */
function describeNetworkError(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
