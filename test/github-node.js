// @ts-check
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// On Windows, `bin/node` of the package is a text file.
const name = process.platform === 'win32' ? 'node.exe' : 'node';
const fromNpm = fileURLToPath(new URL(`../node_modules/node/bin/${name}`, import.meta.url));
if (!existsSync(fromNpm) && Number.parseInt(process.versions.node, 10) < 24) {
  throw new Error(`${fromNpm} is missing: npm did not run the install script of the package "node".`);
}

/** GitHub's runtime: from the `node` package of npm, or the Node.js of this machine, if it is new enough (macOS). */
export const githubNode = existsSync(fromNpm) ? fromNpm : process.execPath;
