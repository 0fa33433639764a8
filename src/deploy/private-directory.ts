import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Host } from '../hosts/host.js';
import { remove } from '../ntcli/files.js';

const prefix = 'ntcli-deploy-';

/**
 * Makes the directory that holds everything this run writes, mode 0700, outside the checkout. Its removal is promised
 * before it exists, so that a job that is killed in between leaves nothing either.
 *
 * @returns its absolute path
 */
export async function openPrivateDirectory(host: Host): Promise<string> {
  const directory = join(host.places.temp, prefix + randomUUID());
  host.promiseRemoval(directory);
  await mkdir(directory, { mode: 0o700 });
  return directory;
}

/** Removes a private directory with all that is in it; a directory of any other name is left alone. */
export async function removePrivateDirectory(directory: string): Promise<void> {
  if (!basename(directory).startsWith(prefix)) return;
  await remove(directory);
}
