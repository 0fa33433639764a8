import { randomUUID } from 'node:crypto';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { mkdir, rename, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isTrusted, removeStale } from '../../lib/fs.js';
import { digestOf } from './integrity.js';

/** Where an installed ntcli stands in the runner's tool cache. */
export interface CacheKey {
  readonly tool: string;
  readonly version: string;
}

/** What the name of a directory begins with that is installed into beside the place of its tool. */
export const stagingPrefix = '.new-';
/** What stands in the name of a copy that was put aside. */
const asideMark = '.broken-';
/** What the name of the directory ends with whose maker alone may put a copy aside. */
const mendingMark = '.mending';
/** The file in a copy that holds the digest of all others. */
const seal = 'ntcli-deploy.seal';

/** Milliseconds after which nobody is at work any more on what an install has left behind. */
const staleAfter = 3_600_000;

/**
 * The directory of a cached tool, in the layout that `find` of @actions/tool-cache reads (a test compares the two):
 * `<cache>/<tool>/<version>/<arch>`, with a marker file `<arch>.complete` beside it. That package itself is not used:
 * its `cacheDir` deletes and copies in place, so that parallel jobs find half a tool.
 */
function placeOf(cache: string, key: CacheKey): string {
  return join(cache, key.tool, key.version, process.arch);
}

/** The directory of the cached tool; undefined when it is not there, not whole, altered, or of somebody else. */
export async function findCached(cache: string, key: CacheKey): Promise<string | undefined> {
  const place = placeOf(cache, key);
  return (await isWhole(place)) ? place : undefined;
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
  const place = placeOf(cache, key);
  try {
    await writeFile(join(finished, seal), (await digestOf(finished, [seal])) ?? '');
    await mkdir(join(place, '..'), { recursive: true });
    const isMoved = await moveTo(place, finished);
    if (!isMoved && !(await isWhole(place))) {
      await mkdir(place + mendingMark);
      try {
        if (!(await isWhole(place))) await rename(place, place + asideMark + randomUUID());
        await moveTo(place, finished);
      } finally {
        await rmdir(place + mendingMark);
      }
      await removeStale(join(place, '..'), (name) => name.includes(asideMark), 0);
    }
    await writeFile(`${place}.complete`, '');
    // It was sealed a moment ago: to read it all once more would find nothing.
    if (isMoved) return place;
  } catch {
    // Another job is mending it, the disk is full, or the copy there belongs to somebody who does not let go of it.
    await rmdir(join(place, '..')).catch(() => {});
  }
  return (await isWhole(place)) ? place : undefined;
}

/** Removes what installs that were killed have left behind. */
export async function sweep(cache: string, key: CacheKey): Promise<void> {
  await removeStale(join(cache, key.tool), (name) => name.startsWith(stagingPrefix), staleAfter);
  const isLeft = (name: string) => name.includes(asideMark) || name.endsWith(mendingMark);
  await removeStale(join(placeOf(cache, key), '..'), isLeft, staleAfter);
}

/** False when something is there already. */
async function moveTo(place: string, directory: string): Promise<boolean> {
  return rename(directory, place).then(
    () => true,
    () => false,
  );
}

/**
 * True for a copy that this user or root has installed, that others cannot write to, and in which every file is as it
 * was then. Who works as the same user can forge all of it; what others can do, and what breaks by itself, is found.
 */
async function isWhole(place: string): Promise<boolean> {
  try {
    const stats = lstatSync(place);
    const isClosed = process.platform === 'win32' || (stats.mode & 0o002) === 0;
    if (!isTrusted(stats) || !isClosed || !existsSync(join(place, seal))) return false;
    const digest = readFileSync(join(place, seal), 'utf8');
    return digest !== '' && digest === (await digestOf(place, [seal]));
  } catch {
    return false;
  }
}
