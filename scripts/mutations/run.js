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
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { formatPage } from './page.js';
import { groups } from './table.js';

/** @typedef {import('./mutation.js').Mutation & { file: string, tests: readonly string[] }} Task */
/** @typedef {{ kind: 'killed', by: string } | { kind: 'survived' } | { kind: 'invalid', reason: string }} Result */

/** Milliseconds for the tests of one mutation: one that makes code wait without end counts as killed. */
const timeout = 120_000;

const args = process.argv.slice(2);
const isPublishing = args.includes('--publish');
const parts = args.filter((arg) => arg !== '--publish');
const all = groups.flatMap(({ file, tests, mutations }) =>
  mutations.map((mutation) => ({ ...mutation, file, tests })),
);
const tasks = all.filter(({ file }) => parts.length === 0 || parts.some((part) => file.includes(part)));

const problems = tasks.flatMap(({ file, what, find, replace }) => {
  const count = readFileSync(file, 'utf8').split(find).length - 1;
  if (count !== 1) return [`${file}: ${what}: the text to find is there ${count} times`];
  return find === replace ? [`${file}: ${what}: changes nothing`] : [];
});
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(2);
}

const copy = mkdtempSync(join(tmpdir(), 'mutations-'));
try {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  });
  for (const file of files.split('\0').filter(Boolean)) cpSync(file, join(copy, file), { recursive: true });
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));

  const unchanged = runTests([...new Set(tasks.flatMap(({ tests }) => tests))]);
  if (unchanged.kind !== 'survived') {
    console.error('Without a mutation, the tests fail:', unchanged);
    process.exit(2);
  }
  const results = tasks.map((task, index) => {
    const result = runMutation(task);
    const text = result.kind === 'killed' ? `killed by "${result.by}"` : JSON.stringify(result);
    console.log(`${index + 1}/${tasks.length} ${task.file}: ${task.what}: ${text}`);
    return { ...task, result };
  });
  const killed = results.filter(({ result }) => result.kind === 'killed');
  console.log(`${killed.length} of ${results.length} mutations were killed.`);
  for (const { file, what, result } of results)
    if (result.kind !== 'killed') console.log(`NOT KILLED: ${file}: ${what} (${result.kind})`);
  if (isPublishing) writeFileSync('docs/mutations.md', formatPage(results));
  process.exitCode = killed.length === results.length ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

/**
 * @param {Task} task
 * @returns {Result}
 */
function runMutation({ file, find, replace, tests }) {
  const place = join(copy, file);
  const original = readFileSync(place, 'utf8');
  writeFileSync(
    place,
    original.replace(find, () => replace),
  );
  try {
    return runTests(tests);
  } finally {
    writeFileSync(place, original);
  }
}

/**
 * Runs test files of the copy until one test fails.
 *
 * @param {readonly string[]} tests
 * @returns {Result}
 */
function runTests(tests) {
  const report = join(copy, 'report.json');
  rmSync(report, { force: true });
  const vitest = join(copy, 'node_modules', 'vitest', 'vitest.mjs');
  const options = ['--bail', '1', '--reporter', 'json', '--outputFile', report];
  const { error } = spawnSync(process.execPath, [vitest, 'run', '--project', 'unit', ...options, ...tests], {
    cwd: copy,
    encoding: 'utf8',
    timeout,
    killSignal: 'SIGKILL',
  });
  if (error && 'code' in error && error.code === 'ETIMEDOUT')
    return { kind: 'killed', by: 'the time limit of the tests' };
  /** @type {{ success: boolean, testResults: { name: string, message: string, assertionResults: { status: string, fullName: string }[] }[] }} */
  const { success, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  if (success) return { kind: 'survived' };
  const failed = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .find(({ status }) => status === 'failed');
  // A mutation that does not compile says nothing about the tests.
  if (failed === undefined)
    return {
      kind: 'invalid',
      reason: testResults
        .map(({ message }) => message)
        .join(' ')
        .slice(0, 500),
    };
  return { kind: 'killed', by: failed.fullName };
}
