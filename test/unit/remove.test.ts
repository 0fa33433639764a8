import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { remove } from '../../src/lib/fs-retry.js';

it('a removal ends within seconds while a process keeps writing deep below', async () => {
  const root = mkdtempSync(join(tmpdir(), 'remove-'));
  const deep = join(root, ...'abcdefgh');
  mkdirSync(deep, { recursive: true });
  const writes = `const { mkdirSync, writeFileSync } = require('fs');
    for (let n = 0; ; n++) try { mkdirSync(${JSON.stringify(deep)}, { recursive: true });
      writeFileSync(${JSON.stringify(deep)} + '/' + n, ''); if (n === 5) console.log('busy'); } catch {}`;
  const child = spawn(process.execPath, ['-e', writes]);
  try {
    await new Promise((done) => child.stdout.once('data', done));
    const started = performance.now();
    await remove(root).catch(() => {});
    expect(performance.now() - started).toBeLessThan(6_000);
  } finally {
    child.kill('SIGKILL');
    await new Promise((done) => child.once('close', done));
    await remove(root);
    expect(existsSync(root)).toBe(false);
    rmSync(root, { recursive: true, force: true });
  }
});
