import { isAbsolute, relative } from 'node:path';

/** True when a path is the directory itself or below it. Both are absolute; nothing is looked up on disk. */
export function isInside(path: string, directory: string): boolean {
  if (directory === '') return false;
  const way = relative(directory, path);
  return way === '' || !(way.startsWith('..') || isAbsolute(way));
}
