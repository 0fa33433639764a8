import { formatExchange, type HttpHead, type HttpResult, isOkStatus, sendRequest } from '../lib/http.js';
import type { Network } from '../lib/network.js';
import { decideRetry, retry } from '../lib/retry.js';
import { createError, type DeployError, type ErrorInfo } from '../schema/errors.js';
import { errorDetail, isForeignStatus, tokenRefusalCode } from './error-detail.js';
import { type Json, parseJson } from './json.js';
import type { ServerClock } from './server-clock.js';

/** Time limit of one request in milliseconds. */
const requestTimeoutMs = 15_000;
/** Milliseconds before the second, the third, ... attempt of a read, before jitter. */
const retryDelays = [500, 2_000];

/** A JSON API at one origin. */
export interface Api {
  /**
   * Reads a resource. Transient faults (no response, 408, 5xx, 429 with Retry-After, a 404 of a proxy) are retried.
   *
   * @param deadline moment of `performance.now()` until which it retries; without one, it retries twice
   * @returns the body of a 2xx response, or undefined for a 404 of the API
   * @throws DeployError token-rejected, token-not-allowed, api-unreachable or api-unexpected
   */
  read(path: string, deadline?: number): Promise<Json | undefined>;
  /**
   * Writes a resource. Sent once, whatever the response. A proxy's page is not a success, whatever its status.
   *
   * @throws DeployError as `read`; a 404 is api-unexpected
   */
  put(path: string, body: Json): Promise<void>;
  /** Sends a change that must not be sent twice. The caller decides what the response means. */
  post(path: string, body: Json): Promise<SendResult>;
  /** Removes a resource; otherwise as `post`. */
  delete(path: string): Promise<SendResult>;
}

/** The response to a change. */
export interface SendResult {
  /** Absent if there was no response. */
  readonly status?: number;
  /** One sentence that names the request and the response. */
  readonly message: string;
  /** The reason that the platform gives for a failure, redacted; empty if it gives none. */
  readonly reason: string;
  /** The body, if it is JSON. */
  readonly body?: Json;
}

export interface ApiSettings {
  readonly origin: string;
  readonly network: Network;
  /** Sent with every request to the origin, and to no other; absent for a public API. */
  readonly token?: string;
  /** Hides secrets in the platform's texts before they enter an error. */
  readonly redact: (text: string) => string;
  /** Receives the platform's time. */
  readonly clock: ServerClock;
  readonly signal: AbortSignal;
  /** Writes a line to the debug log. */
  readonly debug: (text: string) => void;
}

export function createApi({ origin, network, token, redact, clock, signal, debug }: ApiSettings): Api {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const request = async (
    method: 'GET' | 'PUT' | 'POST' | 'DELETE',
    url: URL,
    body?: Json,
    attempt = 1,
  ): Promise<HttpResult> => {
    // FastAPI 0.116 and newer read a body without this header as text, and answer 422 (measured).
    const json = { headers: { ...authorization, 'content-type': 'application/json' } };
    const content = body === undefined ? { headers: authorization } : { ...json, body: JSON.stringify(body) };
    const started = performance.now();
    const result = await sendRequest({ method, url, network, ...content, timeout: requestTimeoutMs, signal });
    debug(formatExchange({ method, url }, result, started, `(attempt ${attempt})`));
    if (result.ok) clock.observe(result.headers.date);
    return result;
  };
  /** True for a status that only the API itself may decide by, in a response that a proxy or CDN in front of it sent. */
  const isForeign = ({ status, text }: HttpHead & { readonly text: string }) =>
    token !== undefined && isForeignStatus(status, parseJson(text));
  /** The response, if the caller can go on with it. */
  const expect = (method: string, url: URL, result: HttpResult) => {
    const call = `${method} ${url.host}${url.pathname}`;
    if (!result.ok) throw createError('api-unreachable', `${call} failed: ${result.reason}.`);
    if (isForeign(result)) {
      throw createError(
        'api-unexpected',
        `${call} returned ${result.status} with a body that is not from the API.`,
      );
    }
    if (method === 'GET' && result.status === 404) return undefined;
    const failure = errorForStatus(call, result, redact, token !== undefined);
    if (failure) throw createError(failure.code, failure.message);
    return { call, ...result };
  };
  const send = async (method: 'POST' | 'DELETE', path: string, body?: Json): Promise<SendResult> => {
    const url = new URL(origin + path);
    const result = await request(method, url, body);
    const call = `${method} ${url.host}${url.pathname}`;
    if (!result.ok) return { message: `${call} failed: ${result.reason}.`, reason: '' };
    const answered = parseJson(result.text);
    const reason = errorDetail(result.text, redact);
    const message = `${call} returned ${result.status}${reason && `: ${reason}`}.`;
    return { status: result.status, message, reason, ...(answered === undefined ? {} : { body: answered }) };
  };
  return {
    async read(path, deadline) {
      const url = new URL(origin + path);
      const result = await retry((attempt) => request('GET', url, undefined, attempt), {
        delays: retryDelays,
        signal,
        shouldRetry(last) {
          // An ingress without a route, as during a restart of the platform, is as transient as a 502.
          const isUnrouted = last.ok && last.status === 404 && isForeign(last);
          return isUnrouted || decideRetry(last);
        },
        ...(deadline !== undefined && { deadline, repeatLastDelay: true }),
      });
      const answer = expect('GET', url, result);
      if (answer === undefined) return undefined;
      const body = parseJson(answer.text);
      if (body !== undefined) return body;
      throw notJson(answer);
    },
    async put(path, body) {
      const url = new URL(origin + path);
      const answer = expect('PUT', url, await request('PUT', url, body));
      const isPlain =
        answer !== undefined && answer.text.trim() !== '' && parseJson(answer.text) === undefined;
      if (isPlain) throw notJson(answer);
    },
    post: (path, body) => send('POST', path, body),
    delete: (path) => send('DELETE', path),
  };
}

function notJson({ call, status }: { readonly call: string; readonly status: number }): DeployError {
  return createError('api-unexpected', `${call} returned ${status} with a body that is not JSON.`);
}

/**
 * Maps a status of the API to an error. What a server that got no token refuses says nothing about it.
 *
 * @param call the request in words
 * @param hasToken true if the request had one
 */
function errorForStatus(
  call: string,
  { status, text }: HttpHead & { readonly text: string },
  redact: (text: string) => string,
  hasToken: boolean,
): ErrorInfo | undefined {
  if (isOkStatus(status)) return undefined;
  const detail = errorDetail(text, redact);
  const refusal = hasToken ? tokenRefusalCode(status, parseJson(text)) : undefined;
  return {
    code: refusal ?? 'api-unexpected',
    message: `${call} returned ${status}${detail && `: ${detail}`}.`,
  };
}
