import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { lockfileDigest, pinnedPackages } from './lockfile.js';
import { npmCacheDir } from './npm.js';

/**
 * A store is one file with the tarballs of the pinned packages: a line of JSON, `{"<integrity>": <bytes>, ...}`, then
 * the tarballs in that order. Nobody has to trust the place it was kept at: bytes count only if they have the very
 * sha512 that this release has pinned. ntcli itself is not pinned, so it is never in a store.
 */

/** The name of the store; another one for each pinned tree. */
export const cacheKey = `ntcli-packages-${lockfileDigest}`;

/** Bytes beyond which a file is no store: the pinned tarballs have 2.5 MB. */
export const MAX_ARCHIVE_BYTES = 64 * 1024 * 1024;

/** Integrities of all that a store may hold, in npm's form. */
const pins: ReadonlySet<string> = new Set(Object.values(pinnedPackages).map(({ integrity }) => integrity));

/**
 * Puts the tarballs of a store where npm looks for them, and leaves out whatever is not one of the pinned.
 *
 * @param store bytes of any origin
 * @param npmCache directory of npm's cache
 * @returns true when all pinned tarballs are there now
 */
export async function extractArchive(store: Buffer, npmCache: string): Promise<boolean> {
  const verified = readTarballs(store).filter(
    ({ integrity, bytes }) => pins.has(integrity) && integrity === computeIntegrity(bytes),
  );
  for (const { integrity, bytes } of verified) {
    const path = contentPath(npmCache, integrity);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
  return verified.length === pins.size;
}

/**
 * Makes a store of what npm has put into its cache.
 *
 * @returns undefined where a tarball is missing: npm then keeps its cache in another way than it did
 */
export async function createArchive(npmCache: string): Promise<Buffer | undefined> {
  const sizes: Record<string, number> = {};
  const tarballs: Buffer[] = [];
  for (const integrity of pins) {
    const bytes = await readFile(contentPath(npmCache, integrity)).catch(() => undefined);
    if (bytes === undefined) return undefined;
    sizes[integrity] = bytes.length;
    tarballs.push(bytes);
  }
  return Buffer.concat([Buffer.from(`${JSON.stringify(sizes)}\n`), ...tarballs]);
}

interface Tarball {
  readonly integrity: string;
  readonly bytes: Buffer;
}

/** The parts of a store as its first line has them, true or not. */
function readTarballs(store: Buffer): readonly Tarball[] {
  const head = store.indexOf('\n');
  if (store.length > MAX_ARCHIVE_BYTES || head < 0) return [];
  let from = head + 1;
  return parseSizes(store.toString('utf8', 0, head)).map(([integrity, size]) => {
    const bytes = store.subarray(from, from + size);
    from += size;
    return { integrity, bytes };
  });
}

function parseSizes(head: string): readonly [string, number][] {
  try {
    const sizes: unknown = JSON.parse(head);
    return Object.entries(sizes ?? {}).filter(isSize);
  } catch {
    return [];
  }
}

function isSize(entry: [string, unknown]): entry is [string, number] {
  return Number.isSafeInteger(entry[1]) && Number(entry[1]) >= 0;
}

function computeIntegrity(bytes: Buffer): string {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
}

/**
 * Where npm keeps bytes of an integrity, and takes them from without a request when a lock file names it (read in
 * cacache and pacote of npm 11.19; the layout is that of every npm since 5). npm compares the sha512 once more.
 */
function contentPath(npmCache: string, integrity: string): string {
  const hash = Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex');
  return join(
    npmCache,
    '_cacache',
    'content-v2',
    'sha512',
    hash.slice(0, 2),
    hash.slice(2, 4),
    hash.slice(4),
  );
}

/** Where the CI system keeps a file from one job to the next. Neither of both rejects for long: see `hosts/host.ts`. */
export interface CacheStore {
  restore(name: string, largest: number, signal: AbortSignal): Promise<Buffer | undefined>;
  save(name: string, bytes: Buffer, signal: AbortSignal): Promise<void>;
}

/**
 * Runs an install of the pinned tree with the tarballs of an earlier job at hand, and keeps them for later ones where
 * not all were. Nothing but the install itself can fail.
 *
 * @param scratch the directory with npm's cache
 */
export async function withPackageCache(
  keep: CacheStore,
  scratch: string,
  signal: AbortSignal,
  install: () => Promise<void>,
): Promise<void> {
  const cache = npmCacheDir(scratch);
  const kept = await keep.restore(cacheKey, MAX_ARCHIVE_BYTES, signal).catch(() => undefined);
  const isComplete = kept !== undefined && (await extractArchive(kept, cache).catch(() => false));
  await install();
  if (isComplete) return;
  const store = await createArchive(cache);
  if (store !== undefined) await keep.save(cacheKey, store, signal).catch(() => {});
}
