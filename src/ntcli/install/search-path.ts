import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import nodePath, { join, type PlatformPath } from 'node:path';
import type { Environment } from '../../lib/env.js';
import { isInside } from '../../lib/fs.js';
import { joinFirst } from '../../lib/sanitize.js';

/** A program that was found on PATH, or why it is not used. */
export type FoundProgram =
  | {
      readonly ok: true;
      /** Absolute, as on PATH. */
      readonly path: string;
      /** The same without symlinks. */
      readonly target: string;
    }
  | { readonly ok: false; readonly path: string; readonly problem: string };

/**
 * The directories of PATH.
 *
 * @param style of the paths. On Windows an entry may be in quotes, as in `"C:\Program Files\nodejs"`
 */
export function splitPath(path: string, style: PlatformPath = nodePath): readonly string[] {
  const places = style.sep === '\\' ? (path.match(/(?:"[^"]*"?|[^;"])+/g) ?? []) : path.split(':');
  return places
    .map((place) => (style.sep === '\\' ? place.replaceAll('"', '').trim() : place))
    .filter((place) => place !== '');
}

/** The directories of PATH from which programs are run: absolute, and outside the checkout. */
export function trustedDirectories(path: string, checkout: string): readonly string[] {
  return splitPath(path).filter((place) => nodePath.isAbsolute(place) && !isInside(place, checkout));
}

/**
 * Finds all files with one of these names in the directories of PATH. Those in the checkout are not used, because a pull
 * request can add a program there.
 */
export function findPrograms(
  names: readonly string[],
  path: string,
  checkout: string,
): readonly FoundProgram[] {
  return splitPath(path).flatMap((place): FoundProgram[] => {
    const name = names.find((one) => existsSync(join(place, one)));
    if (name === undefined) return [];
    const file = join(place, name);
    if (!nodePath.isAbsolute(place))
      return [{ ok: false, path: file, problem: 'is in a relative directory' }];
    const target = realpathSync(file);
    if (isInside(place, checkout) || isInside(target, checkout))
      return [{ ok: false, path: file, problem: 'is inside the checkout' }];
    return [{ ok: true, path: file, target }];
  });
}

/** True for a file that the operating system can start. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * What a program needs that starts another one, such as a wrapper script of pnpm or a shim of Volta: PATH without the
 * checkout, and the directory of Volta, which it would search for in the home directory.
 */
export function shimEnvironment(job: NodeJS.ProcessEnv, checkout: string): Environment {
  const trusted = trustedDirectories(job.PATH ?? '', checkout);
  const volta = job.VOLTA_HOME || join(job.HOME || job.USERPROFILE || homedir(), '.volta');
  const hasVolta = existsSync(volta) && !isInside(volta, checkout);
  return { PATH: trusted.join(nodePath.delimiter), ...(hasVolta && { VOLTA_HOME: volta }) };
}

/** What was found and not used, in one sentence; empty if there is nothing. */
export function describeRefused(
  refused: readonly { readonly path: string; readonly problem: string }[],
): string {
  if (refused.length === 0) return '';
  const list = refused.map(({ path, problem }) => `${path} ${problem}`);
  return ` Not used: ${joinFirst(list, 5, '; ')}.`;
}
