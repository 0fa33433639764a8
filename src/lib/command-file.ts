import { statSync, truncateSync } from 'node:fs';

/**
 * Has an entry written to a file that later steps read, wholly or not at all. Half an entry, as a full disk leaves it,
 * fails a step on GitHub (read in the runner's FileCommandManager.cs), and every shell that reads BASH_ENV on CircleCI.
 *
 * @throws whatever `write` throws
 */
export function writeWhole(file = '', write: () => void): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  try {
    write();
  } catch (error) {
    if (size !== undefined) truncateSync(file, size);
    throw error;
  }
}
