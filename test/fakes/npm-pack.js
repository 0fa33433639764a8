/**
 * Packs package directories with the real npm.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { copyFile, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** @typedef {{ name: string, version: string, [field: string]: unknown }} Manifest */
/** @typedef {{ manifest: Manifest, file: string, integrity: string, shasum: string }} Packed */

/**
 * npm's own JavaScript file, to run with Node.js and without a shell.
 *
 * @returns {string}
 */
export function findNpmCli() {
  const home = dirname(realpathSync(process.execPath));
  const inside = join('node_modules', 'npm', 'bin', 'npm-cli.js');
  const onPath = (process.env.PATH ?? '').split(delimiter).filter((place) => place !== '');
  const candidates = [
    join(home, '..', 'lib', inside),
    join(home, inside),
    process.env.npm_execpath ?? '',
    ...onPath.flatMap((place) => [join(place, 'npm'), join(place, inside)]),
  ];
  for (const candidate of candidates) {
    if (candidate === '' || !existsSync(candidate)) continue;
    const cli = realpathSync(candidate);
    if (cli.endsWith('npm-cli.js')) return cli;
  }
  throw new Error('No npm was found beside Node.js or on PATH.');
}

/**
 * Packs every directory into one tarball, without running any of its scripts. Within one test run, a directory with the
 * same content is packed once: `npm pack` takes a second, and most tests pack the same packages.
 *
 * @param {string[]} directories
 * @param {string} destination an empty directory
 * @returns {Promise<Packed[]>} in the order given
 */
export async function pack(directories, destination) {
  const places = directories.map((directory) => resolve(directory));
  const store = process.env.NTCLI_TEST_PACKS;
  if (!store) {
    await npmPack(places, destination);
    return Promise.all(places.map((place) => packed(place, destination)));
  }
  return Promise.all(
    places.map(async (place) => {
      const shared = join(store, await digest(place));
      if (!existsSync(shared)) {
        const own = await mkdtemp(join(store, 'new-'));
        await npmPack([place], own);
        // Another worker may have been faster.
        await rename(own, shared).catch(() => rm(own, { recursive: true, force: true }));
      }
      const { file } = await packed(place, shared);
      await copyFile(file, join(destination, basename(file)));
      return packed(place, destination);
    }),
  );
}

/** @param {string} directory */
async function digest(directory) {
  const hash = createHash('sha256');
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  for (const file of files.sort()) {
    const { mode } = await stat(file);
    const bytes = await readFile(file);
    hash.update(JSON.stringify([file.slice(directory.length), mode, bytes.length])).update(bytes);
  }
  return hash.digest('hex');
}

/** @param {string[]} places @param {string} destination */
async function npmPack(places, destination) {
  if (places.length === 0) return;
  const settings = [
    '--json',
    `--pack-destination=${destination}`,
    '--ignore-scripts',
    '--dry-run=false',
    '--update-notifier=false',
    '--loglevel=error',
    '--logs-max=0',
    `--cache=${join(destination, '.cache')}`,
    `--userconfig=${join(destination, '.npmrc')}`,
  ];
  const args = [findNpmCli(), 'pack', ...places, ...settings];
  // npm would otherwise leave Node's compile cache in the temporary directory.
  const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' };
  await promisify(execFile)(process.execPath, args, { cwd: destination, env });
}

/** @param {string} place @param {string} destination @returns {Promise<Packed>} */
async function packed(place, destination) {
  /** @type {Manifest} */
  const manifest = JSON.parse(await readFile(join(place, 'package.json'), 'utf8'));
  const stem = manifest.name.replace('@', '').replace('/', '-');
  const file = join(destination, `${stem}-${manifest.version}.tgz`);
  const bytes = await readFile(file);
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  return { manifest, file, integrity, shasum: createHash('sha1').update(bytes).digest('hex') };
}
