// @ts-check
/**
 * Publishes a release with the GitHub CLI. Can be run again after any failure: a draft of an earlier run is replaced, and
 * a release that is already published is left as it is. The files are in the draft before it is published, because a
 * published release may be immutable.
 *
 *     node scripts/release/publish.js v1.2.3 notes.md file...
 */
import { execFileSync } from 'node:child_process';
import { basename } from 'node:path';

const [tag = '', notes = '', ...files] = process.argv.slice(2);

/** @param {string[]} args */
const gh = (...args) => execFileSync('gh', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

/** @returns {{ isDraft: boolean, assets: { name: string }[] } | undefined} undefined when there is no such release */
function find() {
  const list = JSON.parse(gh('release', 'list', '--limit', '100', '--json', 'tagName'));
  if (!list.some((/** @type {{ tagName: string }} */ one) => one.tagName === tag)) return undefined;
  return JSON.parse(gh('release', 'view', tag, '--json', 'isDraft,assets'));
}

const found = find();
if (found && !found.isDraft) {
  console.log(`${tag} is already published.`);
} else {
  if (found) {
    console.log('Replacing the draft of an earlier run');
    gh('release', 'delete', tag, '--yes');
  }
  gh('release', 'create', tag, ...files, '--draft', '--verify-tag', '--title', tag, '--notes-file', notes);
  const uploaded = find()?.assets.map(({ name }) => name) ?? [];
  const missing = files.map((file) => basename(file)).filter((name) => !uploaded.includes(name));
  if (missing.length > 0) throw new Error(`The draft has no ${missing.join(', ')}. Run this job again.`);
  gh('release', 'edit', tag, '--draft=false');
  console.log(`Published ${tag}`);
}
