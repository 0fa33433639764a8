// @ts-check
/**
 * Prints the entry of a release in CHANGELOG.md. Exits with 1 unless the tag, package.json and the newest dated entry of
 * the changelog have the same version.
 *
 *     node scripts/release/notes.js v1.2.3
 */
import { readFileSync } from 'node:fs';

const changelog = readFileSync('CHANGELOG.md', 'utf8');
const [, title = '', date, notes = ''] =
  /^## \[(\d.*?)\](?: - (\d{4}-\d\d-\d\d))?\n([\s\S]*?)(?=^## |^\[|(?![\s\S]))/m.exec(changelog) ?? [];
const versions = {
  'the tag': (process.argv[2] ?? '').replace(/^v/, ''),
  'package.json': String(JSON.parse(readFileSync('package.json', 'utf8')).version),
  'the newest entry of CHANGELOG.md': title,
};

const isOneVersion = new Set(Object.values(versions)).size === 1 && /^\d+\.\d+\.\d+$/.test(title);
if (isOneVersion && date !== undefined && notes.trim() !== '') {
  console.log(notes.trim());
} else {
  const found = Object.entries(versions).map(([place, version]) => `${place}: ${version || 'none'}`);
  console.error(`Error: The versions differ, or the entry has no date or text. ${found.join('; ')}.`);
  process.exitCode = 1;
}
