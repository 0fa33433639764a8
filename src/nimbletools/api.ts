import { type Failure, failed } from '../spec/failures.js';
import type { Clock } from './clock.js';
import type { Endpoints } from './endpoints.js';
import { get, type HttpResult } from './http.js';
import { type Json, parseJson, problemText } from './json.js';

/** Milliseconds that one request may take. */
const requestTimeout = 15_000;
/** Milliseconds to wait before the second and the third try of a read, before jitter. */
const pauses = [500, 2_000];
/** Longest Retry-After that is honoured, in milliseconds. */
const longestPause = 20_000;

/** The management API, seen with one token. */
export interface Api {
  /**
   * Reads a resource. Passing faults (no answer, 5xx, 429 with Retry-After) are tried again, at most twice.
   *
   * @returns the body of a 2xx answer, or undefined for a 404
   * @throws Failed with token-rejected, token-not-allowed, api-unreachable or api-unexpected
   */
  read(path: string): Promise<Json | undefined>;
}

/**
 * @param clock learns the time of the platform
 * @param redact cleans the platform's own words before they enter an error
 */
export function createApi(
  endpoints: Endpoints,
  token: string,
  redact: (text: string) => string,
  clock: Clock,
  signal: AbortSignal,
): Api {
  return {
    async read(path) {
      const url = new URL(endpoints.api + path);
      const headers = { authorization: `Bearer ${token}` };
      let result: HttpResult;
      for (let attempt = 0; ; attempt++) {
        result = await get({ url, headers, timeout: requestTimeout, signal });
        if (result.got === 'answer') clock.note(result.headers.date);
        const pause = signal.aborted ? undefined : pauseBefore(attempt, result);
        if (pause === undefined) break;
        await new Promise((wake) => {
          const timer = setTimeout(wake, pause);
          signal.addEventListener('abort', () => wake(clearTimeout(timer)), { once: true });
        });
      }
      const call = `GET ${url.host}${url.pathname}`;
      if (result.got === 'nothing')
        throw failed('api-unreachable', `${call} got no answer (${result.reason}).`);
      if (result.status === 404) return undefined;
      const failure = failureOfAnswer(call, result.status, problemText(result.text, redact));
      if (failure) throw failed(failure.code, failure.what);
      const body = parseJson(result.text);
      if (body === undefined) {
        throw failed('api-unexpected', `${call} answered ${result.status} with a text that is not JSON.`);
      }
      return body;
    },
  };
}

/**
 * Milliseconds to wait before a read is tried again, or undefined when its result stands.
 */
function pauseBefore(attempt: number, result: HttpResult): number | undefined {
  const pause = pauses[attempt];
  if (pause === undefined) return undefined;
  if (result.got === 'nothing' || result.status >= 500) return pause * (0.5 + Math.random());
  const seconds = result.status === 429 ? Number(result.headers['retry-after']) : Number.NaN;
  return seconds >= 0 ? Math.min(seconds * 1000, longestPause) + Math.random() * 250 : undefined;
}

/**
 * What an answer of the API means, by its status.
 *
 * @param call the request in words
 * @param problem the platform's own words, redacted; may be empty
 */
function failureOfAnswer(call: string, status: number, problem: string): Failure | undefined {
  if (status >= 200 && status < 300) return undefined;
  const what = `${call} answered ${status}${problem && `: ${problem}`}.`;
  if (status === 401) return { code: 'token-rejected', what };
  if (status === 403) return { code: 'token-not-allowed', what };
  return { code: 'api-unexpected', what };
}
