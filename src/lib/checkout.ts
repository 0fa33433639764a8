import { existsSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { isInside } from './fs.js';

/**
 * The checkout: whoever sends a pull request can put any file in it, so no program and no cache in it is believed.
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
  /** Candidates that were not used because they are inside the checkout. */
  readonly rejected: readonly string[];
}

/**
 * Chooses the directory for the session, which holds the token: never inside the checkout, where its files could be
 * uploaded with the rest, and a `node_modules` above could be committed.
 *
 * @param preferred of the CI system
 */
export function chooseTemp(preferred: string | undefined, checkout: string, env: NodeJS.ProcessEnv): TempDir {
  const ofSystem = process.platform === 'win32' ? join(env.SystemRoot ?? 'C:\\Windows', 'Temp') : '/tmp';
  const candidates = [preferred || tmpdir(), tmpdir(), ofSystem].map((directory) => resolve(directory));
  const path = candidates.find((directory) => !isInside(directory, checkout));
  const rejected = path === undefined ? candidates : candidates.slice(0, candidates.indexOf(path));
  return { path, rejected: [...new Set(rejected)] };
}
