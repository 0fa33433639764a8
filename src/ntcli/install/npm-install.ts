import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Watch } from '../../lib/exec.js';
import { remove } from '../../lib/fs.js';
import { failed } from '../../schema/errors.js';
import { absentPackages, isPinned, lockFile } from './lockfile.js';
import { findNpm, runNpm } from './npm.js';
import { type Keep, withKeptPackages } from './package-cache.js';
import { type Installable, isExact } from './source.js';

/** What npm needs for an install. */
export interface Workshop {
  /** Directory for npm's cache and temporary files. */
  readonly scratch: string;
  /** The user's repository, from which nothing is run. */
  readonly checkout: string;
  /** The environment of the job, of which npm gets a part. */
  readonly job: NodeJS.ProcessEnv;
  /** The Node.js that runs npm. */
  readonly node: string;
  /** Where tarballs are kept between jobs; absent when they are not. */
  readonly keep?: Keep;
}

/**
 * Installs ntcli into a directory of ours with `npm ci` where its tree is pinned, else with `npm install`.
 *
 * @throws Failed as {@link runNpm}
 */
export async function npmInstall(
  request: Installable,
  directory: string,
  workshop: Workshop,
  watch: Watch,
): Promise<void> {
  const isLocked = isPinned(request);
  await mkdir(directory, { recursive: true });
  if (isLocked) await writeFile(join(directory, 'package-lock.json'), lockFile(request.integrity));
  // The user's configuration may say that the addresses of a lock file stand for no registry but their own.
  const command = isLocked ? ['ci', '--replace-registry-host=always'] : ['install'];
  const install = () => npm(request, directory, workshop, watch, command);
  const { keep, scratch } = workshop;
  await (isLocked && keep ? withKeptPackages(keep, scratch, watch.signal, install) : install());
  if (isLocked) await writeEmptyPackages(join(directory, 'node_modules'));
}

async function writeEmptyPackages(modules: string): Promise<void> {
  for (const name of absentPackages) {
    await mkdir(join(modules, name), { recursive: true });
    await writeFile(join(modules, name, 'index.js'), 'module.exports = {};\n');
  }
}

/** The request with the one version that it means today. Only a range or a tag costs a look-up. */
export async function withExactVersion(
  request: Installable,
  own: string,
  workshop: Workshop,
  watch: Watch,
): Promise<Installable> {
  if (request.from !== 'registry' || isExact(request.version)) return request;
  const directory = join(own, `.resolve-${randomUUID()}`);
  try {
    await mkdir(directory, { recursive: true });
    await npm(request, directory, workshop, watch, ['install', '--package-lock-only']);
    const version = await lockedField(join(directory, 'package-lock.json'), request, 'version');
    if (!version || !isExact(version)) {
      throw failed('ntcli-unexpected', `npm named no version for ${request.name}@${request.version}.`);
    }
    return { ...request, version };
  } finally {
    await remove(directory);
  }
}

/** The name under which the package is installed; that of a tarball is not known before. */
export function dependencyOf(request: Installable): string {
  return request.from === 'registry' ? request.name : 'ntcli';
}

/** The integrity of what npm installed in a directory, by its own account. */
export function installedIntegrity(directory: string, request: Installable): Promise<string | undefined> {
  return lockedField(join(directory, 'node_modules', '.package-lock.json'), request, 'integrity');
}

async function npm(
  request: Installable,
  directory: string,
  { scratch, checkout, job, node }: Workshop,
  watch: Watch,
  command: readonly string[],
): Promise<void> {
  // As a dependency of a package of ours, not as an argument: then no setting of the user has a say in how it is saved.
  const dependencies = { [dependencyOf(request)]: specOf(request) };
  await writeFile(join(directory, 'package.json'), JSON.stringify({ private: true, dependencies }));
  await mkdir(scratch, { recursive: true });
  const found = findNpm(node, job.PATH ?? '', checkout);
  const args = [...command, ...registryOptions(request)];
  await runNpm(found, { args, cwd: directory, scratch, job, checkout }, watch);
}

function specOf(request: Installable): string {
  if (request.from === 'registry') return request.version;
  return /^https:/.test(request.location) ? request.location : `file:${request.location}`;
}

/** The given registry, also for the scope of the package, which may have one of its own in the user's configuration. */
function registryOptions(request: Installable): readonly string[] {
  if (request.from !== 'registry' || !request.registry) return [];
  const [scope = ''] = request.name.split('/');
  const ofScope = scope.startsWith('@') ? [`--${scope}:registry=${request.registry}`] : [];
  return [`--registry=${request.registry}`, ...ofScope];
}

interface Lock {
  readonly packages?: Readonly<
    Record<string, { readonly version?: string; readonly integrity?: string } | undefined>
  >;
}

async function lockedField(
  path: string,
  request: Installable,
  field: 'version' | 'integrity',
): Promise<string | undefined> {
  try {
    const lock: Lock | null = JSON.parse(await readFile(path, 'utf8'));
    return lock?.packages?.[`node_modules/${dependencyOf(request)}`]?.[field];
  } catch {
    throw failed('ntcli-unexpected', 'npm left no readable list of what it installed.');
  }
}
