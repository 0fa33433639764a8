import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join, sep } from 'node:path';
import { getAccessProblem, isInside } from '../../lib/fs.js';
import { product } from '../../schema/constants.js';
import { createError } from '../../schema/errors.js';
import { isExact } from './source.js';

/** An installed ntcli, which `node <entry>` runs. */
export interface Ntcli {
  readonly version: string;
  /** Absolute path of the JavaScript file of the `ntcli` command. */
  readonly entry: string;
}

/**
 * Reads the manifest of a package directory. Nothing in it is executed.
 *
 * @throws DeployError ntcli-unexpected if the directory is not a package with an `ntcli` command inside it
 */
export async function readNtcliPackage(directory: string): Promise<Ntcli> {
  const manifest = await readManifest(directory);
  const command = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin?.ntcli;
  if (typeof manifest.version !== 'string' || !isExact(manifest.version) || typeof command !== 'string') {
    throw createError('ntcli-unexpected', 'The package has no version or no `ntcli` command.');
  }
  const inside = await realpath(directory);
  const entry = await realpath(join(inside, command)).catch(() => '');
  if (!entry.startsWith(inside + sep)) {
    throw createError('ntcli-unexpected', 'The `ntcli` command of the package is not a file inside it.');
  }
  return { version: manifest.version, entry };
}

interface Manifest {
  readonly version?: unknown;
  readonly bin?: string | Readonly<Record<string, unknown>> | null;
}

async function readManifest(directory: string): Promise<Manifest> {
  try {
    const manifest: Manifest | null = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'));
    return manifest ?? {};
  } catch {
    throw createError('ntcli-unexpected', 'The package has no readable package.json.');
  }
}

/**
 * Rejects an ntcli if another user can add packages to a parent directory: Node.js searches for packages in the
 * `node_modules` of every parent directory up to the root.
 *
 * @param entry absolute path of the file that is started
 * @throws DeployError modules-above
 */
export function assertNoUntrustedModules(entry: string): void {
  for (let above = dirname(entry); ; above = dirname(above)) {
    const path = join(above, 'node_modules');
    // The tree of ntcli itself is checked elsewhere.
    const problem = entry.startsWith(path + sep) ? undefined : findModulesProblem(path);
    if (problem) throw createError('modules-above', `${path} ${problem}.`);
    if (above === dirname(above)) return;
  }
}

function findModulesProblem(path: string): string | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats?.isSymbolicLink()) return stats && getAccessProblem(stats);
  // A symlink has no mode of its own.
  const target = statSync(path, { throwIfNoEntry: false });
  return getAccessProblem({ uid: stats.uid, mode: 0 }) ?? (target && getAccessProblem(target));
}

/**
 * Finds the package of the `ntcli` on PATH. Directories inside the checkout are ignored, because a pull request can add a
 * program there.
 *
 * @throws DeployError ntcli-not-preinstalled
 */
export async function findPreinstalled(path: string, checkout: string): Promise<Ntcli> {
  for (const place of path.split(delimiter)) {
    if (!isAbsolute(place) || isInside(place, checkout)) continue;
    const directory = findPackageOfCommand(place);
    if (!directory || isInside(directory, checkout)) continue;
    // Another program with this name, such as a script, does not hide an ntcli later on PATH.
    const found = await readNtcliPackage(directory).catch(() => undefined);
    if (found) return found;
  }
  throw createError(
    'ntcli-not-preinstalled',
    'No directory on PATH has an `ntcli` command that belongs to an ntcli package.',
  );
}

/** The package whose `ntcli` command is in a directory of PATH, as a symlink or (Windows) next to a `.cmd` of npm. */
function findPackageOfCommand(place: string): string | undefined {
  if (process.platform === 'win32') {
    const beside = join(place, 'node_modules', product.ntcli.package);
    return existsSync(join(place, 'ntcli.cmd')) && existsSync(beside) ? beside : undefined;
  }
  const command = join(place, 'ntcli');
  if (!existsSync(command)) return undefined;
  const file = realpathSync(command);
  for (let directory = dirname(file); directory !== dirname(directory); directory = dirname(directory)) {
    if (existsSync(join(directory, 'package.json'))) return directory;
  }
  return undefined;
}
