// @ts-check
/**
 * The cache service of GitHub Actions, version 2, with the storage behind it on a port of its own: twirp in JSON for
 * the entries, signed addresses for the bytes (read in `packages/cache` of actions/toolkit).
 */
import { randomUUID } from 'node:crypto';
import { startScriptedServer } from './scripted-server.js';

const prefix = '/twirp/github.actions.results.api.v1.CacheService/';

/** @typedef {import('./scripted-server.js').Answer} Answer */
/** @typedef {import('./scripted-server.js').LoggedRequest} LoggedRequest */

export async function startActionsCache() {
  const token = `runtime-${randomUUID()}`;
  /** What is kept, by version and key. @type {Map<string, Buffer>} */
  const entries = new Map();
  /** What is being uploaded, by the same. @type {Map<string, Buffer>} */
  const uploads = new Map();
  /** What an address may be used for, by its signature. @type {Map<string, { method: string, name: string }>} */
  const signed = new Map();

  const blobs = await startScriptedServer(({ method, query, headers, bytes }) => {
    const { name = '', method: allowed } = signed.get(query.sig ?? '') ?? {};
    if (allowed !== method) return { status: 403, body: 'AuthenticationFailed' };
    if (method === 'GET') return { body: entries.get(name) ?? '' };
    if (headers['x-ms-blob-type'] !== 'BlockBlob' || !headers['content-length']) return { status: 400 };
    uploads.set(name, bytes);
    return { status: 201 };
  });

  const service = await startScriptedServer(({ method, path, authorization, body, headers }) => {
    if (authorization !== `Bearer ${token}`) return { status: 401, body: { code: 'unauthenticated' } };
    if (method !== 'POST' || headers['content-type'] !== 'application/json') return { status: 404 };
    /** @type {Record<string, unknown>} */
    const fields = Object.fromEntries(Object.entries(body ?? {}));
    const name = `${fields.version} ${fields.key}`;
    if (!/^[0-9a-f]{64}$/.test(`${fields.version}`) || !fields.key) return { status: 400 };
    switch (path.replace(prefix, '')) {
      case 'GetCacheEntryDownloadURL':
        return {
          body: entries.has(name)
            ? { ok: true, signed_download_url: address('GET', name), matched_key: fields.key }
            : { ok: false, signed_download_url: '', matched_key: '' },
        };
      case 'CreateCacheEntry':
        return entries.has(name)
          ? { status: 409, body: { code: 'already_exists', msg: 'cache entry already exists' } }
          : { body: { ok: true, signed_upload_url: address('PUT', name) } };
      case 'FinalizeCacheEntryUpload': {
        const upload = uploads.get(name);
        if (upload === undefined || fields.size_bytes !== `${upload.length}`) return { status: 400 };
        entries.set(name, upload);
        return { body: { ok: true, entry_id: `${entries.size}` } };
      }
      default:
        return { status: 404, body: { code: 'bad_route' } };
    }
  });

  /** @param {string} method @param {string} name */
  function address(method, name) {
    const signature = randomUUID();
    signed.set(signature, { method, name });
    return `${blobs.url}/actions-cache/${signed.size}?se=soon&sig=${signature}`;
  }

  return {
    token,
    entries,
    /** Where entries are asked for. */
    service,
    /** Where the bytes are. */
    blobs,
    /** The signatures that were given out, each a secret. */
    signatures: () => [...signed.keys()],
    /** What a job on a machine of GitHub sees of it. */
    env: {
      RUNNER_ENVIRONMENT: 'github-hosted',
      ACTIONS_RESULTS_URL: `${service.url}/`,
      ACTIONS_RUNTIME_TOKEN: token,
    },
    close: () => Promise.all([service.close(), blobs.close()]),
  };
}
