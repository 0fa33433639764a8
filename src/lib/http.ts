import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { getProxyForUrl } from 'proxy-from-env';
import { linkSignals, timeUp } from './abort.js';

/** One HTTP request. Redirects are not followed, so that a token cannot travel to another origin. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Milliseconds from the start of the request to the end of the answer. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  /** Bytes of an answer beyond which it is given up; by default {@link largestAnswer}. */
  readonly largest?: number;
  /**
   * Sees the body piece by piece as it comes in; the answer ends, as it is by then, as soon as this is true. For a
   * stream that the other side may never end.
   */
  readonly enough?: (piece: string, headers: HttpHeaders) => boolean;
}

/** Headers of an answer, by lowercase name. */
export type HttpHeaders = Readonly<Record<string, string | undefined>>;

/** What came back. */
export type HttpResult =
  | {
      readonly got: 'answer';
      readonly status: number;
      readonly headers: HttpHeaders;
      readonly text: string;
      readonly bytes: Uint8Array;
    }
  | {
      readonly got: 'nothing';
      /** A code such as ECONNREFUSED, or a few words. */
      readonly reason: string;
      /** True when to ask again would not help. */
      readonly isFinal: boolean;
    };

/** Bytes beyond the largest honest answer of an API: a long log is far smaller. */
const largestAnswer = 8 * 1024 * 1024;

/**
 * Sends a request and reads the answer. Honours HTTPS_PROXY and NO_PROXY; Node.js itself honours
 * NODE_EXTRA_CA_CERTS. (Not `fetch`: before Node 24 it knows no proxy.)
 *
 * @returns an answer of any status, or why there was none; never throws, and always within the time.
 */
export async function send(request: HttpRequest): Promise<HttpResult> {
  const { timeout, signal, body } = request;
  const bound = linkSignals([signal], timeout);
  try {
    const agent = await proxyAgent(request.url, bound.signal);
    return await new Promise((resolve) => {
      const nothing: GiveUp = (reason, isFinal = false) => resolve({ got: 'nothing', reason, isFinal });
      // The end must not depend on the request: one that waits for a proxy to answer takes no notice of `destroy`.
      const stop = () => nothing(bound.signal.reason === timeUp ? 'no answer in time' : 'cancelled');
      if (bound.signal.aborted) return stop();
      bound.signal.addEventListener('abort', stop, { once: true });
      const outgoing = open(request, agent, bound.signal, (answer) =>
        read(answer, request, resolve, nothing),
      );
      outgoing.once('proxyConnect', ({ statusCode }: { statusCode: number }) => {
        if (statusCode !== 200) nothing(`the proxy answered ${statusCode}`, statusCode < 500);
      });
      outgoing.once('error', (error) => nothing(reasonOf(error)));
      outgoing.end(body);
    });
  } catch (error) {
    // An address of a proxy that is none is thrown, as is a header that cannot be sent.
    return { got: 'nothing', reason: reasonOf(error), isFinal: false };
  } finally {
    bound.release();
  }
}

/** Ends a request without an answer. `isFinal` as in {@link HttpResult}. */
type GiveUp = (reason: string, isFinal?: boolean) => void;

/** The agent that goes through the proxy of the environment; loaded only where there is one, for it costs 8 ms. */
async function proxyAgent(url: URL, signal: AbortSignal): Promise<Agent | undefined> {
  const proxy = url.protocol === 'https:' ? getProxyForUrl(url.href) : '';
  if (proxy === '') return undefined;
  const { HttpsProxyAgent } = await import(/* webpackMode: "eager" */ 'https-proxy-agent');
  return new HttpsProxyAgent(proxy, { signal });
}

function open(
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

function read(
  answer: IncomingMessage,
  { enough, largest = largestAnswer }: HttpRequest,
  resolve: (result: HttpResult) => void,
  nothing: GiveUp,
): void {
  const headers = Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [name, value === undefined ? value : `${value}`]),
  );
  const chunks: Buffer[] = [];
  const decoder = new TextDecoder();
  let size = 0;
  const finish = () => {
    const bytes = Buffer.concat(chunks);
    // A byte order mark is legal in front of JSON text on the wire, but not for JSON.parse.
    const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
    resolve({ got: 'answer', status: answer.statusCode ?? 0, headers, text, bytes });
  };
  answer.on('data', (chunk: Buffer) => {
    size += chunk.length;
    chunks.push(chunk);
    if (size > largest) {
      nothing('the answer is too large', true);
      answer.destroy();
    } else if (enough?.(decoder.decode(chunk, { stream: true }), headers)) {
      finish();
      answer.destroy();
    }
  });
  answer.once('error', (error) => nothing(reasonOf(error)));
  answer.once('end', finish);
}

/** Only codes and names: a message of the system may quote an address with credentials. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
