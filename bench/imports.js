/**
 * `npm run bench -- --imports`: the startup cost of each import of the bundles.
 */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { untilFirstOutput } from './child.js';

const runs = 21;

/**
 * Measures every built-in module in a separate file: shared dependencies are counted in each. The bundle is parsed, but not
 * executed. The minimum of many runs counts: the cost of the import on an idle machine.
 *
 * @param {(text: string) => void} say
 */
export async function showImports(say) {
  for (const bundle of ['main/index.js', 'ntcli-deploy.mjs']) {
    const text = await readFile(new URL(`../dist/${bundle}`, import.meta.url), 'utf8');
    const names = [...text.matchAll(/createRequire\(import\.meta\.url\)\("([\w:/]+)"\)/g)].map(
      ([, name = '']) => `node:${name.replace('node:', '')}`,
    );
    const modules = [...new Set(names)].sort();
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
