import { randomUUID } from 'node:crypto';
import { mkdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Watch } from '../../lib/exec.js';
import { remove } from '../../lib/fs.js';
import { failed, failureOf } from '../../schema/errors.js';
import { cacheKeyOf } from './cache-key.js';
import {
  dependencyOf,
  installedIntegrity,
  npmInstall,
  type Workshop,
  withExactVersion,
} from './npm-install.js';
import { findPreinstalled, type Ntcli, readNtcli, refuseModulesAbove } from './package.js';
import type { Installable, PackageRequest } from './source.js';
import { type CacheKey, findCached, publish, stagingPrefix, sweep } from './tool-cache.js';

/** Where an install may read and write. */
export interface Places extends Omit<Workshop, 'scratch'> {
  /** Directory of this run alone. */
  readonly own: string;
  /** The runner's tool cache; absent when nothing is to be kept between runs. */
  readonly toolCache?: string;
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
  const workshop = { ...places, scratch: join(places.own, 'npm') };
  try {
    const installed = await install(request, places, workshop, watch);
    refuseModulesAbove(installed.entry);
    return installed;
  } catch (error) {
    const { code, what } = failureOf(error);
    throw code === 'disk-unusable' ? failed('ntcli-not-written', what) : error;
  } finally {
    await remove(workshop.scratch);
  }
}

async function install(
  request: Installable,
  { own, toolCache, job }: Places,
  workshop: Workshop,
  watch: Watch,
): Promise<Installed> {
  const exact = await withExactVersion(request, own, workshop, watch);
  const key = toolCache === undefined ? undefined : await cacheKeyOf(exact, job);
  if (toolCache !== undefined && key !== undefined) {
    const cached = await findCached(toolCache, key);
    // A copy that cannot be read is as good as none, and is replaced.
    const whole = cached && (await readInstalled(cached, exact).catch(() => undefined));
    if (whole) return { ...whole, how: 'cached' };
    await sweep(toolCache, key);
    const staging = join(toolCache, key.tool, stagingPrefix + randomUUID());
    if (await canWrite(staging)) {
      const published = await installInto(toolCache, key, staging, exact, workshop, watch).catch(
        unlessUnwritable,
      );
      if (published) return published;
    }
  }
  const directory = join(own, 'ntcli');
  await npmInstall(exact, directory, workshop, watch);
  return { ...(await readInstalled(directory, exact)), how: 'installed' };
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
  workshop: Workshop,
  watch: Watch,
): Promise<Installed | undefined> {
  try {
    await npmInstall(request, staging, workshop, watch);
    await readInstalled(staging, request);
    const published = await publish(staging, cache, key);
    return published === undefined
      ? undefined
      : { ...(await readInstalled(published, request)), how: 'installed' };
  } finally {
    await remove(staging);
    // Where nothing was published nothing shall stay; a directory that holds something is not removed.
    await rmdir(join(staging, '..')).catch(() => {});
  }
}

/** A cache on a full disk is no reason to fail: the private directory may be on another one. */
function unlessUnwritable(error: unknown): undefined {
  const { code } = failureOf(error);
  if (code !== 'ntcli-not-written' && code !== 'disk-unusable') throw error;
}

/** Makes a directory; false where the cache cannot be written, which is no reason to fail. */
async function canWrite(directory: string): Promise<boolean> {
  return mkdir(directory, { recursive: true }).then(
    () => true,
    () => false,
  );
}

/** Reads what stands in an install directory, and compares it with what was asked for. */
async function readInstalled(directory: string, request: Installable): Promise<Ntcli> {
  if (request.integrity) {
    const integrity = await installedIntegrity(directory, request);
    if (integrity !== request.integrity) {
      throw failed(
        'ntcli-unexpected',
        `The package has the integrity ${integrity}, not ${request.integrity}.`,
      );
    }
  }
  const found = await readNtcli(join(directory, 'node_modules', dependencyOf(request)));
  return expectVersion(found, request.version);
}

function expectVersion<Found extends Ntcli>(found: Found, version: string | undefined): Found {
  if (version === undefined || found.version === version) return found;
  throw failed('ntcli-unexpected', `ntcli ${found.version} was found where ${version} was asked for.`);
}
