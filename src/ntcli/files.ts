import { realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';

/** True when a path is the directory itself or below it, links on both sides followed as far as they lead somewhere. */
export function isInside(path: string, directory: string): boolean {
  if (directory === '') return false;
  const way = relative(real(directory), real(path));
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Removes a file or directory with all that is in it, if it is there. */
export async function remove(path: string): Promise<void> {
  // Windows refuses while a process that was just stopped, or a virus scanner, still holds a file.
  await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
