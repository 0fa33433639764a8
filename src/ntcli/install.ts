import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Watch } from '../process/run.js';
import { failed } from '../spec/failures.js';
import { cacheKeyOf } from './cache-key.js';
import { remove } from './files.js';
import { findNpm, runNpm } from './npm.js';
import { type Installable, isExact, type Ntcli, type PackageRequest, readNtcli } from './package.js';
import { findPreinstalled } from './preinstalled.js';
import { type CacheKey, findCached, publish } from './tool-cache.js';

/** Where an install may read and write. */
export interface Places {
  /** Directory of this run alone. */
  readonly own: string;
  /** The runner's tool cache; absent when nothing is to be kept between runs. */
  readonly toolCache?: string;
  /** The user's repository, from which nothing is run. */
  readonly checkout: string;
  /** The environment of the job, of which npm gets a part. */
  readonly job: NodeJS.ProcessEnv;
  /** The Node.js that runs npm. */
  readonly node: string;
}

/** What an install came to. */
export interface Installed extends Ntcli {
  readonly how: 'preinstalled' | 'cached' | 'installed';
}

/**
 * Makes ntcli available, as asked for: found on PATH, taken from the tool cache, or installed with npm into a private
 * directory. No script of any package is run.
 *
 * @throws Failed with one of the failures whose exit code is 5
 */
export async function provideNtcli(
  request: PackageRequest,
  places: Places,
  watch: Watch,
): Promise<Installed> {
  if (request.from === 'path') {
    const found = await findPreinstalled(places.job.PATH ?? '', places.checkout);
    return { ...expectVersion(found, request.version), how: 'preinstalled' };
  }
  try {
    return await install(request, places, watch);
  } finally {
    await remove(scratchOf(places));
  }
}

async function install(request: Installable, places: Places, watch: Watch): Promise<Installed> {
  const exact = await withExactVersion(request, places, watch);
  const key = places.toolCache === undefined ? undefined : await cacheKeyOf(exact, places.job);
  if (places.toolCache !== undefined && key !== undefined) {
    const cached = findCached(places.toolCache, key);
    // A copy that cannot be read is as good as none, and is replaced.
    const whole = cached && (await readInstalled(cached, exact).catch(() => undefined));
    if (whole) return { ...whole, how: 'cached' };
    const staging = join(places.toolCache, key.tool, `.new-${randomUUID()}`);
    if (await canWrite(staging)) return installInto(places.toolCache, key, staging, exact, places, watch);
  }
  const directory = join(places.own, 'ntcli');
  await npmInstall(exact, directory, places, watch);
  return { ...(await readInstalled(directory, exact)), how: 'installed' };
}

/** Installs beside the place in the cache, checks, and only then moves it there. */
async function installInto(
  cache: string,
  key: CacheKey,
  staging: string,
  request: Installable,
  places: Places,
  watch: Watch,
): Promise<Installed> {
  try {
    await npmInstall(request, staging, places, watch);
    await readInstalled(staging, request);
    const isWhole = (directory: string) => readInstalled(directory, request).then(Boolean, () => false);
    const published = await publish(staging, cache, key, isWhole);
    return { ...(await readInstalled(published, request)), how: 'installed' };
  } catch (error) {
    await remove(staging);
    // Nothing was published, so nothing shall stay; a directory that others use is not empty.
    await rmdir(join(staging, '..')).catch(() => {});
    throw error;
  }
}

/** Makes a directory; false where the cache cannot be written, which is no reason to fail. */
async function canWrite(directory: string): Promise<boolean> {
  return mkdir(directory, { recursive: true }).then(
    () => true,
    () => false,
  );
}

/** The request with the one version that it means today. Only a range or a tag costs a look-up. */
async function withExactVersion(request: Installable, places: Places, watch: Watch): Promise<Installable> {
  if (request.from !== 'registry' || isExact(request.version)) return request;
  const directory = join(places.own, `.resolve-${randomUUID()}`);
  try {
    await npmInstall(request, directory, places, watch, ['--package-lock-only']);
    const lock = await readLock(join(directory, 'package-lock.json'));
    const version = lock.packages?.[`node_modules/${request.name}`]?.version;
    if (!version || !isExact(version)) {
      throw failed('ntcli-unexpected', `npm named no version for ${request.name}@${request.version}.`);
    }
    return { ...request, version };
  } finally {
    await remove(directory);
  }
}

async function npmInstall(
  request: Installable,
  directory: string,
  places: Places,
  watch: Watch,
  options: readonly string[] = [],
): Promise<void> {
  await mkdir(directory, { recursive: true });
  // As a dependency of a package of ours, not as an argument: then no setting of the user has a say in how it is saved.
  const dependencies = { [dependencyOf(request)]: specOf(request) };
  await writeFile(join(directory, 'package.json'), JSON.stringify({ private: true, dependencies }));
  const registry =
    request.from === 'registry' && request.registry
      ? [
          `--registry=${request.registry}`,
          ...scopeOf(request.name).map((scope) => `--${scope}:registry=${request.registry}`),
        ]
      : [];
  const scratch = scratchOf(places);
  await mkdir(scratch, { recursive: true });
  const place = { cwd: directory, scratch, job: places.job };
  const npm = findNpm(places.node, places.job.PATH ?? '', places.checkout);
  await runNpm(npm, ['install', ...registry, ...options], place, watch);
}

/** The name under which the package is installed; that of a tarball is not known before. */
function dependencyOf(request: Installable): string {
  return request.from === 'registry' ? request.name : 'ntcli';
}

function specOf(request: Installable): string {
  if (request.from === 'registry') return request.version;
  return /^https:/.test(request.location) ? request.location : `file:${request.location}`;
}

function scratchOf(places: Places): string {
  return join(places.own, 'npm');
}

function scopeOf(name: string): string[] {
  const scope = name.split('/')[0];
  return scope?.startsWith('@') ? [scope] : [];
}

/** Reads what stands in an install directory, and compares it with what was asked for. */
async function readInstalled(directory: string, request: Installable): Promise<Ntcli> {
  const name = dependencyOf(request);
  if (request.integrity) {
    const lock = await readLock(join(directory, 'node_modules', '.package-lock.json'));
    const integrity = lock.packages?.[`node_modules/${name}`]?.integrity;
    if (integrity !== request.integrity) {
      throw failed(
        'ntcli-unexpected',
        `The package has the integrity ${integrity}, not ${request.integrity}.`,
      );
    }
  }
  return expectVersion(await readNtcli(join(directory, 'node_modules', name)), request.version);
}

function expectVersion<Found extends Ntcli>(found: Found, version: string | undefined): Found {
  if (version === undefined || found.version === version) return found;
  throw failed('ntcli-unexpected', `ntcli ${found.version} was found where ${version} was asked for.`);
}

interface Lock {
  readonly packages?: Readonly<
    Record<string, { readonly version?: string; readonly integrity?: string } | undefined>
  >;
}

async function readLock(path: string): Promise<Lock> {
  try {
    const lock: Lock | null = JSON.parse(await readFile(path, 'utf8'));
    return lock ?? {};
  } catch {
    throw failed('ntcli-unexpected', 'npm left no readable list of what it installed.');
  }
}
