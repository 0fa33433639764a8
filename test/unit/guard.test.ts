import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guardScript, writeGuard } from '../../src/ntcli/guard.js';
import { githubNode } from '../github-node.js';
import { machineNode } from '../machine-node.js';
import { isPosix } from '../posix.js';

let above: string;
let root: string;
beforeEach(() => {
  // A directory name that a URL escapes.
  above = realpathSync(mkdtempSync(join(tmpdir(), 'gu%ard ü-')));
  root = join(above, 'ntcli');
  write('ntcli/node_modules/own/index.js', 'module.exports = "own";');
  write('ntcli/node_modules/own-esm/package.json', '{ "type": "module", "exports": "./index.js" }');
  write('ntcli/node_modules/own-esm/index.js', 'export default "own";');
  write('node_modules/foreign/index.js', 'module.exports = "foreign";');
  write('node_modules/foreign-esm/package.json', '{ "type": "module", "exports": "./index.js" }');
  write('node_modules/foreign-esm/index.js', 'export default "foreign";');
});
afterEach(() => rmSync(above, { recursive: true, force: true }));

function write(path: string, text: string): string {
  const file = join(above, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const nodes = [
  ['the Node.js of the GitHub runner', githubNode],
  ['the Node.js of this machine', machineNode],
] as const;

const attempts = `
const results = {};
for (const name of ['own', 'foreign', 'own-esm', 'foreign-esm']) {
  try { results['import ' + name] = (await import(name)).default; } catch (error) { results['import ' + name] = error.code; }
}
for (const name of ['own', 'foreign', 'node:fs']) {
  try { results['require ' + name] = typeof require(name) === 'string' ? require(name) : 'builtin'; } catch (error) { results['require ' + name] = error.code; }
}
console.log(JSON.stringify(results));
`;

describe.each(nodes)('with %s, ntcli', (_, node) => {
  const run = (
    guard: string,
    entry: string,
    env: Record<string, string> = {},
    links: readonly string[] = [],
  ) =>
    spawnSync(node, ['--require', guard, ...links, entry], {
      env: { PATH: process.env.PATH, ...env },
      encoding: 'utf8',
    });

  it.each([[[]], [['--preserve-symlinks', '--preserve-symlinks-main']]])(
    'loads its own modules, and none of a directory above (%j)',
    async (links) => {
      const entry = write(
        'ntcli/node_modules/ntcli/run.mjs',
        `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); ${attempts}`,
      );
      const guard = join(above, 'guard.cjs');
      await writeGuard(guard, { root });
      const { stdout, stderr } = run(guard, entry, {}, links);
      expect(stderr).toBe('');
      expect(JSON.parse(stdout)).toEqual({
        'import own': 'own',
        'import own-esm': 'own',
        'import foreign': 'ERR_MODULE_NOT_FOUND',
        'import foreign-esm': 'ERR_MODULE_NOT_FOUND',
        'require own': 'own',
        'require foreign': 'MODULE_NOT_FOUND',
        'require node:fs': 'builtin',
      });
    },
  );

  it('loads no file of a directory whose name only begins like its own', () => {
    write('ntcli-2/index.cjs', 'console.log("loaded");');
    const entry = write('ntcli/run.cjs', 'require("../ntcli-2/index.cjs");');
    const { stdout, stderr } = run(write('guard.cjs', guardScript({ root })), entry);
    expect(stdout).toBe('');
    expect(stderr).toContain('MODULE_NOT_FOUND');
  });

  it('may load modules from anywhere if it was installed before', () => {
    const entry = write('ntcli/run.cjs', 'console.log(require("foreign"));');
    expect(run(write('guard.cjs', guardScript({})), entry).stdout).toBe('foreign\n');
  });

  it('does not start with another token than that of its session', () => {
    const entry = write('ntcli/run.cjs', 'console.log("started");');
    const guard = write('guard.cjs', guardScript({ root, token: 'the-token' }));
    const other = run(guard, entry, { NTCLI_TOKEN: 'another-token' });
    expect(other).toMatchObject({ status: 3, stdout: '' });
    expect(other.stderr).toContain('signed in with another token');
    expect(other.stderr).not.toContain('another-token');
    for (const token of ['the-token', ' the-token\n', ''])
      expect(run(guard, entry, { NTCLI_TOKEN: token })).toMatchObject({ status: 0, stdout: 'started\n' });
  });

  it('keeps the directory of the session young', () => {
    const entry = write('ntcli/run.cjs', '');
    const guard = write('guard.cjs', guardScript({ root }));
    utimesSync(above, 1e9, 1e9);
    run(guard, entry);
    expect(Date.now() - statSync(above).mtimeMs).toBeLessThan(60_000);
  });
});

describe('the script', () => {
  it('is readable by this user only, and does not contain the token', async () => {
    const file = join(above, 'guard.cjs');
    await writeGuard(file, { root, token: 'the-token' });
    if (isPosix) expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(guardScript({ root, token: 'the-token' })).not.toContain('the-token');
  });
});
