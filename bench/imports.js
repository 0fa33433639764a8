/**
 * `npm run bench -- --imports`: the startup cost of each import of the bundles.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { untilFirstOutput } from './child.js';

const runs = 21;

/**
 * Measures every built-in module that is loaded before the first line, in a separate file: shared dependencies are counted in each. The bundle is parsed, but not
 * executed. The minimum of many runs counts: the cost of the import on an idle machine.
 *
 * @param {(text: string) => void} say
 */
export async function showImports(say) {
  for (const bundle of ['main/index.js', 'ntcli-deploy.mjs']) {
    const file = new URL(`../dist/${bundle}`, import.meta.url);
    const text = await readFile(file, 'utf8');
    const modules = await loadedModules(fileURLToPath(file));
    const body = text.replace(/^(?:import|export) .*$/gm, '').replaceAll('import.meta.url', '""');
    const milliseconds = await timeFiles({
      '(nothing)': '',
      '(all of them)': modules.map((name) => `import '${name}';`).join(''),
      [`(parsing ${(text.length / 1000).toFixed(0)} kB)`]: `if (globalThis.never) { (async () => {${body.replace(/^#!.*/, '')}\n}) }`,
      ...Object.fromEntries(modules.map((name) => [name, `import '${name}';`])),
    });
    const base = milliseconds.get('(nothing)') ?? 0;
    say(`\ndist/${bundle}, milliseconds over an empty module (${base.toFixed(0)} ms)`);
    for (const [name, time] of milliseconds)
      say(`  ${name.padEnd(24)} ${(time - base).toFixed(1).padStart(6)}`);
  }
}

/**
 * The built-in modules that a bundle loads before its first line, which reports a bad input.
 *
 * @param {string} bundle
 */
async function loadedModules(bundle) {
  const root = await mkdtemp(join(tmpdir(), 'loaded-'));
  const report = join(root, 'report.cjs');
  await writeFile(
    report,
    `const before = new Set(process.moduleLoadList);
process.stdout.write = () => {
  process.stderr.write(JSON.stringify(process.moduleLoadList.filter((name) => !before.has(name))));
  process.exit();
};`,
  );
  const env = { PATH: process.env.PATH, 'INPUT_DRY-RUN': '', INPUT_TIMEOUT: 'bad', NTCLI_TIMEOUT: 'bad' };
  const { stderr } = spawnSync(process.execPath, ['--require', report, bundle], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  /** @type {string[]} */
  const loaded = JSON.parse(stderr);
  return builtinModules
    .filter((name) => loaded.includes(`NativeModule ${name}`))
    .map((name) => `node:${name}`);
}

/** @param {Record<string, string>} files code by name @returns {Promise<Map<string, number>>} the minimum */
async function timeFiles(files) {
  const root = await mkdtemp(join(tmpdir(), 'imports-'));
  const place = { cwd: root, env: { PATH: process.env.PATH ?? '', HOME: root } };
  const all = Object.entries(files).map(([name, code], index) => ({
    name,
    code: `${code}\nprocess.stdout.write('loaded');\n`,
    file: join(root, `${index}.mjs`),
  }));
  for (const { file, code } of all) await writeFile(file, code);
  /** @type {Map<string, number[]>} */
  const samples = new Map(Object.keys(files).map((name) => [name, []]));
  for (let run = 0; run < runs; run++) {
    for (const { name, file } of all) samples.get(name)?.push(await untilFirstOutput([file], place));
  }
  return new Map([...samples].map(([name, times]) => [name, Math.min(...times)]));
}
