import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunOptions } from '../../lib/exec.js';
import { remove } from '../../lib/fs-retry.js';
import type { Network } from '../../lib/network.js';
import { createError } from '../../schema/errors.js';
import { createLockfile, hasLockfile } from './lockfile.js';
import { describeNpm, findNpm, runNpm } from './npm.js';
import { withPackageCache } from './package-cache.js';
import { type Installable, isExact } from './source.js';

/** Directories and environment of an npm install. */
export interface InstallContext {
  /** Directory for npm's cache and temporary files. */
  readonly npmTempDir: string;
  /** The user's repository. Nothing in it is executed. */
  readonly checkout: string;
  /** The environment of the job. npm gets a part of it. */
  readonly job: NodeJS.ProcessEnv;
  /** True for a text with a secret that npm must not get. */
  readonly hasOwnSecret: (text: string) => boolean;
  /** The Node.js that runs npm. */
  readonly node: string;
  readonly network: Network;
  /** The directory for tarballs that the CI system caches between jobs; absent if there is none. */
  readonly packageCache?: string;
  /** Writes a line to the log. */
  readonly info: (text: string) => void;
}

/**
 * Installs ntcli with `npm ci` if its dependencies are pinned, otherwise with `npm install`.
 *
 * @throws DeployError as {@link runNpm}
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
  // The user's configuration may disable replacing the URLs of a lockfile.
  const command = isLocked ? ['ci', '--replace-registry-host=always'] : ['install'];
  const install = () => npm(request, directory, context, options, command);
  const { packageCache, npmTempDir, info } = context;
  await (isLocked && packageCache
    ? withPackageCache({ directory: packageCache, info }, npmTempDir, install)
    : install());
  await removeSources(directory);
}

/** Removes the URLs from npm's lockfiles: a registry of the user may have credentials in them, and every user can read the files. */
async function removeSources(directory: string): Promise<void> {
  for (const path of [join(directory, 'package-lock.json'), installedLockfile(directory)]) {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    const withoutUrls = JSON.stringify(JSON.parse(text), (key, value: unknown) =>
      key === 'resolved' ? undefined : value,
    );
    await writeFile(path, withoutUrls);
  }
}

/** The lockfile that npm writes of what it has installed. */
function installedLockfile(directory: string): string {
  return join(directory, 'node_modules', '.package-lock.json');
}

/** Resolves a range or tag to an exact version. Only these need a request. */
export async function resolveVersion(
  request: Installable,
  runDir: string,
  context: InstallContext,
  options: RunOptions,
): Promise<Installable> {
  if (request.kind !== 'registry' || isExact(request.version)) return request;
  const directory = join(runDir, `.resolve-${randomUUID()}`);
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

/** The name under which the package is installed; that of a tarball is unknown before the install. */
export function getDependencyName(request: Installable): string {
  return request.kind === 'registry' ? request.name : 'ntcli';
}

/** The integrity of the installed package, as reported by npm. */
export function readInstalledIntegrity(directory: string, request: Installable): Promise<string | undefined> {
  return readLockField(installedLockfile(directory), request, 'integrity');
}

async function npm(
  request: Installable,
  directory: string,
  { npmTempDir, checkout, job, hasOwnSecret, node }: InstallContext,
  options: RunOptions,
  command: readonly string[],
): Promise<void> {
  // As a dependency of our own package.json, not as an argument, so that no user setting changes how it is saved.
  const dependencies = { [getDependencyName(request)]: formatSpec(request) };
  await writeFile(join(directory, 'package.json'), JSON.stringify({ private: true, dependencies }));
  await mkdir(npmTempDir, { recursive: true });
  const found = findNpm(node, job, checkout);
  options.debug(describeNpm(found));
  const args = [...command, ...registryOptions(request)];
  await runNpm(found, { args, cwd: directory, tempDir: npmTempDir, job, checkout, hasOwnSecret }, options);
}

function formatSpec(request: Installable): string {
  if (request.kind === 'registry') return request.version;
  return /^https:/.test(request.location) ? request.location : `file:${request.location}`;
}

/** Sets the registry also for the scope of the package, which may have another one in the user's configuration. */
function registryOptions(request: Installable): readonly string[] {
  if (!request.registry) return [];
  const [scope = ''] = request.kind === 'registry' ? request.name.split('/') : [];
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
