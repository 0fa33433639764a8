import { statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Errors whose cause is seen in the owner and mode of a path. */
const accessErrors: readonly string[] = ['EACCES', 'EPERM', 'ENOENT', 'ENOTDIR'];

/**
 * Describes why a path cannot be used: the path, its owner and mode, and the user of this process. For a path that is
 * missing, the nearest directory above it counts.
 *
 * @param code of the operating system, such as EACCES
 */
export function describeAccess(path: string, code: string): string {
  if (!accessErrors.includes(code)) return `${code} at ${path}`;
  const found = findExisting(path);
  const stats = found === undefined ? undefined : statSync(found, { throwIfNoEntry: false });
  if (found === undefined || stats === undefined || process.getuid === undefined) return `${code} at ${path}`;
  const mode = (stats.mode & 0o7777).toString(8).padStart(4, '0');
  const whose = `${found} belongs to uid ${stats.uid} (mode ${mode}), and this process runs as uid ${process.getuid()}`;
  return `${code} at ${path}; ${whose}`;
}

/** The path itself, or the nearest directory above it that this process can see. */
function findExisting(path: string): string | undefined {
  try {
    if (statSync(path, { throwIfNoEntry: false })) return path;
  } catch {
    // A directory above does not let this process in.
  }
  const above = dirname(path);
  return above === path ? undefined : findExisting(above);
}
