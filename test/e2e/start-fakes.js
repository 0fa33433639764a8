// @ts-check
/**
 * Starts the fakes in the background for the rest of a CI job, and prints one line `name=value` for each of `domain`,
 * `npm-registry` and `token`, also as outputs of a GitHub step. The registry has one ntcli, `minimalVersion`. Needs only
 * Node.js and npm.
 *
 *     node test/e2e/start-fakes.js [--platform-port 4680] [--npm-port 4681] [--token TEXT]
 *
 * Default: free ports and a random token, which only the fakes accept. The CI system stops the background process at the end
 * of the job; otherwise it exits after 30 minutes.
 */
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withMinimalNtcli } from '../fakes/minimal-ntcli.js';
import { startNpmRegistry } from '../fakes/npm-registry.js';
import { startPlatform } from '../fakes/platform.js';
import { makeToken } from '../fakes/tokens.js';

/** Milliseconds after which the fakes exit. */
const longestLife = 30 * 60_000;

const { values: options } = parseArgs({
  options: {
    'platform-port': { type: 'string', default: '0' },
    'npm-port': { type: 'string', default: '0' },
    token: { type: 'string', default: makeToken() },
  },
});

// The background process has an IPC channel to its parent.
if (process.send) await serve(process.send.bind(process));
else await startInBackground();

/** @param {(message: Record<string, string>) => boolean} tell */
async function serve(tell) {
  setTimeout(() => process.exit(), longestLife);
  try {
    const platform = await startPlatform({}, Number(options['platform-port']));
    platform.tokens.set(options.token, { access: 'full' });
    const registry = await withMinimalNtcli((directory) =>
      startNpmRegistry({ packages: [directory], port: Number(options['npm-port']) }),
    );
    tell({ domain: platform.domain, 'npm-registry': registry.url, token: options.token });
  } catch (error) {
    tell({ error: String(error) });
    process.exit(1);
  }
}

async function startInBackground() {
  // Do not inherit the streams of the step: the runner would wait until they are closed.
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  /** @type {Record<string, string>} */
  const message = await new Promise((resolve) => {
    child.once('message', (sent) => resolve(Object.fromEntries(Object.entries(Object(sent)))));
    child.once('error', (error) => resolve({ error: error.message }));
    child.once('exit', (code) => resolve({ error: `The background process exited with ${code}.` }));
  });
  if (message.error !== undefined) {
    console.error(`Error: the fakes did not start: ${message.error}`);
    process.exit(1);
  }
  child.disconnect();
  child.unref();
  const lines = Object.entries(message).map(([name, value]) => `${name}=${value}\n`);
  process.stdout.write([...lines, `pid=${child.pid}\n`].join(''));
  if (process.env.GITHUB_OUTPUT) appendFileSync(process.env.GITHUB_OUTPUT, lines.join(''));
}
