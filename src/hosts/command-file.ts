import { statSync, truncateSync } from 'node:fs';

/**
 * Has an entry written to a command file of the runner, wholly or not at all: half an entry, as a full disk leaves it,
 * fails the step (read in the runner's FileCommandManager.cs).
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
