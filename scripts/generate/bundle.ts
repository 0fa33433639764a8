/**
 * Bundles the entry points with ncc: `dist/main` and `dist/post` for GitHub, and one file for all other systems.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deferBuiltin, toAscii } from './bundle-text.js';
import { engineFile } from './engine.js';
import { listLicenses } from './licenses.js';

const engineDirectory = 'build/engine';

rmSync('dist', { recursive: true, force: true });
for (const name of ['core', 'exec', 'http-client', 'io', 'tool-cache'])
  declareSideEffectFree(`node_modules/@actions/${name}/package.json`);
bundle('main', 'dist/main');
bundle('post', 'dist/post');
bundle('cli', engineDirectory);
// @actions/core imports it for the delimiter in command files. It takes 9 ms to load.
for (const directory of ['dist/main', 'dist/post'])
  change(join(directory, 'index.js'), (code) => deferBuiltin(code, 'crypto'));
copyEngine();

/**
 * Tells webpack that importing a package does nothing by itself, as in these, so that it leaves out the modules of which
 * nothing is used. Otherwise the first line of @actions/core waits for its module about the platform, which loads
 * @actions/exec, @actions/io, node:child_process, node:assert and node:fs/promises: 10 ms; and the HTTP client for OIDC and
 * downloads, which the action does not use, brings undici: 800 kB and 60 ms of a start.
 */
function declareSideEffectFree(packageFile: string): void {
  const description: object = JSON.parse(readFileSync(packageFile, 'utf8'));
  writeFileSync(packageFile, `${JSON.stringify({ ...description, sideEffects: false }, null, 2)}\n`);
}

function bundle(entry: string, directory: string): void {
  const ncc = 'node_modules/@vercel/ncc/dist/ncc/cli.js';
  const stats = `build/${entry}-stats.json`;
  const args = ['build', `build/src/${entry}.js`, '-o', directory, '--stats-out', stats];
  execFileSync(process.execPath, [ncc, ...args], { stdio: 'inherit' });
  writeFileSync(join(directory, 'licenses.txt'), `${listLicenses(readFileSync(stats, 'utf8'))}\n`);
  for (const name of readdirSync(directory)) if (name.endsWith('.js')) change(join(directory, name), toAscii);
}

function change(file: string, edit: (code: string) => string): void {
  writeFileSync(file, edit(readFileSync(file, 'utf8')));
}

/** The engine is one file, so the licenses of what is bundled in it are in it as well, after the code. */
function copyEngine(): void {
  const read = (name: string) => readFileSync(join(engineDirectory, name), 'utf8');
  const licenses = read('licenses.txt').replaceAll('*/', '* /').trim();
  const code = read('index.js').trimEnd();
  writeFileSync(
    engineFile,
    `${code}\n\n/*!\nLicenses of the packages that are bundled in this file:\n\n${toAscii(licenses)}\n*/\n`,
  );
  // The ending .mjs makes it a module wherever it is put, without a package.json beside it.
  chmodSync(engineFile, 0o755);
}
