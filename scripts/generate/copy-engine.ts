import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { engineFile } from './engine.js';

// The engine is one file, so the licenses of what is bundled in it are in it as well, after the code.
const licenses = readFileSync('build/engine/licenses.txt', 'utf8').replaceAll('*/', '* /').trim();
const code = readFileSync('build/engine/index.js', 'utf8').trimEnd();
writeFileSync(
  engineFile,
  `${code}\n\n/*!\nLicenses of the packages that are bundled in this file:\n\n${licenses}\n*/\n`,
);
// The ending .mjs makes it a module wherever it is put, without a package.json beside it.
chmodSync(engineFile, 0o755);
