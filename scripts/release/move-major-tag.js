// @ts-check
/**
 * Moves the tag of the major version, such as v1, to the commit of a published release. A fix of an older release leaves
 * the tag alone. Can be run again at any time.
 *
 *     node scripts/release/move-major-tag.js v1.2.3 OWNER/NAME
 */
import { execFileSync } from 'node:child_process';

const [tag = '', repository = ''] = process.argv.slice(2);
const major = tag.split('.')[0] ?? '';

/** @type {(command: string, ...args: string[]) => string} */
const run = (command, ...args) =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();

/** @type {{ tagName: string, isDraft: boolean }[]} */
const releases = JSON.parse(run('gh', 'release', 'list', '--limit', '100', '--json', 'tagName,isDraft'));
const published = releases.filter(({ isDraft }) => !isDraft).map(({ tagName }) => tagName);
const newest = published
  .filter((name) => name.startsWith(`${major}.`) && /^v\d+\.\d+\.\d+$/.test(name))
  .sort((a, b) => compare(parse(a), parse(b)))
  .at(-1);

if (newest !== tag) {
  console.log(newest ? `${major} stays at ${newest}.` : `${tag} is not published.`);
  process.exitCode = newest ? 0 : 1;
} else {
  const sha = run('git', 'rev-list', '-n', '1', `refs/tags/${tag}`);
  const refs = `repos/${repository}/git/refs`;
  /** @type {{ ref: string }[]} */
  const existing = JSON.parse(run('gh', 'api', `repos/${repository}/git/matching-refs/tags/${major}`));
  const fields = ['--raw-field', `sha=${sha}`, '--silent'];
  if (existing.some(({ ref }) => ref === `refs/tags/${major}`)) {
    run('gh', 'api', '--method', 'PATCH', `${refs}/tags/${major}`, ...fields, '--field', 'force=true');
  } else {
    run('gh', 'api', '--method', 'POST', refs, ...fields, '--raw-field', `ref=refs/tags/${major}`);
  }
  console.log(`${major} is ${tag} now.`);
}

/** @param {string} name */
function parse(name) {
  return name.slice(1).split('.').map(Number);
}

/** @type {(a: number[], b: number[]) => number} */
function compare(a, b) {
  const index = a.findIndex((part, at) => part !== b[at]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}
