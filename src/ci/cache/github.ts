import { createHash } from 'node:crypto';
import { type HttpResult, sendRequest } from '../../lib/http.js';
import { formatMegabytes } from '../../lib/redact.js';
import type { CacheStore } from '../provider.js';

/** Milliseconds for all requests of one direction. */
const loadTime = 10_000;
const saveTime = 20_000;

/** What GitHub tells forms of content apart by; its own toolkit hashes paths and compression. */
const version = createHash('sha256').update('ntcli-deploy tarball store 1').digest('hex');

/**
 * The cache service of GitHub Actions, version 2 (read in `packages/cache` of actions/toolkit): twirp in JSON for the
 * entries, and signed addresses on another origin for the bytes. The token goes to the service alone, and nothing here
 * shows a signed address, which is a secret. After a failure the service is left alone.
 *
 * @param serviceUrl ACTIONS_RESULTS_URL
 * @param token ACTIONS_RUNTIME_TOKEN
 * @param say writes a line of the log
 */
export function openGithubCache(serviceUrl: string, token: string, say: (text: string) => void): CacheStore {
  let isUp = true;

  /** Says why a cache is not used, once. */
  function giveUp(why: string): undefined {
    isUp = false;
    say(`GitHub Actions cache unavailable: ${why}.`);
  }

  /** One call of the service. */
  function call(method: string, fields: Readonly<Record<string, string>>, until: Until): Promise<HttpResult> {
    return sendRequest({
      method: 'POST',
      url: new URL(`/twirp/github.actions.results.api.v1.CacheService/${method}`, serviceUrl),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...fields, version }),
      ...until(),
    });
  }

  return {
    async restore(key, maxBytes, signal) {
      const until = within(loadTime, signal);
      const found = await call('GetCacheEntryDownloadURL', { key }, until);
      const entry = entryIn(found);
      if (entry === undefined) return giveUp(whyNot(found));
      if (!entry.ok) return undefined;
      const url = entry.signed_download_url ?? entry.signedDownloadUrl;
      if (!isUrl(url)) return giveUp('no URL in the response');
      const bytes = await sendRequest({
        method: 'GET',
        url: new URL(url),
        headers: { accept: '*/*' },
        maxBytes,
        ...until(),
      });
      if (!isSuccess(bytes)) return giveUp(whyNot(bytes));
      say(`Restored packages from the GitHub Actions cache (${formatMegabytes(bytes.bytes.length)})`);
      return Buffer.from(bytes.bytes);
    },

    async save(key, bytes, signal) {
      if (!isUp) return;
      const until = within(saveTime, signal);
      const created = await call('CreateCacheEntry', { key }, until);
      // Another job is saving, or has saved, the same.
      if (created.ok && created.status === 409) return;
      const entry = entryIn(created);
      if (entry === undefined) return giveUp(whyNot(created));
      if (!entry.ok) return;
      const url = entry.signed_upload_url ?? entry.signedUploadUrl;
      if (!isUrl(url)) return giveUp('no URL in the response');
      const headers = { 'x-ms-blob-type': 'BlockBlob', 'content-type': 'application/octet-stream' };
      const put = await sendRequest({ method: 'PUT', url: new URL(url), headers, body: bytes, ...until() });
      if (!isSuccess(put)) return giveUp(whyNot(put));
      const ended = await call('FinalizeCacheEntryUpload', { key, size_bytes: `${bytes.length}` }, until);
      if (!entryIn(ended)?.ok) return giveUp(whyNot(ended));
      say(`Saved packages to the GitHub Actions cache (${formatMegabytes(bytes.length)})`);
    },
  };
}

/** The time that is left for a request, and what stops it. */
type Until = () => { readonly timeout: number; readonly signal: AbortSignal };

function within(time: number, signal: AbortSignal): Until {
  const deadline = performance.now() + time;
  return () => ({ timeout: Math.max(1, deadline - performance.now()), signal });
}

/** What the service answers, of all calls together; twirp may write names of fields in either way. */
interface Entry {
  readonly ok?: unknown;
  readonly signed_download_url?: unknown;
  readonly signedDownloadUrl?: unknown;
  readonly signed_upload_url?: unknown;
  readonly signedUploadUrl?: unknown;
}

/** Undefined for a failure, and for an answer of something that is not the service. */
function entryIn(result: HttpResult): Entry | undefined {
  if (!isSuccess(result)) return undefined;
  try {
    const entry: Entry | null = JSON.parse(result.text);
    return entry ?? undefined;
  } catch {
    return undefined;
  }
}

function isSuccess(result: HttpResult): result is Extract<HttpResult, { readonly ok: true }> {
  return result.ok && result.status >= 200 && result.status < 300;
}

function whyNot(result: HttpResult): string {
  if (!result.ok) return result.reason;
  return result.status < 300 ? 'unexpected response' : `status ${result.status}`;
}

function isUrl(value: unknown): value is string {
  return typeof value === 'string' && URL.canParse(value);
}
