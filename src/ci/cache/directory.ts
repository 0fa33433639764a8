import { closeSync, constants, fstatSync, lstatSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../../lib/fs.js';
import { formatMegabytes } from '../../lib/redact.js';
import { product } from '../../schema/constants.js';
import type { CacheStore } from '../provider.js';

/**
 * A directory in the checkout, which the CI system carries from job to job because its template says so. Whatever
 * stands there may come from anyone: no link is followed, and nothing but a plain file of a sane size is read.
 *
 * @param say writes a line of the log
 */
export function createDirectoryCache(checkout: string, say: (text: string) => void): CacheStore {
  const directory = join(checkout, product.files.cache);
  return {
    async restore(name, largest) {
      const bytes = isDirectory(directory) ? readRegularFile(join(directory, name), largest) : undefined;
      if (bytes) say(`Restored packages from ${product.files.cache} (${formatMegabytes(bytes.length)})`);
      return bytes;
    },
    async save(name, bytes) {
      try {
        mkdirSync(directory, { recursive: true });
        if (!isDirectory(directory)) return say(`Cache not saved: ${product.files.cache} is a symlink.`);
        replaceFile(join(directory, name), bytes);
        say(`Saved packages to ${product.files.cache} (${formatMegabytes(bytes.length)})`);
      } catch {
        say(`Cache not saved: ${product.files.cache} is not writable.`);
      }
    },
  };
}

function isDirectory(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The bytes of a file; undefined where there is none, or something else. */
function readRegularFile(path: string, largest: number): Buffer | undefined {
  // A named pipe would otherwise be waited for.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  try {
    if (!lstatSync(path).isFile()) return undefined;
    const file = openSync(path, flags);
    try {
      const stats = fstatSync(file);
      return stats.isFile() && stats.size <= largest ? readFileSync(file) : undefined;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}
