import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { remove } from './files.js';

/** Where an installed ntcli stands in the runner's tool cache. */
export interface CacheKey {
  readonly tool: string;
  readonly version: string;
}

/**
 * The directory of a cached tool, in the layout that `find` of @actions/tool-cache reads (a test compares the two):
 * `<cache>/<tool>/<version>/<arch>`, with a marker file `<arch>.complete` beside it. That package itself is not used:
 * its `cacheDir` deletes and copies in place, so that parallel jobs find half a tool.
 */
function placeOf(cache: string, key: CacheKey): string {
  return join(cache, key.tool, key.version, process.arch);
}

/** The directory of the cached tool, or undefined when it is not there, or not complete. */
export function findCached(cache: string, key: CacheKey): string | undefined {
  const place = placeOf(cache, key);
  return existsSync(`${place}.complete`) && existsSync(place) ? place : undefined;
}

/**
 * Moves a finished directory into the tool cache by a rename, so that every reader sees it whole or not at all. Where
 * another job was faster, its copy stays and ours goes; a copy that is broken is put aside first.
 *
 * @param finished a directory on the file system of the cache
 * @param isWhole tells whether a copy that is there already can be used
 * @returns the directory in the cache
 */
export async function publish(
  finished: string,
  cache: string,
  key: CacheKey,
  isWhole: (directory: string) => Promise<boolean>,
): Promise<string> {
  const place = placeOf(cache, key);
  await mkdir(join(place, '..'), { recursive: true });
  if (existsSync(place) && !(await isWhole(place))) {
    const aside = `${place}.broken-${randomUUID()}`;
    // Another job may put the same copy aside at the same time.
    await rename(place, aside).catch(() => {});
    await remove(aside);
  }
  try {
    await rename(finished, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
    await remove(finished);
  }
  await writeFile(`${place}.complete`, '');
  return place;
}
