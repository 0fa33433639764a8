import { randomUUID } from 'node:crypto';
import { mkdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunOptions } from '../../lib/exec.js';
import { remove } from '../../lib/fs.js';
import { createError, toErrorInfo } from '../../schema/errors.js';
import { computeCacheKey } from './cache-key.js';
import {
  getDependencyName,
  type InstallContext,
  npmInstall,
  readInstalledIntegrity,
  resolveVersion,
} from './npm-install.js';
import { assertNoUntrustedModules, findPreinstalled, type Ntcli, readNtcliPackage } from './package.js';
import type { Installable, PackageRequest } from './source.js';
import { type CacheKey, findCached, publish, removeAbandoned, stagingPrefix } from './tool-cache.js';

/** Where an install may read and write. */
export interface InstallPaths extends Omit<InstallContext, 'npmTempDir'> {
  /** Directory of this run alone. */
  readonly runDir: string;
  /** The runner's tool cache; absent when nothing is to be kept between runs. */
  readonly toolCache?: string;
}

/** What an install came to. */
export interface Installed extends Ntcli {
  readonly source: 'preinstalled' | 'cached' | 'installed';
}

/**
 * Makes ntcli available, as asked for: found on PATH, taken from the tool cache, or installed with npm into a private
 * directory. No script of any package is run.
 *
 * @throws Failed with one of the failures whose exit code is 5
 */
export async function resolveNtcli(
  request: PackageRequest,
  paths: InstallPaths,
  options: RunOptions,
): Promise<Installed> {
  if (request.kind === 'path') {
    const found = await findPreinstalled(paths.job.PATH ?? '', paths.checkout);
    return { ...assertVersion(found, request.version), source: 'preinstalled' };
  }
  const context = { ...paths, npmTempDir: join(paths.runDir, 'npm') };
  try {
    const installed = await install(request, paths, context, options);
    assertNoUntrustedModules(installed.entry);
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
  { runDir, toolCache, job }: InstallPaths,
  context: InstallContext,
  options: RunOptions,
): Promise<Installed> {
  const exact = await resolveVersion(request, runDir, context, options);
  const key = toolCache === undefined ? undefined : await computeCacheKey(exact, job);
  if (toolCache !== undefined && key !== undefined) {
    const cached = await findCached(toolCache, key);
    // A copy that cannot be read is as good as none, and is replaced.
    const whole = cached && (await readInstalled(cached, exact).catch(() => undefined));
    if (whole) return { ...whole, source: 'cached' };
    await removeAbandoned(toolCache, key);
    const staging = join(toolCache, key.tool, stagingPrefix + randomUUID());
    if (await tryMkdir(staging)) {
      const published = await installInto(toolCache, key, staging, exact, context, options).catch(
        ignoreUnwritableCache,
      );
      if (published) return published;
    }
  }
  const directory = join(runDir, 'ntcli');
  await npmInstall(exact, directory, context, options);
  return { ...(await readInstalled(directory, exact)), source: 'installed' };
}

/**
 * Installs beside the place in the cache, checks, and only then moves it there.
 *
 * @returns undefined where the cache does not take it, which is no reason to fail
 */
async function installInto(
  cache: string,
  key: CacheKey,
  staging: string,
  request: Installable,
  context: InstallContext,
  options: RunOptions,
): Promise<Installed | undefined> {
  try {
    await npmInstall(request, staging, context, options);
    await readInstalled(staging, request);
    const published = await publish(staging, cache, key);
    return published === undefined
      ? undefined
      : { ...(await readInstalled(published, request)), source: 'installed' };
  } finally {
    await remove(staging);
    // Where nothing was published nothing shall stay; a directory that holds something is not removed.
    await rmdir(join(staging, '..')).catch(() => {});
  }
}

/** A cache on a full disk is no reason to fail: the private directory may be on another one. */
function ignoreUnwritableCache(error: unknown): undefined {
  const { code } = toErrorInfo(error);
  if (code !== 'ntcli-not-written' && code !== 'disk-unusable') throw error;
}

/** Makes a directory; false where the cache cannot be written, which is no reason to fail. */
async function tryMkdir(directory: string): Promise<boolean> {
  return mkdir(directory, { recursive: true }).then(
    () => true,
    () => false,
  );
}

/** Reads what stands in an install directory, and compares it with what was asked for. */
async function readInstalled(directory: string, request: Installable): Promise<Ntcli> {
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
  return assertVersion(found, request.version);
}

function assertVersion<Found extends Ntcli>(found: Found, version: string | undefined): Found {
  if (version === undefined || found.version === version) return found;
  throw createError('ntcli-unexpected', `Found ntcli ${found.version}, but ${version} was requested.`);
}
