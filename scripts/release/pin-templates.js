// @ts-check
/**
 * Writes the checksum of each GitLab template into the documentation, as `integrity` of every `include: remote`. Part of
 * a release, after `npm run build`: readers of the documentation include the template of the tag.
 *
 *     node scripts/release/pin-templates.js [--check]
 *
 * With --check nothing is written, and a checksum that differs is an error.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const isCheck = process.argv.includes('--check');
const pages = ['README.md', ...readdirSync('docs').map((name) => `docs/${name}`)];
const remotes = /^( *)- remote: (\S+\/templates\/(\w+)\.yml)\n(?: *integrity: \S+\n)?/gm;

for (const page of pages.filter((name) => name.endsWith('.md'))) {
  const before = readFileSync(page, 'utf8');
  const after = before.replace(remotes, (_, indent, url, name) => {
    const hash = createHash('sha256')
      .update(readFileSync(`templates/${name}.yml`))
      .digest('base64');
    return `${indent}- remote: ${url}\n${indent}  integrity: sha256-${hash}\n`;
  });
  if (after === before) continue;
  if (isCheck) {
    console.error(
      `Error: ${page} does not have the checksums of this release. Run scripts/release/pin-templates.js.`,
    );
    process.exitCode = 1;
  } else {
    writeFileSync(page, after);
    console.log(`${page}: pinned`);
  }
}
