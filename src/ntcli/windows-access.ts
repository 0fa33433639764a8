import { win32 } from 'node:path';
import { childEnvironment } from '../lib/env.js';
import { isSuccess, type RunOptions, runCommand } from '../lib/exec.js';

/** Owner, SYSTEM and Administrators, by the numbers that they have in every language of Windows. */
const allowed = ['*S-1-3-4', '*S-1-5-18', '*S-1-5-32-544'];

/** Milliseconds for the command, which takes some 50. */
const timeout = 10_000;

/**
 * The command that gives a directory and everything that is created in it later to its owner, SYSTEM and Administrators
 * alone. https://learn.microsoft.com/windows-server/administration/windows-commands/icacls
 *
 * @param systemRoot `%SystemRoot%`
 */
export function restrictCommand(directory: string, systemRoot: string) {
  return {
    file: win32.join(systemRoot, 'System32', 'icacls.exe'),
    args: [directory, '/inheritance:r', ...allowed.flatMap((sid) => ['/grant:r', `${sid}:(OI)(CI)F`]), '/q'],
  };
}

/**
 * Closes a directory to other users of a Windows machine, where the modes of Node.js mean nothing.
 *
 * @returns false if that failed
 */
export async function restrictToOwner(
  directory: string,
  job: NodeJS.ProcessEnv,
  options: Omit<RunOptions, 'onLines'>,
): Promise<boolean> {
  const command = restrictCommand(directory, job.SystemRoot ?? 'C:\\Windows');
  const result = await runCommand(
    { ...command, cwd: directory, env: childEnvironment(job), timeout },
    { ...options, onLines: options.debug },
  );
  return isSuccess(result);
}
