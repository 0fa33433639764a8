// @ts-check
/**
 * Prints what CHANGELOG.md says of a release. Ends with 1 unless the tag, package.json, src/schema/constants.ts and the
 * newest entry of the changelog agree on the version.
 *
 *     node scripts/release-notes.js v1.0.0
 */
import { readFileSync } from 'node:fs';

/** @param {string} path */
const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

const [, title = '', date, notes = ''] =
  /^## \[(.+?)\](?: - (\d{4}-\d\d-\d\d))?\n([\s\S]*?)(?=^## |^\[|(?![\s\S]))/m.exec(read('CHANGELOG.md')) ??
  [];
const versions = {
  'the tag': (process.argv[2] ?? '').replace(/^v/, ''),
  'package.json': String(JSON.parse(read('package.json')).version),
  'src/schema/constants.ts': /^ {2}version: '(.+)',$/m.exec(read('src/schema/constants.ts'))?.[1] ?? '',
  'the newest entry of CHANGELOG.md': title,
};

const isOneVersion = new Set(Object.values(versions)).size === 1 && /^\d+\.\d+\.\d+$/.test(title);
if (isOneVersion && date !== undefined && notes.trim() !== '') {
  console.log(notes.trim());
} else {
  const said = Object.entries(versions).map(([place, version]) => `${place}: ${version || 'nothing'}`);
  console.error(`Error: not one version, or the entry has no date or text. ${said.join('; ')}.`);
  process.exitCode = 1;
}
