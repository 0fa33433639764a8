import { closeSync, constants, fstatSync, lstatSync, mkdirSync, openSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readAtMost, replaceFile } from '../../lib/fs.js';

/**
 * Reads a file from the directory in the checkout that GitLab and CircleCI cache between jobs. Its content is untrusted:
 * symlinks are not followed, and only a regular file is read.
 *
 * @returns undefined without such a file of at most `maxBytes`
 */
export function readCacheFile(directory: string, name: string, maxBytes: number): Buffer | undefined {
  const path = join(directory, name);
  // A named pipe would block otherwise.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  try {
    if (!isDirectory(directory) || !lstatSync(path).isFile()) return undefined;
    const file = openSync(path, flags);
    try {
      const stats = fstatSync(file);
      return stats.isFile() && stats.size <= maxBytes ? readAtMost(file, stats.size) : undefined;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

/**
 * Writes a file into that directory. A symlink in its place is replaced, not followed.
 *
 * @returns why it could not be written; undefined when it was
 */
export function writeCacheFile(directory: string, name: string, bytes: Uint8Array): string | undefined {
  try {
    mkdirSync(directory, { recursive: true });
    if (!isDirectory(directory)) return `${basename(directory)} is a symlink`;
    replaceFile(join(directory, name), bytes);
    return undefined;
  } catch {
    return `${basename(directory)} is not writable`;
  }
}

function isDirectory(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
