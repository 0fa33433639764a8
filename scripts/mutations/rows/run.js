// @ts-check
/**
 * Proves that rows of the fault tables can fail: applies one mutation at a time to a copy of the repository, bundles it, and
 * runs the rows that must fail then. Writes scripts/mutations/rows/proven.json.
 *
 *     npm run mutations:rows               all rows
 *     npm run mutations:rows -- redact npm only claims whose rows or mutation contain one of these texts
 *     npm run mutations:rows -- --missing  only rows that are not proven yet
 *
 * Exits with 1 if a row passes in spite of its mutation, and with 2 if the tables do not fit the sources.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createVitest } from 'vitest/node';
import { applyMutation, copyRepository, findMisfits } from '../copy.js';
import { bundle } from './bundle.js';
import { readClaims } from './mutations.js';

const args = process.argv.slice(2);
const parts = args.filter((arg) => !arg.startsWith('--'));
const claims = readClaims().filter(
  ({ name, rows }) => parts.length === 0 || parts.some((part) => `${name} ${rows.source}`.includes(part)),
);
const misfits = findMisfits(claims.flatMap(({ mutations }) => mutations));
if (misfits.length > 0) {
  console.error(misfits.join('\n'));
  process.exit(2);
}

const table = resolve('scripts/mutations/rows/proven.json');
/** @type {Record<string, string>} */
const proven = JSON.parse(readFileSync(table, 'utf8'));
const copy = copyRepository();
process.chdir(copy);
const vitest = await createVitest('test', {
  root: copy,
  config: false,
  watch: false,
  include: ['test/fault-injection/mutated-rows.ts'],
  isolate: false,
  testTimeout: 300_000,
  // A reporter that prints nothing.
  reporters: [{}],
});
const specifications = await vitest.globTestSpecifications();
const except = new Set(args.includes('--missing') ? Object.keys(proven) : []);

await bundle(copy);
for (const { row, error } of await runRows(new RegExp(claims.map(({ rows }) => rows.source).join('|')))) {
  if (error === undefined) continue;
  console.log(`FAILS WITHOUT A MUTATION: ${row} | ${error}`);
  except.add(row);
}
let failures = 0;
for (const { name, mutations, rows } of claims) {
  const undo = mutations.map((mutation) => applyMutation(join(copy, mutation.file), mutation));
  for (const { file } of mutations) vitest.invalidateFile(join(copy, file));
  try {
    await bundle(copy);
    for (const { row, error } of await runRows(rows)) {
      console.log(`${error === undefined ? 'STILL GREEN' : 'red'}: ${row} | ${name} | ${error ?? ''}`);
      if (error !== undefined) proven[row] = name;
      else {
        failures++;
        if (proven[row] === name) delete proven[row];
      }
    }
  } finally {
    for (const one of undo.reverse()) one();
    for (const { file } of mutations) vitest.invalidateFile(join(copy, file));
  }
  const sorted = Object.entries(proven).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(table, `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`);
}
await vitest.close();
console.log(`${Object.keys(proven).length} rows are proven.`);
process.exit(failures === 0 ? 0 : 1);

/**
 * Runs the rows whose name matches.
 *
 * @param {RegExp} rows
 * @returns {Promise<readonly { row: string, error: string | undefined }[]>}
 */
async function runRows(rows) {
  writeFileSync('rows-to-run.json', JSON.stringify({ pattern: rows.source, except: [...except] }));
  for (const { moduleId } of specifications) vitest.invalidateFile(moduleId);
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  const tests = testModules.flatMap((module) => [...module.children.allTests()]);
  const errors = [...testModules.flatMap((module) => module.errors()), ...unhandledErrors];
  if (errors.length > 0) console.log('ERROR', errors);
  return tests
    .filter((test) => test.result().state !== 'skipped')
    .map((test) => {
      const [error] = test.result().errors ?? [];
      const text = error?.message.split('\n').at(-1)?.slice(0, 200);
      // An error of the system, such as a file that is missing, is a fault of the test.
      const isRed = error?.name === 'AssertionError' || (error?.name === 'Error' && error.code === undefined);
      if (error && !isRed) console.log(`BROKEN: ${test.name} | ${text}`);
      return { row: test.name, error: isRed ? text : undefined };
    });
}
