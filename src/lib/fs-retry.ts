// Apart from fs.ts, which is loaded before the first line of the log: node:fs/promises takes 4 ms to load.
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { getErrorCode } from '../schema/errors.js';

/** Milliseconds for a removal or a rename, with all retries. */
const retryTimeoutMs = 2_000;

/** Runs an operation, and runs it again for 2 s while it fails with an error that may pass. */
async function runPatiently(run: () => Promise<void>, mayPass: (error: unknown) => boolean): Promise<void> {
  const deadline = performance.now() + retryTimeoutMs;
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (!mayPass(error) || performance.now() > deadline) throw error;
      await delay(100);
    }
  }
}

/**
 * Removes a file or directory with everything in it, if it exists. Windows refuses while a process that was just stopped or
 * a virus scanner holds a file, and a process that still writes makes a directory reappear, so it is retried for 2 s.
 * (`maxRetries` of `rm` starts over on each level: minutes for a deep directory.)
 */
export async function remove(path: string): Promise<void> {
  await runPatiently(
    () => rm(path, { recursive: true, force: true }),
    () => true,
  );
}

/** Errors of a rename on Windows while a virus scanner or an indexer has a file open. */
const busyErrors: readonly string[] = ['EPERM', 'EBUSY', 'EACCES'];

/**
 * Renames a file or directory. On Windows, retried for 2 s while something has it open; a target that exists is an error
 * at once.
 *
 * @param isRetried true for a system on which this happens
 * @throws the error of the last try
 */
export async function renamePatiently(
  from: string,
  to: string,
  isRetried = process.platform === 'win32',
): Promise<void> {
  const isBusy = (error: unknown) => busyErrors.includes(getErrorCode(error) ?? '') && !existsSync(to);
  await runPatiently(
    () => rename(from, to),
    (error) => isRetried && isBusy(error),
  );
}

/**
 * Removes abandoned directories of this user from a directory. Failures are ignored.
 *
 * @param isMeant selects by name
 * @param age minimum time since the last change in milliseconds; a younger one may be in use
 */
export async function removeStale(
  directory: string,
  isMeant: (name: string) => boolean,
  age: number,
): Promise<void> {
  for (const path of findStale(directory, isMeant, age)) await remove(path).catch(() => {});
}

function findStale(directory: string, isMeant: (name: string) => boolean, age: number): readonly string[] {
  if (!existsSync(directory)) return [];
  const paths = readdirSync(directory)
    .filter(isMeant)
    .map((name) => join(directory, name));
  return paths.filter((path) => {
    // Another run may remove it at the same time.
    const stats = lstatSync(path, { throwIfNoEntry: false });
    const isOurs = process.getuid === undefined || stats?.uid === process.getuid();
    return stats?.isDirectory() && isOurs && stats.mtimeMs <= Date.now() - age;
  });
}
