import type { IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';

/** One HTTP request. Redirects are not followed, so that a token cannot travel to another origin. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds from the start of the request to the end of the answer. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** What came back. */
export type HttpResult =
  | {
      readonly got: 'answer';
      readonly status: number;
      /** By lowercase name. */
      readonly headers: Readonly<Record<string, string | undefined>>;
      readonly text: string;
    }
  | { readonly got: 'nothing' /** A code such as ECONNREFUSED, in few words. */; readonly reason: string };

/** Bytes of an answer beyond which it is given up: the largest honest answer, a long log, is far smaller. */
const largestAnswer = 8 * 1024 * 1024;

/**
 * Sends a request and reads the answer whole. Honours HTTPS_PROXY and NO_PROXY; Node.js itself honours
 * NODE_EXTRA_CA_CERTS. (Not `fetch`: before Node 24 it knows no proxy.)
 *
 * @returns an answer of any status, or why there was none; never throws.
 */
export function send(request: HttpRequest): Promise<HttpResult> {
  return new Promise((resolve) => {
    const nothing = (reason: string) => resolve({ got: 'nothing', reason });
    try {
      const { protocol, href } = request.url;
      const proxy = protocol === 'https:' ? getProxyForUrl(href) : '';
      const start = protocol === 'https:' ? httpsRequest : httpRequest;
      const outgoing = start(
        request.url,
        {
          method: request.method,
          headers: {
            accept: 'application/json',
            'user-agent': 'ntcli-deploy',
            ...(request.body === undefined
              ? {}
              : {
                  'content-type': 'application/json',
                  'content-length': `${Buffer.byteLength(request.body)}`,
                }),
            ...request.headers,
          },
          signal: AbortSignal.any([request.signal, AbortSignal.timeout(request.timeout)]),
          ...(proxy === '' ? {} : { agent: new HttpsProxyAgent(proxy) }),
        },
        (answer) => read(answer, resolve, nothing),
      );
      outgoing.once('error', (error) => nothing(reasonOf(error)));
      outgoing.end(request.body);
    } catch (error) {
      nothing(reasonOf(error));
    }
  });
}

function read(
  answer: IncomingMessage,
  resolve: (result: HttpResult) => void,
  nothing: (reason: string) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  answer.on('data', (chunk: Buffer) => {
    size += chunk.length;
    chunks.push(chunk);
    if (size > largestAnswer) answer.destroy(new Error('answer too large'));
  });
  answer.once('error', (error) => nothing(reasonOf(error)));
  answer.once('end', () =>
    resolve({
      got: 'answer',
      status: answer.statusCode ?? 0,
      headers: Object.fromEntries(
        Object.entries(answer.headers).map(([name, value]) => [
          name,
          value === undefined ? value : `${value}`,
        ]),
      ),
      // A byte order mark is legal in front of JSON text on the wire, but not for JSON.parse.
      text: Buffer.concat(chunks)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    }),
  );
}

/** Only codes and fixed texts: a message of the system may quote an address with credentials. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  if (
    error.name === 'TimeoutError' ||
    (error.cause instanceof Error && error.cause.name === 'TimeoutError')
  ) {
    return 'no answer in time';
  }
  if (error.name === 'AbortError') return 'cancelled';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
