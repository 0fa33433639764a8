/**
 * Runs the fault tables in full and writes the results to docs/attack-tests.md and docs/reliability.md. Nothing is
 * written if a row fails.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { numbersOf, publications, replaceBetween, tablesOf } from './published.js';

const place = mkdtempSync(join(tmpdir(), 'faults-'));
const record = join(place, 'runs.jsonl');
try {
  writeFileSync(record, '');
  const tests = ['attacks.nightly', 'faults.nightly', 'child-output'].map(
    (name) => `test/fault-injection/${name}.test.ts`,
  );
  // One file after another, because memory and durations are measured.
  const { status } = spawnSync(
    process.execPath,
    [resolve('node_modules/vitest/vitest.mjs'), 'run', '--mode', 'all', '--no-file-parallelism', ...tests],
    {
      stdio: 'inherit',
      env: { ...process.env, FAULTS_RECORD: record, FUZZ_LINES: process.env.FUZZ_LINES ?? '1000000' },
    },
  );
  if (status !== 0) throw new Error('A row failed; nothing was published.');
  /** @type {(import('./published.js').Run | { fuzzed: number })[]} */
  const lines = readFileSync(record, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  // Rows run in parallel and end in any order.
  const runs = lines
    .flatMap((line) => ('area' in line ? line : []))
    .sort((a, b) => (a.place ?? 0) - (b.place ?? 0));
  const fuzzed = lines.reduce((sum, line) => sum + ('fuzzed' in line ? line.fuzzed : 0), 0);
  for (const { file, areas } of publications) {
    const own = runs.filter(({ area }) => areas.includes(area));
    const numbers = numbersOf(own, areas.includes('Child output') ? fuzzed : 0);
    const text = replaceBetween(readFileSync(file, 'utf8'), 'numbers', numbers);
    writeFileSync(file, replaceBetween(text, 'faults', tablesOf(areas, own)));
  }
} finally {
  rmSync(place, { recursive: true, force: true });
}
