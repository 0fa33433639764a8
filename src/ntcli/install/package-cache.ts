import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readCacheFile, writeCacheFile } from './cache-directory.js';
import { lockfileDigest, pinnedPackages } from './lockfile.js';
import { npmCacheDir } from './npm.js';

/**
 * An archive is one file with the tarballs of the pinned packages: a line of JSON, `{"<integrity>": <bytes>, ...}`, then
 * the tarballs in that order. Its origin is not trusted: only bytes with a sha512 that this release pins are used. ntcli
 * itself is not pinned, so it is never in an archive.
 */

/** The name of the file, different for each pinned tree. */
export const archiveName = `ntcli-packages-${lockfileDigest}`;

/** A larger file is not an archive: the pinned tarballs have 2.5 MB. */
export const MAX_ARCHIVE_BYTES = 64 * 1024 * 1024;

/** Integrities of everything that an archive may hold, in npm's form. */
const pins: ReadonlySet<string> = new Set(Object.values(pinnedPackages).map(({ integrity }) => integrity));

/**
 * Extracts the tarballs of an archive into npm's cache, without those that are not pinned.
 *
 * @param archive bytes of any origin
 * @param npmCache directory of npm's cache
 * @returns true when all pinned tarballs are there now
 */
export async function extractArchive(archive: Buffer, npmCache: string): Promise<boolean> {
  const verified = readTarballs(archive).filter(
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
 * Creates an archive from npm's cache.
 *
 * @returns undefined when a tarball is missing, because this npm has another cache layout
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

/** The parts of an archive as its first line lists them, verified or not. */
function readTarballs(archive: Buffer): readonly Tarball[] {
  const head = archive.indexOf('\n');
  if (archive.length > MAX_ARCHIVE_BYTES || head < 0) return [];
  let from = head + 1;
  return parseSizes(archive.toString('utf8', 0, head)).map(([integrity, size]) => {
    const bytes = archive.subarray(from, from + size);
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
 * The file of npm's cache for an integrity. npm reads it without a request when a lockfile has that integrity, and
 * verifies the sha512 again (source: cacache and pacote of npm 11.19; the layout is the same since npm 5).
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

/** The directory that the CI system carries from job to job, and the log. */
export interface PackageCache {
  readonly directory: string;
  /** Writes a line of the log. */
  readonly info: (text: string) => void;
}

/**
 * Runs an install of the pinned tree with the tarballs of an earlier job, and saves them for later jobs unless all of
 * them were there. Only the install itself can fail.
 *
 * @param npmTempDir the directory with npm's cache
 */
export async function withPackageCache(
  { directory, info }: PackageCache,
  npmTempDir: string,
  install: () => Promise<void>,
): Promise<void> {
  const npmCache = npmCacheDir(npmTempDir);
  const name = basename(directory);
  const archive = readCacheFile(directory, archiveName, MAX_ARCHIVE_BYTES);
  if (archive) info(`Restored packages from ${name} (${formatMegabytes(archive.length)})`);
  const isComplete = archive !== undefined && (await extractArchive(archive, npmCache).catch(() => false));
  await install();
  if (isComplete) return;
  const created = await createArchive(npmCache);
  if (created === undefined) return;
  const problem = writeCacheFile(directory, archiveName, created);
  info(
    problem
      ? `Cache not saved: ${problem}.`
      : `Saved packages to ${name} (${formatMegabytes(created.length)})`,
  );
}

/** A number of bytes in megabytes. */
function formatMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
