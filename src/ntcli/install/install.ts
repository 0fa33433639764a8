import { randomUUID } from 'node:crypto';
import { mkdir, realpath, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunOptions } from '../../lib/exec.js';
import { isInside } from '../../lib/fs.js';
import { remove } from '../../lib/fs-retry.js';
import type { ToolCache } from '../../lib/tool-cache.js';
import { createError, toErrorInfo } from '../../schema/errors.js';
import { assertSupported } from '../compat.js';
import { computeCacheKey } from './cache-key.js';
import { downloadTarball, hasCredentials } from './download.js';
import {
  getDependencyName,
  type InstallContext,
  npmInstall,
  readInstalledIntegrity,
  resolveVersion,
} from './npm-install.js';
import { type Ntcli, readNtcliPackage } from './package.js';
import { findPreinstalled } from './preinstalled.js';
import type { Installable, PackageRequest } from './source.js';
import {
  type CacheEntry,
  findCached,
  findCacheProblem,
  publish,
  removeAbandoned,
  stagingPrefix,
} from './tool-cache.js';

/** Directories of an install. */
export interface InstallPaths extends Omit<InstallContext, 'npmTempDir'> {
  /** Directory of this run. */
  readonly runDir: string;
  /** The runner's tool cache; absent if nothing is cached between runs. */
  readonly toolCache?: ToolCache;
}

/** Result of an install. */
export interface Installed extends Ntcli {
  /** The directory with all of its modules, without symlinks; absent for one that was installed before. */
  readonly root?: string;
  readonly source: 'preinstalled' | 'cached' | 'installed';
}

/**
 * Finds ntcli on PATH, restores it from the tool cache, or installs it with npm in the run directory. Package scripts are not
 * run.
 *
 * @throws DeployError with exit code 5
 */
export async function resolveNtcli(
  request: PackageRequest,
  paths: InstallPaths,
  options: RunOptions,
): Promise<Installed> {
  if (request.kind === 'path') {
    const found = await findPreinstalled(paths, options);
    assertSupported(found.version);
    return { ...assertVersion(found, request.version), source: 'preinstalled' };
  }
  const context = { ...paths, npmTempDir: join(paths.runDir, 'npm') };
  try {
    const installed = await install(request, paths, context, options);
    assertSupported(installed.version);
    return installed;
  } catch (error) {
    const { code, message } = toErrorInfo(error);
    throw code === 'disk-unusable' ? createError('ntcli-not-written', message) : error;
  } finally {
    await remove(context.npmTempDir);
  }
}

async function install(
  request: Installable,
  paths: InstallPaths,
  context: InstallContext,
  options: RunOptions,
): Promise<Installed> {
  const { runDir, toolCache, job } = paths;
  const fetched = await fetchTarball(request, context, options);
  const exact = await resolveVersion(fetched, runDir, context, options);
  if (exact.kind === 'registry') assertSupported(exact.version);
  const key = toolCache === undefined ? undefined : await computeCacheKey(exact, job);
  if (toolCache !== undefined && key !== undefined) {
    const installed = await installWithCache({ cache: toolCache, ...key }, exact, context, options);
    if (installed) return installed;
  }
  const directory = join(runDir, 'ntcli');
  await npmInstall(exact, directory, context, options);
  return { ...(await readInstalled(directory, exact)), source: 'installed' };
}

/** Downloads a tarball whose URL has credentials; returns any other request as it is. */
async function fetchTarball(
  request: Installable,
  { npmTempDir, network }: InstallContext,
  { signal, debug }: RunOptions,
): Promise<Installable> {
  if (request.kind !== 'tarball' || !/^https:/.test(request.location)) return request;
  const url = new URL(request.location);
  if (!hasCredentials(url)) return request;
  const location = join(npmTempDir, 'ntcli.tgz');
  await downloadTarball(url, location, { network, signal, debug });
  return { ...request, location };
}

/**
 * Restores ntcli from the tool cache, or installs it there.
 *
 * @returns undefined if the cache cannot be used, which is not an error
 */
async function installWithCache(
  entry: CacheEntry,
  request: Installable,
  context: InstallContext,
  options: RunOptions,
): Promise<Installed | undefined> {
  if (isCacheUnsafe(entry, context, options.debug)) return undefined;
  const cached = await readCached(entry, request, context, options.debug);
  if (cached) return cached;
  await removeAbandoned(entry);
  const staging = join(entry.cache.directory, entry.tool, stagingPrefix + randomUUID());
  // Without this, a umask of 000 (the default of GitLab Runner in containers) would make a copy that every user can change.
  const umask = process.umask(0o022);
  process.umask(umask | 0o022);
  try {
    if (!(await tryMkdir(staging))) return undefined;
    // Another user may have made one of the directories since.
    if (isCacheUnsafe(entry, context, options.debug)) return undefined;
    return await installInto(staging, entry, request, context, options).catch(ignoreUnwritableCache);
  } finally {
    process.umask(umask);
    // What cannot be removed now is abandoned, and a later install removes it.
    await remove(staging).catch(() => {});
    // Nothing stays unless something was published: a directory with a copy in it is not removed.
    await rmdir(join(staging, '..')).catch(() => {});
  }
}

/** True if another user, or a pull request, could replace what is in the tool cache. Logged, except on ephemeral machines. */
function isCacheUnsafe(
  entry: CacheEntry,
  { job, info, checkout }: InstallContext,
  debug: RunOptions['debug'],
): boolean {
  if (isInside(entry.cache.directory, checkout)) {
    info(`Tool cache not used: ${entry.cache.directory} is inside the checkout ${checkout}.`);
    return true;
  }
  const problem = findCacheProblem(entry);
  // On the machines of GitHub the cache is open to every user, and there is only one.
  const log = job.RUNNER_ENVIRONMENT === 'github-hosted' ? debug : info;
  if (problem) log(`Tool cache not used: ${problem}.`);
  return problem !== undefined;
}

async function readCached(
  entry: CacheEntry,
  request: Installable,
  { info }: InstallContext,
  debug: RunOptions['debug'],
): Promise<Installed | undefined> {
  const found = await findCached(entry);
  if (found.ok) {
    debug(`Tool cache hit: ${found.directory}`);
    const installed = await readInstalled(found.directory, request).catch(() => undefined);
    if (installed) return { ...installed, source: 'cached' };
  }
  const problem = found.ok ? 'it is not the package that was requested' : found.problem;
  if (!found.ok && found.isAbsent) debug(`Tool cache miss: ${entry.tool} ${entry.version}`);
  else info(`The cached ntcli is replaced: ${problem}.`);
  return undefined;
}

/** Installs next to the place in the cache, checks the result, and moves it there only then. */
async function installInto(
  staging: string,
  entry: CacheEntry,
  request: Installable,
  context: InstallContext,
  options: RunOptions,
): Promise<Installed | undefined> {
  await npmInstall(request, staging, context, options);
  await readInstalled(staging, request);
  const published = await publish(staging, entry);
  return published === undefined
    ? undefined
    : { ...(await readInstalled(published, request)), source: 'installed' };
}

/** A full cache disk does not fail the install: the run directory may be on another disk. */
function ignoreUnwritableCache(error: unknown): undefined {
  const { code } = toErrorInfo(error);
  if (code !== 'ntcli-not-written' && code !== 'disk-unusable') throw error;
}

/** Creates a directory; false if the cache is not writable, which does not fail the install. */
async function tryMkdir(directory: string): Promise<boolean> {
  return mkdir(directory, { recursive: true }).then(
    () => true,
    () => false,
  );
}

/** Reads the package in an install directory, and compares it with the requested one. */
async function readInstalled(
  directory: string,
  request: Installable,
): Promise<Ntcli & { readonly root: string }> {
  if (request.integrity) {
    const integrity = await readInstalledIntegrity(directory, request);
    if (integrity !== request.integrity) {
      throw createError(
        'ntcli-unexpected',
        `The package has integrity ${integrity}, expected ${request.integrity}.`,
      );
    }
  }
  const found = await readNtcliPackage(join(directory, 'node_modules', getDependencyName(request)));
  return { ...assertVersion(found, request.version), root: await realpath(directory) };
}

function assertVersion<Found extends Ntcli>(found: Found, version: string | undefined): Found {
  if (version === undefined || found.version === version) return found;
  throw createError('ntcli-unexpected', `Found ntcli ${found.version}, but ${version} was requested.`);
}
