import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { formatExchange, type HttpResult, MAX_REDIRECTS, sendRequest } from '../../lib/http.js';
import type { Network } from '../../lib/network.js';
import { decideRetry, retry } from '../../lib/retry.js';
import { createError, type DeployError } from '../../schema/errors.js';

/** What a download needs. */
export interface DownloadContext {
  readonly network: Network;
  readonly signal: AbortSignal;
  readonly debug: (text: string) => void;
}

/** Milliseconds for one attempt. */
const timeoutMs = 60_000;
const retryDelays = [1_000, 4_000];
/** The published tarballs of ntcli have less than 1 MB. */
const MAX_TARBALL_BYTES = 64 * 1024 * 1024;

/** True for a URL with a user name, a password or a query, which may be a signature. */
export function hasCredentials(url: URL): boolean {
  return url.username !== '' || url.password !== '' || url.search !== '';
}

/**
 * Downloads a tarball, so that npm installs a file: npm would write the URL to its lockfiles and quote it in errors.
 * Redirects are followed to HTTPS only; another origin does not get the credentials.
 *
 * @throws DeployError ntcli-unavailable, npm-credentials or ntcli-install-failed, none of which has the query in it
 */
export async function downloadTarball(url: URL, file: string, context: DownloadContext): Promise<void> {
  const result = await retry(() => followRedirects(url, context), {
    delays: retryDelays,
    signal: context.signal,
    shouldRetry: decideRetry,
  });
  if (!result.ok || result.status !== 200) throw toDownloadError(url, result);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, result.bytes, { mode: 0o600 });
}

async function followRedirects(first: URL, { network, signal, debug }: DownloadContext): Promise<HttpResult> {
  for (let url = first, hops = 0; ; hops++) {
    const started = performance.now();
    const request = { method: 'GET', url: withoutUser(url) } as const;
    const result = await sendRequest({
      ...request,
      network,
      headers: { accept: '*/*', ...(url.origin === first.origin ? authorization(first) : {}) },
      timeout: timeoutMs,
      signal,
      maxBytes: MAX_TARBALL_BYTES,
    });
    debug(formatExchange(request, result, started));
    const location = result.ok && result.status >= 300 && result.status < 400 ? result.headers.location : '';
    if (!location || !URL.canParse(location, url.href)) return result;
    url = new URL(location, url);
    if (url.protocol !== 'https:') return { ok: false, reason: 'redirected to plain HTTP', retryable: false };
    if (hops === MAX_REDIRECTS) return { ok: false, reason: 'too many redirects', retryable: false };
  }
}

function authorization({ username, password }: URL): Readonly<Record<string, string>> {
  if (!username && !password) return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

/** Node.js would send the credentials of a URL by itself, to any origin. */
function withoutUser(url: URL): URL {
  const bare = new URL(url.href);
  [bare.username, bare.password] = ['', ''];
  return bare;
}

function toDownloadError({ host, pathname }: URL, result: HttpResult): DeployError {
  const what = `The download of ntcli from ${host}${pathname}`;
  if (!result.ok) return createError('ntcli-install-failed', `${what} failed: ${result.reason}.`);
  const { status } = result;
  const message = `${what} returned ${status}.`;
  if (status === 401 || status === 403) return createError('npm-credentials', message);
  return createError(
    status === 404 || status === 410 ? 'ntcli-unavailable' : 'ntcli-install-failed',
    message,
  );
}
