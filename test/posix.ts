import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** False on Windows, where tests of owners, modes, signals and symlinked commands are skipped. */
export const isPosix = process.platform !== 'win32';

/** The title of a test or block that is skipped on Windows: there it says why. */
export function onPosix(title: string): string {
  return isPosix ? title : `SKIPPED, NOT POSIX: ${title}`;
}

/** False for a Windows user without the privilege to create symlinks. */
export const hasSymlinks = isPosix || canCreateSymlink();

/** The title of a test that is skipped without symlinks: there it says why. */
export function withSymlinks(title: string): string {
  return hasSymlinks ? title : `SKIPPED, NO SYMLINKS: ${title}`;
}

function canCreateSymlink(): boolean {
  const directory = mkdtempSync(join(tmpdir(), 'symlinks-'));
  try {
    writeFileSync(join(directory, 'file'), '');
    symlinkSync(join(directory, 'file'), join(directory, 'link'));
    return statSync(join(directory, 'link')).isFile();
  } catch {
    return false;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
