import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Watch } from '../process/run.js';
import { failed } from '../spec/failures.js';
import { product } from '../spec/product.js';
import { findNpm, runNpm } from './npm.js';
import { isExact, type Ntcli, type PackageRequest, readNtcli } from './package.js';
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

/** Packages that are not a tarball or a name in a registry are found, not installed. */
type Installable = Exclude<PackageRequest, { readonly from: 'path' }>;

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
    await rm(scratchOf(places), { recursive: true, force: true });
  }
}

async function install(request: Installable, places: Places, watch: Watch): Promise<Installed> {
  const exact = await withExactVersion(request, places, watch);
  const key = places.toolCache === undefined ? undefined : await cacheKeyOf(exact);
  if (places.toolCache === undefined || key === undefined) {
    const directory = join(places.own, 'ntcli');
    await npmInstall(exact, directory, places, watch);
    return { ...(await readInstalled(directory, exact)), how: 'installed' };
  }

  const cached = findCached(places.toolCache, key);
  if (cached) return { ...(await readInstalled(cached, exact)), how: 'cached' };
  const staging = join(places.toolCache, key.tool, `.new-${randomUUID()}`);
  try {
    await npmInstall(exact, staging, places, watch);
    await readInstalled(staging, exact);
    const published = await publish(staging, places.toolCache, key);
    return { ...(await readInstalled(published, exact)), how: 'installed' };
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw error;
  }
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
    await rm(directory, { recursive: true, force: true });
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
  await writeFile(join(directory, 'package.json'), '{"private":true}\n');
  const wanted = request.from === 'registry' ? `${request.name}@${request.version}` : request.location;
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
  await runNpm(npm, ['install', wanted, ...registry, ...options], place, watch);
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
  const manifest = await readLock(join(directory, 'package.json'));
  const name = Object.keys(manifest.dependencies ?? {})[0];
  if (!name || (request.from === 'registry' && name !== request.name)) {
    throw failed('ntcli-unexpected', 'npm did not install the package that was asked for.');
  }
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

/**
 * What a cached copy is found by. Only a package whose bytes the key names is kept: an exact version of a registry, a
 * tarball with a known checksum.
 */
async function cacheKeyOf(request: Installable): Promise<CacheKey | undefined> {
  if (request.from === 'registry') {
    const isDefault = request.name === product.ntcli.package && !request.registry && !request.integrity;
    const origin = [request.name, request.registry ?? '', request.integrity ?? ''].join('\n');
    const tool = isDefault
      ? 'ntcli'
      : `ntcli-${createHash('sha256').update(origin).digest('hex').slice(0, 16)}`;
    return { tool, version: request.version };
  }
  const bytes = request.integrity ?? (await checksumOf(request.location));
  return bytes
    ? { tool: 'ntcli-tarball', version: `0.0.0-${createHash('sha256').update(bytes).digest('hex')}` }
    : undefined;
}

/** The integrity of a file in npm's form; undefined for a URL, whose bytes nobody knows before the download. */
async function checksumOf(location: string): Promise<string | undefined> {
  if (/^https?:/.test(location)) return undefined;
  const hash = createHash('sha512');
  try {
    await pipeline(createReadStream(location), hash);
  } catch {
    throw failed('ntcli-unavailable', 'The file that `ntcli-package` names cannot be read.');
  }
  return `sha512-${hash.digest('base64')}`;
}

interface Lock {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly packages?: Readonly<
    Record<string, { readonly version?: string; readonly integrity?: string } | undefined>
  >;
}

async function readLock(path: string): Promise<Lock> {
  const lock: Lock | null = JSON.parse(await readFile(path, 'utf8'));
  return lock ?? {};
}
