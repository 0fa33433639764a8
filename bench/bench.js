/**
 * `npm run bench [-- ROUNDS]`: compares the action with the snippet that it replaces, against the same local npm registry and
 * platform. Writes results.json and results.svg to this folder. `--imports` measures the imports at startup instead.
 *
 * Packages are downloaded once from the configured npm registry of this machine, before the measurements.
 */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawChart } from './chart.js';
import { measureFilter } from './filter.js';
import { createFixtures } from './fixtures.js';
import { showImports } from './imports.js';
import { rounded } from './results.js';
import { runRounds } from './rounds.js';
import { measureStartUp } from './start-up.js';
import { formatTable } from './table.js';
import { getRatios, judge } from './thresholds.js';

const [argument = '5'] = process.argv.slice(2);
const say = (/** @type {string} */ text) => console.log(text);

// All temporary files are in one directory, which is removed even if the bench is stopped.
const root = realpathSync(mkdtempSync(join(tmpdir(), 'bench-')));
for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = root;
process.on('exit', () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

if (argument === '--imports') await showImports(say);
else if (/^[1-9]\d*$/.test(argument)) await bench(Number(argument));
else {
  console.error('Usage: npm run bench [-- ROUNDS | -- --imports]');
  process.exitCode = 2;
}

/** @param {number} rounds */
async function bench(rounds) {
  const machine = machineFacts();
  const fixtures = await createFixtures(root);
  try {
    const deploys = await runRounds(fixtures, rounds, say);
    say('Start-up');
    const startUp = await measureStartUp(fixtures);
    say('Output filter');
    const filter = await measureFilter(fixtures.token);
    /** @type {import('./results.js').Raw} */
    const results = { machine, rounds, ...deploys, startUp, filter };
    say(`\n${formatTable(results)}`);
    const whole = { ...results, ratios: getRatios(results), thresholds: judge(results) };
    writeFileSync(new URL('results.json', import.meta.url), `${JSON.stringify(whole, null, 2)}\n`);
    writeFileSync(new URL('results.svg', import.meta.url), drawChart(results));
  } finally {
    await fixtures.close();
  }
}

function machineFacts() {
  const all = cpus();
  return {
    cpu: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    load: rounded(loadavg()[0] ?? 0),
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    date: new Date().toISOString().slice(0, 10),
  };
}
