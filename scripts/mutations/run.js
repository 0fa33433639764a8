// @ts-check
/**
 * Checks the tests of the security code: applies one hand-picked mutation at a time to a copy of the repository, and runs
 * the tests that must fail then. Changes nothing here, but with `--publish` docs/mutations.md.
 *
 *     npm run mutations                    all of them
 *     npm run mutations -- redact sanitize only files whose path contains one of these texts
 *     npm run mutations -- --publish       all of them, and writes docs/mutations.md
 *
 * Exits with 1 if a mutation survives, and with 2 if the table does not fit the sources.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createVitest } from 'vitest/node';
import { applyMutation, copyRepository, findMisfits } from './copy.js';
import { formatPage } from './page.js';
import { groups } from './table.js';

/** @typedef {import('./mutation.js').Mutation & { file: string, tests: readonly string[] }} Task */
/** @typedef {{ kind: 'killed', by: string } | { kind: 'survived' } | { kind: 'invalid', reason: string }} Result */

/** Milliseconds for the tests of one mutation: one that makes code wait without end counts as killed. */
const timeout = 180_000;

const repository = process.cwd();
const args = process.argv.slice(2);
const isPublishing = args.includes('--publish');
const parts = args.filter((arg) => arg !== '--publish');
const all = groups.flatMap(({ file, tests, mutations }) =>
  mutations.map((mutation) => ({ ...mutation, file, tests })),
);
const tasks = all.filter(({ file }) => parts.length === 0 || parts.some((part) => file.includes(part)));

const problems = findMisfits(tasks);
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(2);
}

const copy = copyRepository();
process.chdir(copy);

/** One instance for all mutations: its start takes longer than the tests of most of them. */
let vitest = await startVitest();

const unchanged = await runTests([...new Set(tasks.flatMap(({ tests }) => tests))]);
if (unchanged.kind !== 'survived') {
  console.error('Without a mutation, the tests fail:', unchanged);
  process.exit(2);
}
const results = [];
for (const task of tasks) {
  const result = await runMutation(task);
  const text = result.kind === 'killed' ? `killed by "${result.by}"` : JSON.stringify(result);
  results.push({ ...task, result });
  console.log(`${results.length}/${tasks.length} ${task.file}: ${task.what}: ${text}`);
}
await vitest.close();
const killed = results.filter(({ result }) => result.kind === 'killed');
console.log(`${killed.length} of ${results.length} mutations were killed.`);
for (const { file, what, result } of results)
  if (result.kind !== 'killed') console.log(`NOT KILLED: ${file}: ${what} (${result.kind})`);
if (isPublishing) writeFileSync(join(repository, 'docs', 'mutations.md'), formatPage(results));
process.exit(killed.length === results.length ? 0 : 1);

function startVitest() {
  return createVitest('test', {
    root: copy,
    watch: false,
    project: ['unit'],
    bail: 1,
    // Tests of speed say nothing about a protection, and fail on a busy machine.
    testNamePattern: '^(?!.*\\btakes (linear )?time\\b)',
    // A reporter that prints nothing.
    reporters: [{}],
  });
}

/**
 * @param {Task} task
 * @returns {Promise<Result>}
 */
async function runMutation({ file, tests, ...mutation }) {
  const place = join(copy, file);
  const undo = applyMutation(place, mutation);
  vitest.invalidateFile(place);
  try {
    return await runTests(tests);
  } finally {
    undo();
    vitest.invalidateFile(place);
  }
}

/**
 * Runs test files of the copy until one test fails.
 *
 * @param {readonly string[]} tests
 * @returns {Promise<Result>}
 */
async function runTests(tests) {
  const specifications = await vitest.globTestSpecifications([...tests]);
  if (specifications.length !== tests.length) return { kind: 'invalid', reason: 'a test file is missing' };
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  /** @type {Promise<undefined>} */
  const late = new Promise((done) => {
    timer = setTimeout(() => done(undefined), timeout);
  });
  /** @type {import('vitest/node').TestRunResult | undefined} */
  const run = await Promise.race([vitest.runTestSpecifications(specifications), late]);
  clearTimeout(timer);
  if (run === undefined) {
    await vitest.close();
    vitest = await startVitest();
    return { kind: 'killed', by: 'the time limit of the tests' };
  }
  const { unhandledErrors } = run;
  // It also returns the modules of earlier runs.
  const ids = specifications.map(({ moduleId }) => moduleId);
  const testModules = run.testModules.filter(({ moduleId }) => ids.includes(moduleId));
  const failed = testModules.flatMap((module) => [...module.children.allTests('failed')])[0];
  if (failed) return { kind: 'killed', by: failed.fullName };
  // A mutation that does not compile says nothing about the tests.
  const errors = [...testModules.flatMap((module) => module.errors()), ...unhandledErrors];
  const isPassed = testModules.every((module) => module.state() === 'passed' || module.state() === 'skipped');
  if (errors.length > 0 || !isPassed)
    return {
      kind: 'invalid',
      reason: errors
        .map((error) => `${error instanceof Object && 'message' in error ? error.message : error}`)
        .join(' ')
        .slice(0, 500),
    };
  return { kind: 'survived' };
}
