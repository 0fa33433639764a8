/**
 * Packs package directories into the tarballs that `npm pack` would make of them. npm itself takes a second for each.
 */
import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, delimiter, dirname, join, relative, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

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
 * Packs every directory into one tarball, without running any of its scripts.
 *
 * @param {string[]} directories each with all files of the package, and nothing else
 * @param {string} destination an empty directory
 * @returns {Promise<Packed[]>} in the order given
 */
export async function pack(directories, destination) {
  return Promise.all(
    directories.map(async (directory) => {
      const place = resolve(directory);
      /** @type {Manifest} */
      const manifest = JSON.parse(await readFile(join(place, 'package.json'), 'utf8'));
      if ('files' in manifest) throw new Error(`${manifest.name} has "files", which this does not read.`);
      const stem = manifest.name.replace('@', '').replace('/', '-');
      const file = join(destination, `${stem}-${manifest.version}.tgz`);
      const bytes = gzipSync(await tarOf(place));
      await writeFile(file, bytes);
      const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
      return { manifest, file, integrity, shasum: createHash('sha1').update(bytes).digest('hex') };
    }),
  );
}

const blockBytes = 512;

/** @param {string} directory @returns {Promise<Buffer>} a tar archive (POSIX ustar) of its files, below `package/` */
async function tarOf(directory) {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
  const blocks = await Promise.all(
    files.map(async (file) => {
      const [bytes, { mode }] = await Promise.all([readFile(file), stat(file)]);
      const path = `package/${relative(directory, file).replaceAll('\\', '/')}`;
      const padding = Buffer.alloc((blockBytes - (bytes.length % blockBytes)) % blockBytes);
      return [header(path, bytes.length, mode), bytes, padding];
    }),
  );
  return Buffer.concat([...blocks.flat(), Buffer.alloc(2 * blockBytes)]);
}

/** The header of one file. @param {string} path @param {number} size @param {number} mode */
function header(path, size, mode) {
  const name = basename(path);
  const folder = dirname(path);
  if (Buffer.byteLength(name) > 100 || Buffer.byteLength(folder) > 155)
    throw new Error(`The path is too long for a tar archive: ${path}`);
  const block = Buffer.alloc(blockBytes);
  const octal = (/** @type {number} */ value, /** @type {number} */ width) =>
    value.toString(8).padStart(width - 1, '0');
  block.write(name, 0);
  // As npm does: readable by all, and executable only if it was.
  block.write(octal(mode & 0o111 ? 0o755 : 0o644, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  // The date that npm gives all files: 1985-10-26.
  block.write(octal(499_162_500, 12), 136);
  // The checksum counts its own field as spaces.
  block.write(' '.repeat(8), 148);
  block.write('0', 156);
  block.write('ustar\0', 257, 'latin1');
  block.write('00', 263);
  block.write(folder, 345);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 7)}\0 `, 148, 'latin1');
  return block;
}
