import { accessSync, constants, lstatSync } from 'node:fs';
import { getErrorCode } from '../schema/errors.js';
import { describeAccess } from '../schema/file-access.js';

/** Variables that name the files through which a step passes values to the GitHub runner. */
export type CommandFile =
  | 'GITHUB_ENV'
  | 'GITHUB_OUTPUT'
  | 'GITHUB_PATH'
  | 'GITHUB_STATE'
  | 'GITHUB_STEP_SUMMARY';

/** Whether a command file can be used. */
export type CommandFileState =
  | { readonly kind: 'usable' }
  /** Not set, not there, or not a regular file: a symlink would carry the token elsewhere. */
  | { readonly kind: 'missing' }
  /** There, but closed to this user, as in a container with another uid. */
  | { readonly kind: 'unwritable'; readonly reason: string };

export function inspectCommandFile(env: NodeJS.ProcessEnv, variable: CommandFile): CommandFileState {
  const path = env[variable] ?? '';
  try {
    if (!lstatSync(path, { throwIfNoEntry: false })?.isFile()) return { kind: 'missing' };
    accessSync(path, constants.R_OK | constants.W_OK);
    return { kind: 'usable' };
  } catch (error) {
    const code = getErrorCode(error) ?? 'unknown error';
    return { kind: 'unwritable', reason: `${variable} is not writable: ${describeAccess(path, code)}` };
  }
}
