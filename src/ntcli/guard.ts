import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';

/** What every ntcli process of a session must not do. */
export interface Guard {
  /** The directory that holds all modules of ntcli, without symlinks; absent: modules may come from anywhere. */
  readonly root?: string;
  /** The token of the session, if ntcli takes it from NTCLI_TOKEN. */
  readonly token?: string;
}

/**
 * Writes the script that Node.js runs before ntcli (`--require`), mode 0600, to the directory of the run.
 *
 * - Node.js searches for a missing package in the `node_modules` of every parent directory, in which another user may put
 *   one at any time. The script rejects modules outside the installed tree as if they did not exist.
 * - A later step may use the ntcli of an earlier session after NTCLI_TOKEN has changed. The script ends such a process
 *   before it sends the token to the platform of the session.
 * - It updates the time of the directory, at its start and every hour: a directory in use is not abandoned.
 */
export async function writeGuard(file: string, guard: Guard): Promise<void> {
  await writeFile(file, guardScript(guard), { mode: 0o600 });
}

/** The source of the script, in CommonJS for Node.js 20 and newer. */
export function guardScript({ root, token }: Guard): string {
  const boundary = root === undefined ? '' : boundaryScript(root);
  const binding = token === undefined ? '' : bindingScript(token);
  return `'use strict';\n${heartbeatScript}${binding}${boundary}`;
}

const heartbeatScript = `const { utimesSync } = require('node:fs');
const touch = () => {
  try {
    utimesSync(__dirname, new Date(), new Date());
  } catch {}
};
touch();
setInterval(touch, 3_600_000).unref();
`;

/** The token itself is not written to the disk. */
function bindingScript(token: string): string {
  const digest = createHash('sha256').update(token).digest('hex');
  return `const token = (process.env.NTCLI_TOKEN ?? '').trim();
if (token !== '' && require('node:crypto').createHash('sha256').update(token).digest('hex') !== '${digest}') {
  console.error('Error: this ntcli is signed in with another token than NTCLI_TOKEN. Use the ntcli of the step that exported that token.');
  process.exit(3);
}
`;
}

/**
 * Node.js 22.15, 23.5 and newer have synchronous hooks for `import` and `require`; older versions have hooks for `import`
 * in a thread, and none for `require`. https://nodejs.org/api/module.html#customization-hooks
 */
function boundaryScript(root: string): string {
  const check = `const { fileURLToPath } = require('node:url');
const { isAbsolute, sep } = require('node:path');
const fold = (path) => (sep === '\\\\' ? path.toLowerCase() : path);
const inside = fold(${JSON.stringify(root)} + sep);
const check = (specifier, place, code) => {
  const path = place.startsWith('file:') ? fileURLToPath(place) : place;
  if (!isAbsolute(path) || fold(path).startsWith(inside)) return;
  throw Object.assign(new Error("Cannot find module '" + specifier + "' in the installed ntcli"), { code });
};
`;
  const hooks = `import { createRequire } from 'node:module';
const require = createRequire(${JSON.stringify(root)} + '/x');
${check}export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  check(specifier, found.url, 'ERR_MODULE_NOT_FOUND');
  return found;
}
`;
  return `const Module = require('node:module');
${check}if (Module.registerHooks) {
  Module.registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      check(specifier, found.url, context.conditions.includes('require') ? 'MODULE_NOT_FOUND' : 'ERR_MODULE_NOT_FOUND');
      return found;
    },
  });
} else {
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function (specifier, ...rest) {
    const found = resolve.call(this, specifier, ...rest);
    check(specifier, found, 'MODULE_NOT_FOUND');
    return found;
  };
  Module.register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hooks)}));
}
`;
}
