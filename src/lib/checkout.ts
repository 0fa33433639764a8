import { existsSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { isInside } from './fs.js';

/**
 * The checkout: whoever sends a pull request can put any file in it, so no program and no cache in it is trusted.
 *
 * @param workDir the working directory, absolute
 * @param declared the value of the variable in which the CI system names the checkout; ignored if it is not a directory.
 *   CircleCI writes `~` for the home directory
 * @returns the declared directory; else the outermost directory from the working directory up that has `.git` (an inner
 *   one may be a submodule); else the working directory, unless that is the root of the file system
 */
export function findCheckout(workDir: string, declared = ''): string {
  const path = declared.replace(/^~(?=$|[\\/])/, () => homedir());
  if (path !== '' && statSync(path, { throwIfNoEntry: false })?.isDirectory()) return resolve(path);
  const repositories = withAncestors(workDir).filter((directory) => existsSync(join(directory, '.git')));
  return repositories.at(-1) ?? (workDir === dirname(workDir) ? '' : workDir);
}

/** A directory and all above it, from the inside out. */
function withAncestors(directory: string): readonly string[] {
  const above = dirname(directory);
  return above === directory ? [directory] : [directory, ...withAncestors(above)];
}

/** The directory for temporary files. */
export interface TempDir {
  /** Absolute; undefined if every candidate is inside the checkout. */
  readonly path: string | undefined;
  /** Candidates that were not used, and why. `problem` completes a sentence. */
  readonly rejected: readonly { readonly path: string; readonly problem: string }[];
}

/**
 * Chooses the directory for the session, which holds the token: never inside the checkout, where its files could be
 * uploaded with the rest, and a `node_modules` above could be committed. If possible, not where another user could replace the
 * session right after it was created.
 *
 * @param preferred of the CI system
 */
export function chooseTemp(preferred: string | undefined, checkout: string, env: NodeJS.ProcessEnv): TempDir {
  const ofSystem = process.platform === 'win32' ? join(env.SystemRoot ?? 'C:\\Windows', 'Temp') : '/tmp';
  const candidates = [preferred || tmpdir(), tmpdir(), ofSystem].map((directory) => resolve(directory));
  const checked = [...new Set(candidates)].map((path) => ({ path, ...findTempProblem(path, checkout) }));
  const chosen =
    checked.find(({ problem }) => problem === undefined) ?? checked.find(({ isUsable }) => isUsable);
  const before = chosen === undefined ? checked : checked.slice(0, checked.indexOf(chosen));
  const rejected = before.flatMap(({ path, problem }) => (problem === undefined ? [] : [{ path, problem }]));
  return { path: chosen?.path, rejected };
}

function findTempProblem(directory: string, checkout: string): { problem?: string; isUsable: boolean } {
  if (isInside(directory, checkout))
    return { problem: `is inside the checkout ${checkout}`, isUsable: false };
  // In a sticky directory such as /tmp, others cannot move what they do not own. Windows has no such modes.
  const { mode = 0 } = statSync(directory, { throwIfNoEntry: false }) ?? {};
  const isOpen = process.platform !== 'win32' && (mode & 0o1002) === 0o002;
  return isOpen ? { problem: 'is writable by every user', isUsable: true } : { isUsable: true };
}
