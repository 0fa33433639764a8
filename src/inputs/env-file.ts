import { readFileSync, statSync } from 'node:fs';

/** Bytes beyond which a file of settings is not read. */
const largestFile = 65_536;

/** The text of a file that an input names; undefined when it cannot be read, is no file, or is too large. */
export function readInputFile(path: string): string | undefined {
  try {
    const stats = statSync(path);
    return stats.isFile() && stats.size <= largestFile ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
