import { beforeEach, describe, expect, it } from 'vitest';
import { openGithubCache } from '../../src/ci/cache/github.js';
import { createGithubCache } from '../../src/ci/cache/github-lazy.js';
import { startActionsCache } from '../fakes/actions-cache.js';

let cache: Awaited<ReturnType<typeof startActionsCache>>;
let said: string[];
const say = (text: string) => void said.push(text);
beforeEach(async () => {
  cache = await startActionsCache();
  said = [];
  return () => cache.close();
});

const bytes = Buffer.from([0, 1, 2, 253, 254, 255]);
const largest = 1000;
const never = new AbortController().signal;
const open = () => openGithubCache(cache.service.url, cache.token, say);

describe('what is kept on the cache of GitHub Actions', () => {
  it('comes back to the byte, under its own name alone', async () => {
    expect(await open().restore('name', largest, never)).toBeUndefined();
    expect(said).toEqual([]);
    await open().save('name', bytes, never);
    expect(await open().restore('name', largest, never)).toEqual(bytes);
    expect(await open().restore('other', largest, never)).toBeUndefined();
  });

  it('is not read when it is larger than asked for', async () => {
    await open().save('name', bytes, never);
    expect(await open().restore('name', bytes.length - 1, never)).toBeUndefined();
  });

  it('is let go of when the run is stopped', async () => {
    const stop = new AbortController();
    cache.service.script('POST', /Get/, { act: 'hang' });
    const loading = open().restore('name', largest, stop.signal);
    stop.abort();
    expect(await loading).toBeUndefined();
  });
});

const whileLoading = [
  ['the service answers 500', 'service', { status: 500 }],
  ['the service resets the connection', 'service', { act: 'reset' }],
  ['the service answers by half', 'service', { act: 'truncate' }],
  ['the service never answers', 'service', { act: 'hang' }],
  ['the service refuses the token', 'service', { status: 401, body: { code: 'unauthenticated' } }],
  ['the service is something else', 'service', { body: '<html>' }],
  ['the service answers null', 'service', { body: 'null' }],
  ['the service names no address', 'service', { body: { ok: true } }],
  [
    'the service names an odd address',
    'service',
    { body: { ok: true, signed_download_url: 'file:///etc/passwd' } },
  ],
  ['the service leads elsewhere', 'service', { status: 307, headers: { location: 'http://127.0.0.1:9/' } }],
  ['the storage answers 403', 'blobs', { status: 403 }],
  ['the storage breaks off', 'blobs', { act: 'truncate' }],
  ['the storage resets the connection', 'blobs', { act: 'reset' }],
  ['the storage leads elsewhere', 'blobs', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }],
] as const;

const whileSaving = [
  ['no entry is created', 'service', /Create/, { status: 503 }],
  ['the service resets the connection', 'service', /Create/, { act: 'reset' }],
  ['the service names no address', 'service', /Create/, { body: { ok: true } }],
  ['the storage takes nothing', 'blobs', /./, { status: 403 }],
  ['the storage resets the connection', 'blobs', /./, { act: 'reset' }],
  ['the entry is not ended', 'service', /Finalize/, { body: { ok: false } }],
] as const;

describe('a fault of that cache', () => {
  it.concurrent.each(whileLoading)(
    'is one line when %s, and nothing is asked any more',
    async (_, where, answer) => {
      // Each has a cache of its own: one of them takes ten seconds.
      const [own, lines] = [await startActionsCache(), [] as string[]];
      const keep = openGithubCache(own.service.url, own.token, (text) => void lines.push(text));
      try {
        await openGithubCache(own.service.url, own.token, () => {}).save('name', bytes, never);
        own[where].script('*', /./, answer);
        expect(await keep.restore('name', largest, never)).toBeUndefined();
        const asked = own.service.requests.length;
        await keep.save('name', bytes, never);
        expect(own.service.requests).toHaveLength(asked);
        expect(lines).toEqual([expect.stringMatching(/^GitHub Actions cache unavailable: /)]);
        for (const secret of [own.token, ...own.signatures()]) expect(lines.join()).not.toContain(secret);
      } finally {
        await own.close();
      }
    },
  );

  it.each(whileSaving)('is one line when %s', async (_, where, path, answer) => {
    cache[where].script('*', path, answer);
    await open().save('name', bytes, never);
    expect(said).toEqual([expect.stringMatching(/^GitHub Actions cache unavailable: /)]);
    expect(await open().restore('name', largest, never)).toBeUndefined();
  });

  it.each([
    ['saved the same already', { status: 409, body: { code: 'already_exists' } }],
    ['is saving the same', { body: { ok: false, message: 'another job' } }],
  ])('is no line when another job %s', async (_, answer) => {
    cache.service.script('POST', /Create/, answer);
    await open().save('name', bytes, never);
    expect(said).toEqual([]);
  });
});

describe('which jobs use it', () => {
  const uses = (env: Readonly<Record<string, string>>) =>
    createGithubCache({ ...cache.env, ...env }, say) !== undefined;

  it.each([
    ['push', { GITHUB_EVENT_NAME: 'push', GITHUB_REF_TYPE: 'branch' }],
    ['pull_request', { GITHUB_EVENT_NAME: 'pull_request' }],
    ['schedule', { GITHUB_EVENT_NAME: 'schedule' }],
  ])('those of %s', (_, env) => {
    expect(uses(env)).toBe(true);
  });

  it.each([
    ['pull_request_target', { GITHUB_EVENT_NAME: 'pull_request_target' }],
    ['workflow_run', { GITHUB_EVENT_NAME: 'workflow_run' }],
    ['release', { GITHUB_EVENT_NAME: 'release' }],
    ['a tag', { GITHUB_EVENT_NAME: 'push', GITHUB_REF_TYPE: 'tag' }],
    ['a tag that somebody runs by hand', { GITHUB_EVENT_NAME: 'workflow_dispatch', GITHUB_REF_TYPE: 'tag' }],
    ["a machine of the user's own", { RUNNER_ENVIRONMENT: 'self-hosted' }],
    ['a machine without the service', { ACTIONS_RESULTS_URL: '' }],
    ['a machine without a token for it', { ACTIONS_RUNTIME_TOKEN: '' }],
    ['an address that is none', { ACTIONS_RESULTS_URL: 'results' }],
  ])('not those of %s', (_, env) => {
    expect(uses(env)).toBe(false);
  });
});
