import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Size of a small disk: `size` in bytes (whole pages of 4 KiB), `nr_inodes` in files and directories. */
export interface DiskSize {
  readonly size?: number;
  readonly nr_inodes?: number;
}

/**
 * Mounts a world-writable tmpfs on an empty directory. Needs Linux, and root or passwordless `sudo`.
 *
 * @returns unmounts it
 */
export function mountSmallDisk(directory: string, size: DiskSize): () => void {
  const options = Object.entries({ ...size, mode: '1777' }).map(([name, value]) => `${name}=${value}`);
  asRoot('mount', '-t', 'tmpfs', '-o', options.join(','), 'tmpfs', directory);
  return () => asRoot('umount', '--lazy', directory);
}

function asRoot(...command: readonly [string, ...string[]]): void {
  const [file, ...args] = process.getuid?.() === 0 ? command : (['sudo', '-n', ...command] as const);
  execFileSync(file, args, { stdio: 'ignore' });
}

/** Why this machine cannot mount; undefined if it can. */
export const whyNoSmallDisk = reasonNotToMount();

function reasonNotToMount(): string | undefined {
  const directory = mkdtempSync(join(tmpdir(), 'small-disk-'));
  try {
    mountSmallDisk(directory, { size: 4096 })();
    return undefined;
  } catch {
    return 'for only root (or sudo without a password) on Linux can mount a small disk';
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
