import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import tree from '../../../src/ntcli/install/lockfile.json' with { type: 'json' };
import { startActionsCache } from '../../fakes/actions-cache.js';
import { startNpmRegistry } from '../../fakes/npm-registry.js';
import { configuredRegistry } from '../../fakes/npm-upstream.js';
import { filesWith, packages, setStage } from './test-env.js';

type Cache = Awaited<ReturnType<typeof startActionsCache>>;

let stage: Awaited<ReturnType<typeof setStage>>;
let registry: Awaited<ReturnType<typeof startNpmRegistry>>;
/** What an honest job has kept: version and key, and the bytes. */
let kept: readonly (readonly [string, Buffer])[];
/** The requests of the job that kept it. */
let first: { readonly asked: readonly string[]; readonly cache: Cache; readonly log: string };

beforeAll(async () => {
  stage = await setStage();
  registry = await startNpmRegistry({ packages: [packages.published], upstream: configuredRegistry() });
  const cache = await startActionsCache();
  const { main, asked } = await hostedJob(cache);
  kept = [...cache.entries];
  first = { asked, cache, log: main.raw };
});
afterAll(async () => {
  await Promise.all([stage.close(), registry.close(), first.cache.close()]);
});

let cache: Cache;
beforeEach(async () => {
  cache = await startActionsCache();
  return () => cache.close();
});

/** A deploy with the default ntcli on a fresh machine of GitHub, and the tarballs below ntcli that npm asked for. */
async function hostedJob(
  service: Cache,
  { env = {}, inputs = {} }: { env?: Record<string, string>; inputs?: Record<string, string> } = {},
) {
  const before = registry.requests.length;
  const job = stage.job();
  const main = await job.main(
    { ...stage.inputs, 'npm-registry': registry.url, 'ntcli-version': '', ...inputs },
    { env: { ...service.env, ...env } },
  );
  const asked = registry.requests
    .slice(before)
    .map(({ path }) => decodeURIComponent(path))
    .filter((path) => path.endsWith('.tgz') && !path.startsWith('/@nimbletools/ntcli/'));
  expect(main.raw).not.toContain(service.token);
  for (const signature of service.signatures()) expect(main.raw).not.toContain(signature);
  expect(filesWith(service.token, job.root)).toEqual([]);
  return { main, asked };
}

function deployed(main: {
  readonly code: number | null;
  readonly outputs: Record<string, string>;
  raw: string;
}) {
  expect(main.outputs['deploy-status'], main.raw).toBe('deployed');
  expect(main.code).toBe(0);
}

const all = Object.keys(tree.packages).length;

describe('the cache of GitHub Actions', () => {
  it('gets all packages from the first job, and npm asks for none of them in the second', async () => {
    expect(first.asked).toHaveLength(all);
    expect(kept).toHaveLength(1);
    for (const [name, bytes] of kept) cache.entries.set(name, bytes);
    const { main, asked } = await hostedJob(cache);
    deployed(main);
    expect(asked).toEqual([]);
    expect(main.log.join('\n')).toMatch(/Restored packages from the GitHub Actions cache \(\d+\.\d MB/);
    expect(cache.service.requests.map(({ path }) => path.split('/').at(-1))).toEqual([
      'GetCacheEntryDownloadURL',
    ]);
  });

  it('sees its token, and the storage sees none', () => {
    const { service, blobs } = first.cache;
    expect(service.requests.map(({ path }) => path.split('/').at(-1))).toEqual([
      'GetCacheEntryDownloadURL',
      'CreateCacheEntry',
      'FinalizeCacheEntryUpload',
    ]);
    expect(blobs.requests.map(({ method, authorization }) => [method, authorization])).toEqual([['PUT', '']]);
    const elsewhere = [...blobs.requests, ...registry.requests, ...stage.platform.requests];
    const told = elsewhere.filter((request) => JSON.stringify(request.headers).includes(first.cache.token));
    expect(told).toEqual([]);
    for (const request of [...service.requests, ...blobs.requests]) {
      expect(request.bytes.includes(stage.token)).toBe(false);
    }
  });

  const head = (store: Buffer) => store.indexOf('\n') + 1;
  const poisons: readonly [string, (store: Buffer) => Buffer][] = [
    [
      'an altered byte in each tarball',
      (store) => {
        const sizes: Record<string, number> = JSON.parse(store.toString('utf8', 0, head(store)));
        const altered = Buffer.from(store);
        let at = head(store);
        for (const size of Object.values(sizes)) {
          altered.writeUInt8(altered.readUInt8(at + size - 1) ^ 1, at + size - 1);
          at += size;
        }
        return altered;
      },
    ],
    ['more than a store may have', (store) => Buffer.concat([store, Buffer.alloc(64 * 1024 * 1024)])],
  ];
  it.each(poisons)('with %s only makes npm download', async (_, poison) => {
    for (const [name, bytes] of kept) cache.entries.set(name, poison(bytes));
    const { main, asked } = await hostedJob(cache);
    deployed(main);
    expect(asked).toHaveLength(all);
  });

  it('with the end cut off makes npm download what is missing', async () => {
    for (const [name, bytes] of kept) cache.entries.set(name, bytes.subarray(0, bytes.length - 10));
    const { main, asked } = await hostedJob(cache);
    deployed(main);
    expect(asked).toHaveLength(1);
  });

  it('is left alone for an event that must not trust it', async () => {
    for (const [name, bytes] of kept) cache.entries.set(name, bytes);
    const { main, asked } = await hostedJob(cache, { env: { GITHUB_EVENT_NAME: 'pull_request_target' } });
    deployed(main);
    expect(asked).toHaveLength(all);
    expect([...cache.service.requests, ...cache.blobs.requests]).toEqual([]);
  });

  it('is left alone when the input says so, and for another ntcli', async () => {
    deployed((await hostedJob(cache, { inputs: { cache: 'false' } })).main);
    const other = { 'npm-registry': stage.registry.url, 'ntcli-version': stage.inputs['ntcli-version'] };
    deployed((await hostedJob(cache, { inputs: other })).main);
    expect(cache.service.requests).toEqual([]);
  });

  // Every other fault is in test/unit/github-cache.test.ts.
  it('fails nothing when it never answers, and is not asked again', async () => {
    cache.service.script('POST', /GetCacheEntryDownloadURL$/, { act: 'hang' });
    const { main } = await hostedJob(cache);
    deployed(main);
    expect(main.annotations).toEqual([]);
    expect(cache.service.requests).toHaveLength(1);
    expect(main.raw.match(/GitHub Actions cache unavailable/g)).toHaveLength(1);
  });
});
