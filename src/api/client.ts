import { type HttpHead, type HttpResult, sendRequest } from '../lib/http.js';
import { parseRetryAfter, retry } from '../lib/retry.js';
import { createError, type DeployError, type ErrorInfo } from '../schema/errors.js';
import { errorDetail, isPlatformError, type Json, parseJson } from './json.js';
import type { ServerClock } from './server-clock.js';

/** Milliseconds that one request may take. */
const requestTimeoutMs = 15_000;
/** Milliseconds to wait before the second and the third try of a read, before jitter. */
const retryDelays = [500, 2_000];

/** A JSON API at one origin. */
export interface Api {
  /**
   * Reads a resource. Passing faults (no answer, 408, 5xx, 429 with Retry-After) are tried again, at most twice.
   *
   * @returns the body of a 2xx answer, or undefined for a 404
   * @throws Failed with token-rejected, token-not-allowed, api-unreachable or api-unexpected
   */
  read(path: string): Promise<Json | undefined>;
  /**
   * Writes a resource. Sent once, whatever comes back. A page of a proxy is no success, whatever its status.
   *
   * @throws Failed as `read`; a 404 is api-unexpected
   */
  put(path: string, body: Json): Promise<void>;
  /** Sends something that must not be sent twice: once, whatever comes back, which is for the caller to judge. */
  post(path: string, body: Json): Promise<PostResult>;
}

/** What came back for a `post`, in a number and in words; without a status there was no answer. */
export interface PostResult {
  readonly status?: number;
  readonly message: string;
  /** The body, where it is JSON. */
  readonly body?: Json;
}

/** What an API is made of. */
export interface ApiSettings {
  readonly origin: string;
  /** Sent with every request to the origin, and to no other; absent for an API that is open to all. */
  readonly token?: string;
  /** Cleans the platform's own words before they enter an error. */
  readonly redact: (text: string) => string;
  /** Learns the time of the platform. */
  readonly clock: ServerClock;
  readonly signal: AbortSignal;
  /** Writes a line of the debug log. */
  readonly debug: (text: string) => void;
}

export function createApi({ origin, token, redact, clock, signal, debug }: ApiSettings): Api {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const request = async (
    method: 'GET' | 'PUT' | 'POST',
    url: URL,
    body?: Json,
    attempt = 1,
  ): Promise<HttpResult> => {
    // FastAPI reads a body without this header as text, and answers 422.
    const json = { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const content = body === undefined ? { headers } : json;
    const started = performance.now();
    const result = await sendRequest({ method, url, ...content, timeout: requestTimeoutMs, signal });
    const status = result.ok ? result.status : result.reason;
    const duration = Math.round(performance.now() - started);
    debug(`${method} ${url.host}${url.pathname}: ${status} after ${duration} ms (attempt ${attempt})`);
    if (result.ok) clock.observe(result.headers.date);
    return result;
  };
  /** The answer, where it is one to go on with. */
  const expect = (method: string, url: URL, result: HttpResult) => {
    const call = `${method} ${url.host}${url.pathname}`;
    if (!result.ok) throw createError('api-unreachable', `${call} failed: ${result.reason}.`);
    if (method === 'GET' && result.status === 404) return undefined;
    const failure = errorForStatus(call, result, redact, token !== undefined);
    if (failure) throw createError(failure.code, failure.message);
    return { call, ...result };
  };
  return {
    async read(path) {
      const url = new URL(origin + path);
      const result = await retry((attempt) => request('GET', url, undefined, attempt), {
        delays: retryDelays,
        signal,
        shouldRetry,
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
    async post(path, body) {
      const url = new URL(origin + path);
      const result = await request('POST', url, body);
      const call = `POST ${url.host}${url.pathname}`;
      if (!result.ok) return { message: `${call} failed: ${result.reason}.` };
      const problem = errorDetail(result.text, redact);
      const answered = parseJson(result.text);
      return {
        status: result.status,
        message: `${call} returned ${result.status}${problem && `: ${problem}`}.`,
        ...(answered === undefined ? {} : { body: answered }),
      };
    },
  };
}

function notJson({ call, status }: { readonly call: string; readonly status: number }): DeployError {
  return createError('api-unexpected', `${call} returned ${status} with a body that is not JSON.`);
}

/** Whether a read is repeated: after a fault that may pass, and after the time that the server asks for. */
function shouldRetry(result: HttpResult): boolean | number {
  if (!result.ok) return result.retryable;
  const after = parseRetryAfter(result.headers);
  // 408: the request arrived too slowly, and may be repeated as it is (RFC 9110, 15.5.9).
  const isTransient = result.status >= 500 || result.status === 408;
  if (!isTransient && (result.status !== 429 || after === undefined)) return false;
  return after ?? true;
}

/**
 * What a status of the API means. Only the API itself can reject a token: 401 and 403 of a proxy or CDN in front of it,
 * and those of a server that got no token, say nothing about it.
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
  if (status >= 200 && status < 300) return undefined;
  const detail = errorDetail(text, redact);
  const isTokenStatus = status === 401 || status === 403;
  if (isTokenStatus && hasToken && !isPlatformError(parseJson(text))) {
    return {
      code: 'api-unexpected',
      message: `${call} returned ${status} with a body that is not from the API.`,
    };
  }
  const message = `${call} returned ${status}${detail && `: ${detail}`}.`;
  if (!isTokenStatus || !hasToken) return { code: 'api-unexpected', message };
  return { code: status === 401 ? 'token-rejected' : 'token-not-allowed', message };
}
