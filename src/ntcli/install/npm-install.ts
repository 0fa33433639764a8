import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunOptions } from '../../lib/exec.js';
import { remove } from '../../lib/fs.js';
import { createError } from '../../schema/errors.js';
import { createLockfile, hasLockfile, missingOptionalPeers } from './lockfile.js';
import { findNpm, runNpm } from './npm.js';
import { withPackageCache } from './package-cache.js';
import { type Installable, isExact } from './source.js';

/** What npm needs for an install. */
export interface InstallContext {
  /** Directory for npm's cache and temporary files. */
  readonly npmTempDir: string;
  /** The user's repository, from which nothing is run. */
  readonly checkout: string;
  /** The environment of the job, of which npm gets a part. */
  readonly job: NodeJS.ProcessEnv;
  /** The Node.js that runs npm. */
  readonly node: string;
  /** The directory that the CI system carries from job to job, for the tarballs; absent without one. */
  readonly packageCache?: string;
  /** Writes a line of the log. */
  readonly info: (text: string) => void;
}

/**
 * Installs ntcli into a directory of ours with `npm ci` where its tree is pinned, else with `npm install`.
 *
 * @throws Failed as {@link runNpm}
 */
export async function npmInstall(
  request: Installable,
  directory: string,
  context: InstallContext,
  options: RunOptions,
): Promise<void> {
  const isLocked = hasLockfile(request);
  await mkdir(directory, { recursive: true });
  if (isLocked) await writeFile(join(directory, 'package-lock.json'), createLockfile(request.integrity));
  // The user's configuration may say that the addresses of a lock file stand for no registry but their own.
  const command = isLocked ? ['ci', '--replace-registry-host=always'] : ['install'];
  const install = () => npm(request, directory, context, options, command);
  const { packageCache, npmTempDir, info } = context;
  await (isLocked && packageCache
    ? withPackageCache({ directory: packageCache, info }, npmTempDir, install)
    : install());
  if (isLocked) await stubOptionalPeers(join(directory, 'node_modules'));
}

async function stubOptionalPeers(modules: string): Promise<void> {
  for (const name of missingOptionalPeers) {
    await mkdir(join(modules, name), { recursive: true });
    await writeFile(join(modules, name, 'index.js'), 'module.exports = {};\n');
  }
}

/** The request with the one version that it means today. Only a range or a tag costs a look-up. */
export async function resolveVersion(
  request: Installable,
  own: string,
  context: InstallContext,
  options: RunOptions,
): Promise<Installable> {
  if (request.kind !== 'registry' || isExact(request.version)) return request;
  const directory = join(own, `.resolve-${randomUUID()}`);
  try {
    await mkdir(directory, { recursive: true });
    await npm(request, directory, context, options, ['install', '--package-lock-only']);
    const version = await readLockField(join(directory, 'package-lock.json'), request, 'version');
    if (!version || !isExact(version)) {
      throw createError(
        'ntcli-unexpected',
        `npm returned no version for ${request.name}@${request.version}.`,
      );
    }
    return { ...request, version };
  } finally {
    await remove(directory);
  }
}

/** The name under which the package is installed; that of a tarball is not known before. */
export function getDependencyName(request: Installable): string {
  return request.kind === 'registry' ? request.name : 'ntcli';
}

/** The integrity of what npm installed in a directory, by its own account. */
export function readInstalledIntegrity(directory: string, request: Installable): Promise<string | undefined> {
  return readLockField(join(directory, 'node_modules', '.package-lock.json'), request, 'integrity');
}

async function npm(
  request: Installable,
  directory: string,
  { npmTempDir, checkout, job, node }: InstallContext,
  options: RunOptions,
  command: readonly string[],
): Promise<void> {
  // As a dependency of a package of ours, not as an argument: then no setting of the user has a say in how it is saved.
  const dependencies = { [getDependencyName(request)]: formatSpec(request) };
  await writeFile(join(directory, 'package.json'), JSON.stringify({ private: true, dependencies }));
  await mkdir(npmTempDir, { recursive: true });
  const found = findNpm(node, job.PATH ?? '', checkout);
  const args = [...command, ...registryOptions(request)];
  await runNpm(found, { args, cwd: directory, tempDir: npmTempDir, job, checkout }, options);
}

function formatSpec(request: Installable): string {
  if (request.kind === 'registry') return request.version;
  return /^https:/.test(request.location) ? request.location : `file:${request.location}`;
}

/** The given registry, also for the scope of the package, which may have one of its own in the user's configuration. */
function registryOptions(request: Installable): readonly string[] {
  if (request.kind !== 'registry' || !request.registry) return [];
  const [scope = ''] = request.name.split('/');
  const ofScope = scope.startsWith('@') ? [`--${scope}:registry=${request.registry}`] : [];
  return [`--registry=${request.registry}`, ...ofScope];
}

interface Lock {
  readonly packages?: Readonly<
    Record<string, { readonly version?: string; readonly integrity?: string } | undefined>
  >;
}

async function readLockField(
  path: string,
  request: Installable,
  field: 'version' | 'integrity',
): Promise<string | undefined> {
  try {
    const lock: Lock | null = JSON.parse(await readFile(path, 'utf8'));
    return lock?.packages?.[`node_modules/${getDependencyName(request)}`]?.[field];
  } catch {
    throw createError('ntcli-unexpected', 'npm wrote no readable list of installed packages.');
  }
}
