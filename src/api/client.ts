import { setTimeout as pause } from 'node:timers/promises';
import { type HttpHeaders, type HttpResult, sendRequest } from '../lib/http.js';
import { createError, type DeployError, type ErrorInfo } from '../schema/errors.js';
import { errorDetail, type Json, parseJson } from './json.js';
import type { ServerClock } from './server-clock.js';

/** Milliseconds that one request may take. */
const requestTimeoutMs = 15_000;
/** Milliseconds to wait before the second and the third try of a read, before jitter. */
const retryDelays = [500, 2_000];
/** Longest Retry-After that is honoured, in milliseconds. */
const maxRetryAfterMs = 20_000;

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
}

export function createApi({ origin, token, redact, clock, signal }: ApiSettings): Api {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const request = async (method: 'GET' | 'PUT' | 'POST', url: URL, body?: Json): Promise<HttpResult> => {
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    const result = await sendRequest({ method, url, headers, ...text, timeout: requestTimeoutMs, signal });
    if (result.ok) clock.observe(result.headers.date);
    return result;
  };
  /** The answer, where it is one to go on with. */
  const expect = (method: string, url: URL, result: HttpResult) => {
    const call = `${method} ${url.host}${url.pathname}`;
    if (!result.ok) throw createError('api-unreachable', `${call} got no answer (${result.reason}).`);
    if (method === 'GET' && result.status === 404) return undefined;
    const failure = errorForStatus(call, result.status, errorDetail(result.text, redact));
    if (failure) throw createError(failure.code, failure.message);
    return { call, ...result };
  };
  return {
    async read(path) {
      const url = new URL(origin + path);
      let result: HttpResult;
      for (let attempt = 0; ; attempt++) {
        result = await request('GET', url);
        const wait = signal.aborted ? undefined : retryDelay(attempt, result);
        if (wait === undefined) break;
        await pause(wait, undefined, { signal }).catch(() => {});
      }
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
      if (!result.ok) return { message: `${call} got no answer (${result.reason}).` };
      const problem = errorDetail(result.text, redact);
      const answered = parseJson(result.text);
      return {
        status: result.status,
        message: `${call} answered ${result.status}${problem && `: ${problem}`}.`,
        ...(answered === undefined ? {} : { body: answered }),
      };
    },
  };
}

function notJson({ call, status }: { readonly call: string; readonly status: number }): DeployError {
  return createError('api-unexpected', `${call} answered ${status} with a text that is not JSON.`);
}

/**
 * Milliseconds to wait before a read is tried again, or undefined when its result stands. Where the other side says
 * when it wants to be asked again, that counts, up to {@link maxRetryAfterMs}.
 */
function retryDelay(attempt: number, result: HttpResult): number | undefined {
  const usual = retryDelays[attempt];
  if (usual === undefined) return undefined;
  const jittered = usual * (0.5 + Math.random());
  if (!result.ok) return result.retryable ? jittered : undefined;
  const asked = parseRetryAfter(result.headers);
  // 408: the request was too slow in coming, and may be repeated as it is (RFC 9110, 15.5.9).
  const isPassing = result.status >= 500 || result.status === 408;
  const isTold = result.status === 429 && asked !== undefined;
  if (!isPassing && !isTold) return undefined;
  return asked === undefined ? jittered : Math.min(asked, maxRetryAfterMs) + Math.random() * 250;
}

/**
 * The time that a Retry-After header asks for, in milliseconds (RFC 9110, 10.2.3: seconds or a date); undefined
 * without a usable one. A date counts from that of the answer, whatever the clock of this machine says.
 */
function parseRetryAfter({ 'retry-after': text = '', date = '' }: HttpHeaders): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const now = Date.parse(date);
  const time = Date.parse(text) - (Number.isNaN(now) ? Date.now() : now);
  return Number.isNaN(time) ? undefined : Math.max(0, time);
}

/**
 * What an answer of the API means, by its status.
 *
 * @param call the request in words
 * @param problem the platform's own words, redacted; may be empty
 */
function errorForStatus(call: string, status: number, problem: string): ErrorInfo | undefined {
  if (status >= 200 && status < 300) return undefined;
  const message = `${call} answered ${status}${problem && `: ${problem}`}.`;
  if (status === 401) return { code: 'token-rejected', message };
  if (status === 403) return { code: 'token-not-allowed', message };
  return { code: 'api-unexpected', message };
}
