import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'start-up-'));
  // Prints the built-in modules that are loaded when the first line is written.
  writeFileSync(
    join(root, 'report.cjs'),
    `const write = process.stdout.write;
process.stdout.write = function (...args) {
  process.stdout.write = write;
  process.stderr.write(JSON.stringify(process.moduleLoadList));
  return write.apply(process.stdout, args);
};`,
  );
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const slow = ['assert', 'child_process', 'crypto', 'fs/promises', 'http', 'https', 'tls'];

test.each(['main/index.js', 'ntcli-deploy.mjs'])(
  '%s writes its first line before it loads slow modules',
  (file) => {
    const env = {
      PATH: process.env.PATH,
      GITHUB_WORKSPACE: root,
      'INPUT_DRY-RUN': '',
      INPUT_TIMEOUT: 'bad',
      NTCLI_TIMEOUT: 'bad',
    };
    const args = ['--require', join(root, 'report.cjs'), resolve('dist', file)];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8' });
    expect(stdout).toContain('"bad" is invalid');
    const loaded: readonly string[] = JSON.parse(stderr);
    expect(slow.filter((name) => loaded.includes(`NativeModule ${name}`))).toEqual([]);
  },
);

test.each(['.', 'main', 'post'])('the bundles in dist/%s are ASCII, which V8 parses faster', (directory) => {
  const files = readdirSync(join('dist', directory)).filter((name) => /\.m?js$/.test(name));
  const others = files.filter((name) =>
    /[^\0-\x7f]/.test(readFileSync(join('dist', directory, name), 'utf8')),
  );
  expect(others).toEqual([]);
});
