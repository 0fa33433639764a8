import { randomUUID } from 'node:crypto';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { mkdir, rename, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isTrusted, removeStale } from '../../lib/fs.js';
import { digestTree } from './integrity.js';

/** Where an installed ntcli stands in the runner's tool cache. */
export interface CacheKey {
  readonly tool: string;
  readonly version: string;
}

/** What the name of a directory begins with that is installed into beside the place of its tool. */
export const stagingPrefix = '.new-';
/** What stands in the name of a copy that was put aside. */
const quarantineSuffix = '.broken-';
/** What the name of the directory ends with whose maker alone may put a copy aside. */
const lockSuffix = '.mending';
/** The file in a copy that holds the digest of all others. */
const digestFile = 'ntcli-deploy.seal';

/** Milliseconds after which nobody is at work any more on what an install has left behind. */
const staleAfterMs = 3_600_000;

/**
 * The directory of a cached tool, in the layout that `find` of @actions/tool-cache reads (a test compares the two):
 * `<cache>/<tool>/<version>/<arch>`, with a marker file `<arch>.complete` beside it. That package itself is not used:
 * its `cacheDir` deletes and copies in place, so that parallel jobs find half a tool.
 */
function getToolPath(cache: string, key: CacheKey): string {
  return join(cache, key.tool, key.version, process.arch);
}

/** The directory of the cached tool; undefined when it is not there, not whole, altered, or of somebody else. */
export async function findCached(cache: string, key: CacheKey): Promise<string | undefined> {
  const place = getToolPath(cache, key);
  return (await isIntact(place)) ? place : undefined;
}

/**
 * Seals a finished directory and moves it into the tool cache by a rename, so that every reader sees it whole or not at
 * all. Where another job was faster, its copy stays. A copy that is not whole is put aside first, by one job at a time:
 * another could otherwise put aside what the first one has just mended.
 *
 * @param finished a directory on the file system of the cache
 * @returns the directory in the cache; undefined where none can be had there, and `finished` stays where it is
 */
export async function publish(finished: string, cache: string, key: CacheKey): Promise<string | undefined> {
  const place = getToolPath(cache, key);
  try {
    await writeFile(join(finished, digestFile), (await digestTree(finished, [digestFile])) ?? '');
    await mkdir(join(place, '..'), { recursive: true });
    const isMoved = await tryRename(place, finished);
    if (!isMoved && !(await isIntact(place))) {
      await mkdir(place + lockSuffix);
      try {
        if (!(await isIntact(place))) await rename(place, place + quarantineSuffix + randomUUID());
        await tryRename(place, finished);
      } finally {
        await rmdir(place + lockSuffix);
      }
      await removeStale(join(place, '..'), (name) => name.includes(quarantineSuffix), 0);
    }
    await writeFile(`${place}.complete`, '');
    // It was sealed a moment ago: to read it all once more would find nothing.
    if (isMoved) return place;
  } catch {
    // Another job is mending it, the disk is full, or the copy there belongs to somebody who does not let go of it.
    await rmdir(join(place, '..')).catch(() => {});
  }
  return (await isIntact(place)) ? place : undefined;
}

/** Removes what installs that were killed have left behind. */
export async function removeAbandoned(cache: string, key: CacheKey): Promise<void> {
  await removeStale(join(cache, key.tool), (name) => name.startsWith(stagingPrefix), staleAfterMs);
  const isLeft = (name: string) => name.includes(quarantineSuffix) || name.endsWith(lockSuffix);
  await removeStale(join(getToolPath(cache, key), '..'), isLeft, staleAfterMs);
}

/** False when something is there already. */
async function tryRename(place: string, directory: string): Promise<boolean> {
  return rename(directory, place).then(
    () => true,
    () => false,
  );
}

/**
 * True for a copy that this user or root has installed, that others cannot write to, and in which every file is as it
 * was then. Who works as the same user can forge all of it; what others can do, and what breaks by itself, is found.
 */
async function isIntact(place: string): Promise<boolean> {
  try {
    const stats = lstatSync(place);
    const isClosed = process.platform === 'win32' || (stats.mode & 0o002) === 0;
    if (!isTrusted(stats) || !isClosed || !existsSync(join(place, digestFile))) return false;
    const digest = readFileSync(join(place, digestFile), 'utf8');
    return digest !== '' && digest === (await digestTree(place, [digestFile]));
  } catch {
    return false;
  }
}
