import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Host } from '../ci/provider.js';
import { remove, removeStale } from '../lib/fs.js';

const prefix = 'ntcli-deploy-';
/** Whole names, for somebody's own directory may begin likewise: it is never touched. */
const ours = new RegExp(`^${prefix}[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`);
/** What the few lines in a template leave behind that fetch the engine, when their job is killed. */
const ofEngine = /^ntcli-engine-\w{6}$/;
/** Milliseconds after which a private directory belongs to no job any more: a job ends within hours. */
const staleAfter = 86_400_000;

/**
 * Makes the directory that holds everything this run writes, mode 0700, outside the checkout. Its removal is promised
 * before it exists, so that a job that is killed in between leaves nothing either. What a job has left that could keep
 * no promise, because all of it was killed, goes now.
 *
 * @returns its absolute path
 */
export async function openPrivateDirectory(host: Host): Promise<string> {
  const directory = join(host.places.temp, prefix + randomUUID());
  host.promiseRemoval(directory);
  const isLeft = (name: string) => ours.test(name) || ofEngine.test(name);
  await removeStale(host.places.temp, isLeft, staleAfter);
  await mkdir(directory, { mode: 0o700 });
  return directory;
}

/** Removes a private directory with all that is in it; a directory of any other name is left alone. */
export async function removePrivateDirectory(directory: string): Promise<void> {
  if (!ours.test(basename(directory))) return;
  await remove(directory);
}
