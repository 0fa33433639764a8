import {
  existsSync,
  lstatSync,
  readdirSync,
  realpathSync,
  rmSync,
  type Stats,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isBelow } from './paths.js';

/**
 * True if a path is the directory or inside it, by the paths of the operating system: without symlinks, and on Windows
 * without short names (`PROGRA~1`).
 *
 * @param directory empty: nothing is inside
 */
export function isInside(path: string, directory: string): boolean {
  return directory !== '' && isBelow(resolveExisting(path), resolveExisting(directory));
}

/** A path without symlinks, resolved as far as it exists: what does not exist yet may be created there. */
function resolveExisting(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync.native(absolute);
  } catch {
    const above = dirname(absolute);
    return above === absolute ? absolute : join(resolveExisting(above), basename(absolute));
  }
}

/**
 * True if a path is written as one below a directory, but a symlink leads out of it.
 *
 * @param directory empty: nothing leads out
 */
export function leadsOutOf(path: string, directory: string): boolean {
  const spellings = directory === '' ? [] : [resolve(directory), resolveExisting(directory)];
  return spellings.some((one) => isBelow(resolve(path), one)) && !isInside(path, directory);
}

/**
 * Why another user (root aside) could change a file or directory. Windows has no owner numbers and no such modes.
 *
 * @returns undefined when no other user can
 */
export function getAccessProblem({ uid, mode }: Pick<Stats, 'uid' | 'mode'>): string | undefined {
  if (process.getuid === undefined) return undefined;
  if (uid !== 0 && uid !== process.getuid()) return 'belongs to another user';
  return (mode & 0o022) !== 0 ? 'is writable by other users' : undefined;
}

/** Milliseconds for a removal or a rename, with all retries. */
const retryTimeoutMs = 2_000;

/**
 * Removes a file or directory with everything in it, if it exists. Windows refuses while a process that was just stopped or
 * a virus scanner holds a file, and a process that still writes makes a directory reappear, so it is retried for 2 s.
 * (`maxRetries` of `rm` starts over on each level: minutes for a deep directory.)
 */
export async function remove(path: string): Promise<void> {
  const deadline = performance.now() + retryTimeoutMs;
  for (;;) {
    try {
      return await rm(path, { recursive: true, force: true });
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await delay(100);
    }
  }
}

/** Errors of a rename on Windows while a virus scanner or an indexer has a file open. */
const busyErrors: readonly string[] = ['EPERM', 'EBUSY', 'EACCES'];

/**
 * Renames a file or directory. On Windows, retried for 2 s while something has it open; a target that exists is an error
 * at once.
 *
 * @param isRetried true for a system on which this happens
 * @throws the error of the last try
 */
export async function renamePatiently(
  from: string,
  to: string,
  isRetried = process.platform === 'win32',
): Promise<void> {
  const deadline = performance.now() + retryTimeoutMs;
  for (;;) {
    try {
      return await rename(from, to);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? `${error.code}` : '';
      const isBusy = isRetried && busyErrors.includes(code) && !existsSync(to);
      if (!isBusy || performance.now() > deadline) throw error;
      await delay(100);
    }
  }
}

/**
 * Removes abandoned directories of this user from a directory. Failures are ignored.
 *
 * @param isMeant selects by name
 * @param age minimum time since the last change in milliseconds; a younger one may be in use
 */
export async function removeStale(
  directory: string,
  isMeant: (name: string) => boolean,
  age: number,
): Promise<void> {
  for (const path of findStale(directory, isMeant, age)) await remove(path).catch(() => {});
}

function findStale(directory: string, isMeant: (name: string) => boolean, age: number): readonly string[] {
  if (!existsSync(directory)) return [];
  const paths = readdirSync(directory)
    .filter(isMeant)
    .map((name) => join(directory, name));
  return paths.filter((path) => {
    // Another run may remove it at the same time.
    const stats = lstatSync(path, { throwIfNoEntry: false });
    const isOurs = process.getuid === undefined || stats?.uid === process.getuid();
    return stats?.isDirectory() && isOurs && stats.mtimeMs <= Date.now() - age;
  });
}

/**
 * Writes a command-file entry atomically. A partial entry, as after a full disk, fails the step on GitHub (read in the
 * runner's FileCommandManager.cs), and every shell that reads BASH_ENV on CircleCI.
 *
 * @throws what `write` throws
 */
export function writeAllOrNothing(file = '', write: () => void): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  try {
    write();
  } catch (error) {
    if (size !== undefined) truncateSync(file, size);
    throw error;
  }
}

/**
 * Writes a file to a directory that others can write to, such as a checkout. A symlink of that name is removed, not
 * followed.
 */
export function replaceFile(path: string, content: string | Uint8Array): void {
  rmSync(path, { force: true });
  try {
    writeFileSync(path, content, { flag: 'wx' });
  } catch (error) {
    // A partial file, as after a full disk, would be read as a complete one.
    rmSync(path, { force: true });
    throw error;
  }
}
