// @ts-check
/**
 * The packages of the cache rounds: an ntcli that verifies its own files first, and a fake npm that installs it file by file
 * like npm, but without the 1.5 s that npm takes to start. (Other tests run the real npm.)
 */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const version = '1.0.0';
const name = '@nimbletools/ntcli';

/** Enough files that a kill interrupts the install. */
const fileCount = 30;
const textOf = (/** @type {number} */ index) => `// ${index}\n${'// '.padEnd(79, 'x')}\n`.repeat(50);

/** Fails if one of its files is incomplete, and accepts everything else. */
const selfCheck = `
import { readFileSync } from 'node:fs';
const textOf = ${textOf};
for (let index = 0; index < ${fileCount}; index++) {
  const text = readFileSync(new URL('../lib/' + index + '.js', import.meta.url), 'utf8');
  if (text !== textOf(index)) {
    console.error('This copy of ntcli is broken: lib/' + index + '.js');
    process.exit(70);
  }
}
`;

/** The files of the package by path; the manifest is first, so that an incomplete package looks complete. */
function files() {
  const manifest = { name, version, type: 'module', bin: { ntcli: 'bin/ntcli.js' } };
  return [
    ['package.json', JSON.stringify(manifest)],
    ['bin/ntcli.js', selfCheck],
    ...Array.from({ length: fileCount }, (_, index) => [`lib/${index}.js`, textOf(index)]),
  ];
}

/** Where the package is in an install directory. */
export const packagePlace = join('node_modules', ...name.split('/'));

/**
 * Creates a directory for PATH with this npm.
 *
 * @param {string} home an empty directory
 * @returns {string}
 */
export function makeNpm(home) {
  const bin = join(home, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(
    join(home, 'npm-cli.js'),
    `
const { mkdirSync, writeFileSync, openSync, writeSync, closeSync } = require('node:fs');
const { dirname, join } = require('node:path');
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
(async () => {
  for (const [path, text] of ${JSON.stringify(files())}) {
    const file = join(process.cwd(), ${JSON.stringify(packagePlace)}, path);
    mkdirSync(dirname(file), { recursive: true });
    const open = openSync(file, 'w');
    writeSync(open, text.slice(0, text.length / 2));
    if (Math.random() < 0.3) await pause(Math.random() * 10);
    writeSync(open, text.slice(text.length / 2));
    closeSync(open);
  }
  const packages = { [${JSON.stringify(`node_modules/${name}`)}]: { version: ${JSON.stringify(version)} } };
  writeFileSync(join(process.cwd(), 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));
})();
`,
  );
  symlinkSync(join(home, 'npm-cli.js'), join(bin, 'npm'));
  return bin;
}
