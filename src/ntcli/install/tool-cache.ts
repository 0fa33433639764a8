import { randomUUID } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, statSync } from 'node:fs';
import { mkdir, rename, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getAccessProblem } from '../../lib/fs.js';
import { removeStale, renamePatiently } from '../../lib/fs-retry.js';
import { getToolPath, type ToolCache } from '../../lib/tool-cache.js';
import { checkTree } from './integrity.js';

/** The place of an installed ntcli in a tool cache. */
export interface CacheEntry {
  readonly cache: ToolCache;
  readonly tool: string;
  readonly version: string;
}

/** A cached copy: its directory, or why there is none that can be used. `isAbsent` is true for an ordinary cache miss. */
export type CacheLookup =
  | { readonly ok: true; readonly directory: string }
  | { readonly ok: false; readonly isAbsent: boolean; readonly problem: string };

/** Start of the name of a directory next to the versions of a tool in which an install runs. */
export const stagingPrefix = '.new-';
/** Part of the name of a corrupt copy that was moved away. */
const quarantineSuffix = '.broken-';
/** End of the name of the directory that locks a copy while it is quarantined. */
const lockSuffix = '.lock';
/** The file in a copy that holds the fingerprint of all others. */
const fingerprintFile = 'ntcli-deploy.fingerprint';

/** Age in milliseconds after which what an install left is considered abandoned. */
const staleAfterMs = 3_600_000;

/**
 * Why another user could replace a copy at any time: each directory from the root of the cache down must belong to this
 * user or root, and be closed to writes of others. A sticky root is enough: others cannot move what they do not own.
 *
 * @returns undefined when no other user can
 */
export function findCacheProblem(entry: CacheEntry): string | undefined {
  try {
    return findOpenDirectory(entry);
  } catch {
    return `${entry.cache.directory} cannot be read`;
  }
}

function findOpenDirectory({ cache, tool, version }: CacheEntry): string | undefined {
  const { directory: root } = cache;
  const stats = statSync(root, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  const isSticky = (stats.mode & 0o1000) !== 0;
  const rootProblem = getAccessProblem(isSticky ? { uid: stats.uid, mode: 0 } : stats);
  if (rootProblem) return `${root} ${rootProblem}`;
  for (const directory of [join(root, tool), join(root, tool, version)]) {
    const below = lstatSync(directory, { throwIfNoEntry: false });
    if (below === undefined) return undefined;
    const problem = below.isDirectory() ? getAccessProblem(below) : 'is not a directory';
    if (problem) return `${directory} ${problem}`;
  }
  return undefined;
}

/** Finds the copy in the tool cache, if it is complete and no other user could have changed it. */
export async function findCached({ cache, tool, version }: CacheEntry): Promise<CacheLookup> {
  const directory = await cache.find(tool, version);
  if (directory === undefined) return { ok: false, isAbsent: true, problem: 'the tool cache has no copy' };
  const problem = await findCopyProblem(directory);
  return problem ? { ok: false, isAbsent: false, problem } : { ok: true, directory };
}

/**
 * Fingerprints a finished directory and moves it into the tool cache with one rename, so that every reader sees all of it
 * or nothing. (`cacheDir` of @actions/tool-cache deletes and copies in place.) The copy of a faster job stays. A corrupt
 * copy is quarantined first, under a lock: another job may just have replaced it.
 *
 * @param finished a directory on the file system of the cache
 * @returns the directory in the cache; undefined when the cache does not take it, and `finished` stays where it is
 */
export async function publish(
  finished: string,
  { cache, tool, version }: CacheEntry,
): Promise<string | undefined> {
  const place = getToolPath(cache.directory, tool, version);
  try {
    const check = await checkTree(finished, [fingerprintFile]);
    if (!check.ok) return undefined;
    await writeFile(join(finished, fingerprintFile), check.fingerprint);
    await mkdir(join(place, '..'), { recursive: true });
    const isMoved = await tryRename(finished, place);
    if (!isMoved && (await findCopyProblem(place))) await replaceCorruptCopy(finished, place);
    await writeFile(`${place}.complete`, '');
    // It was checked a moment ago.
    if (isMoved) return place;
  } catch {
    // Another job holds the lock, the disk is full, or the copy belongs to a user who does not release it.
    await rmdir(join(place, '..')).catch(() => {});
  }
  return (await findCopyProblem(place)) ? undefined : place;
}

async function replaceCorruptCopy(finished: string, place: string): Promise<void> {
  await mkdir(place + lockSuffix);
  try {
    if (await findCopyProblem(place)) await rename(place, place + quarantineSuffix + randomUUID());
    await tryRename(finished, place);
  } finally {
    await rmdir(place + lockSuffix);
  }
  await removeStale(join(place, '..'), (name) => name.includes(quarantineSuffix), 0);
}

/** Removes what killed installs have left. */
export async function removeAbandoned({ cache, tool, version }: CacheEntry): Promise<void> {
  const toolDirectory = join(cache.directory, tool);
  await removeStale(toolDirectory, (name) => name.startsWith(stagingPrefix), staleAfterMs);
  const isAbandoned = (name: string) => name.includes(quarantineSuffix) || name.endsWith(lockSuffix);
  await removeStale(join(toolDirectory, version), isAbandoned, staleAfterMs);
}

/** False when the target exists already, or the system does not move it. */
async function tryRename(from: string, to: string): Promise<boolean> {
  return renamePatiently(from, to).then(
    () => true,
    () => false,
  );
}

/** What is wrong with a copy; undefined when it is complete, and only this user or root could have changed it. */
async function findCopyProblem(place: string): Promise<string | undefined> {
  try {
    const check = await checkTree(place, [fingerprintFile]);
    if (!check.ok) return check.problem;
    const expected = existsSync(join(place, fingerprintFile))
      ? readFileSync(join(place, fingerprintFile), 'utf8')
      : '';
    return expected === check.fingerprint ? undefined : 'its files are not those that were installed';
  } catch {
    return 'it cannot be read';
  }
}
