import { readFileSync } from 'node:fs';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getErrorCode } from '../schema/errors.js';

/** The file in a directory that names the process that made it. */
const ownerFile = 'owner';
/** Milliseconds between two updates of the time of a directory in use. */
const heartbeatMs = 3_600_000;

/**
 * Marks a directory as in use while this process lives: by its id, and by the time of the directory, which is updated every
 * hour for processes that cannot see the id, such as those in another container.
 */
export async function markInUse(directory: string): Promise<void> {
  await writeFile(join(directory, ownerFile), identify(process.pid), { mode: 0o600 });
  setInterval(() => utimes(directory, new Date(), new Date()).catch(() => {}), heartbeatMs).unref();
}

/** True if the process that marked a directory is still alive. */
export function isInUse(directory: string): boolean {
  try {
    const owner = readFileSync(join(directory, ownerFile), 'utf8');
    const pid = Number.parseInt(owner, 10);
    return pid > 0 && isAlive(pid) && owner === identify(pid);
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another user's.
    return getErrorCode(error) === 'EPERM';
  }
}

/** The id of a process; on Linux with the time of its start (field 22 of proc_pid_stat(5)), because ids are reused. */
function identify(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the name of the program, which may have spaces in it.
    const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${pid} ${start}`;
  } catch {
    return `${pid}`;
  }
}
