// @ts-check
/**
 * Writes a new version everywhere: package.json, package-lock.json, the changelog (its unreleased entry becomes that of
 * the version, with today's date) and every URL or tag of a release in the documentation. Then run `npm run build`.
 *
 *     node scripts/release/bump.js 1.2.3
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const [version = ''] = process.argv.slice(2);
if (!/^\d+\.\d+\.\d+$/.test(version)) {
  console.error('Usage: node scripts/release/bump.js 1.2.3');
  process.exit(2);
}
/** @type {{ version: string }} */
const { version: old } = JSON.parse(readFileSync('package.json', 'utf8'));
if (old === version) {
  console.error(`Error: The version is ${old} already.`);
  process.exit(1);
}

/** @type {(path: string, ...edits: [RegExp, string][]) => void} */
function edit(path, ...edits) {
  const before = readFileSync(path, 'utf8');
  const after = edits.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), before);
  if (after === before) return;
  writeFileSync(path, after);
  console.log(`${path}: ${old} -> ${version}`);
}

const ofOld = old.replaceAll('.', '\\.');
const ownVersion = /** @type {const} */ ([new RegExp(`"version": "${ofOld}"`), `"version": "${version}"`]);
edit('package.json', [...ownVersion]);
// The file names its own version twice: at the top, and as the package in the root.
edit(
  'package-lock.json',
  [...ownVersion],
  [new RegExp(`("": \\{\\s*"name": "[^"]+",\\s*)"version": "${ofOld}"`), `$1"version": "${version}"`],
);
const today = new Date().toISOString().slice(0, 10);
edit(
  'CHANGELOG.md',
  [/^## \[Unreleased\]\n/m, `## [Unreleased]\n\n## [${version}] - ${today}\n`],
  [new RegExp(`^(\\[${ofOld}\\]: (.+)v${ofOld})$`, 'm'), `[${version}]: $2v${version}\n$1`],
);
const pages = readdirSync('docs').filter((name) => name.endsWith('.md'));
const documents = ['README.md', '.github/ISSUE_TEMPLATE/bug.yml', ...pages.map((name) => `docs/${name}`)];
for (const path of documents) {
  edit(path, [new RegExp(`(?<=ntcli-deploy[/@]|placeholder: )v${ofOld}(?![\\d.])`, 'g'), `v${version}`]);
}
