// @ts-check
/**
 * Reads the files by which a step hands something to the runner, as `EnvFileKeyValuePairs` of the runner does (read in
 * its src/Runner.Worker/FileCommandManager.cs, 2026-11).
 */
import { existsSync, readFileSync } from 'node:fs';

/**
 * The entries of a file: lines `NAME=value`, and blocks from `NAME<<delimiter` to the delimiter.
 *
 * @param {string | undefined} file
 * @returns {Record<string, string>}
 * @throws Error where the runner fails the step
 */
export function readCommandFile(file) {
  const text = file && existsSync(file) ? readFileSync(file, 'utf8') : '';
  const lines = text.split(process.platform === 'win32' ? /\r?\n/ : '\n');
  /** @type {Record<string, string>} */
  const entries = {};
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    if (line === '') continue;
    const [, name = '', sign, rest = ''] = /^(.*?)(=|<<)(.*)$/.exec(line) ?? [];
    if (sign === '=') {
      entries[name] = rest;
      continue;
    }
    if (name === '' || rest === '') throw new Error(`Invalid format '${line}'`);
    const end = lines.indexOf(rest);
    if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${rest}'`);
    entries[name] = lines
      .splice(0, end + 1)
      .slice(0, -1)
      .join('\n');
  }
  return entries;
}
