import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

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

/** The directory of the cached tool, or undefined when it is not there whole. */
export function findCached(cache: string, key: CacheKey): string | undefined {
  const place = placeOf(cache, key);
  return existsSync(`${place}.complete`) && existsSync(place) ? place : undefined;
}

/**
 * Moves a finished directory into the tool cache by a rename, so that every reader sees it whole or not at all. Where
 * another job was faster, its copy stays and ours goes.
 *
 * @param finished a directory on the file system of the cache
 * @returns the directory in the cache
 */
export async function publish(finished: string, cache: string, key: CacheKey): Promise<string> {
  const place = placeOf(cache, key);
  await mkdir(join(place, '..'), { recursive: true });
  try {
    await rename(finished, place);
  } catch (error) {
    // A directory that is there is whole: it came by a rename as well.
    if (!existsSync(place)) throw error;
    await rm(finished, { recursive: true, force: true });
  }
  await writeFile(`${place}.complete`, '');
  return place;
}
