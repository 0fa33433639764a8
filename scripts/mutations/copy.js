// @ts-check
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Copies the repository in the working directory to a temporary directory, which is removed at the end of this process.
 *
 * @returns {string} the path of the copy
 */
export function copyRepository() {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'mutations-')));
  process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  });
  for (const file of files.split('\0').filter(Boolean)) cpSync(file, join(copy, file), { recursive: true });
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
  return copy;
}

/**
 * Applies a mutation to a file.
 *
 * @param {string} place
 * @param {import('./mutation.js').Mutation} mutation
 * @returns {() => void} undoes it
 */
export function applyMutation(place, { find, replace }) {
  const original = readFileSync(place, 'utf8');
  writeFileSync(
    place,
    original.replace(find, () => replace),
  );
  return () => writeFileSync(place, original);
}

/**
 * What is wrong with mutations: texts that are not exactly once in their file.
 *
 * @param {readonly (import('./mutation.js').Mutation & { file: string })[]} mutations
 * @returns {readonly string[]}
 */
export function findMisfits(mutations) {
  return mutations.flatMap(({ file, what, find, replace }) => {
    const count = readFileSync(file, 'utf8').split(find).length - 1;
    if (count !== 1) return [`${file}: ${what}: the text to find is there ${count} times`];
    return find === replace ? [`${file}: ${what}: changes nothing`] : [];
  });
}
