/** False on Windows, where tests of owners, modes, signals and symlinked commands are skipped. */
export const isPosix = process.platform !== 'win32';

/** The title of a test or block that is skipped on Windows: there it says why. */
export function onPosix(title: string): string {
  return isPosix ? title : `SKIPPED, NOT POSIX: ${title}`;
}
