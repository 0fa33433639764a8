import { readSync, realpathSync, rmSync, type Stats, statSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
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

/** The first bytes of an open file. Its size is not trusted: it may grow, and files of /proc have none. */
export function readAtMost(descriptor: number, maxBytes: number): Buffer {
  const buffer = Buffer.alloc(maxBytes);
  let size = 0;
  for (let count = -1; count !== 0 && size < buffer.length; size += count) {
    count = readSync(descriptor, buffer, size, buffer.length - size, null);
  }
  return buffer.subarray(0, size);
}

/**
 * Runs a write that appends to a command file, and restores the previous size if it fails. A partial entry, as after a
 * full disk, fails the step on GitHub (read in the runner's FileCommandManager.cs), and every shell that reads BASH_ENV
 * on CircleCI.
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
