import { rmSync, writeFileSync } from 'node:fs';

/**
 * Writes a file of ours into a directory that is not ours, such as a checkout. A link that somebody put there under
 * that name is removed, not followed.
 */
export function writeOwnFile(path: string, content: string | Uint8Array): void {
  rmSync(path, { force: true });
  try {
    writeFileSync(path, content, { flag: 'wx' });
  } catch (error) {
    // Half a file, as a full disk leaves it, would be read as a whole one.
    rmSync(path, { force: true });
    throw error;
  }
}
