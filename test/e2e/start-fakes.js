// @ts-check
/**
 * Starts the stand-ins for the rest of a CI job, in the background, and says where they are: one line `name=value` for
 * each of `domain`, `npm-registry` and `token`, in the log and as outputs of a GitHub step. The registry has one ntcli,
 * `quickVersion`. Needs Node.js and npm only.
 *
 *     node test/e2e/start-fakes.js [--platform-port 4680] [--npm-port 4681] [--token TEXT]
 *
 * Without a port any free one is taken; without a token one is made up. Either opens nothing anywhere else. The system
 * ends the background process with the job; left alone, it ends by itself.
 */
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withQuickNtcli } from '../fakes/minimal-ntcli.js';
import { startNpmRegistry } from '../fakes/npm-registry.js';
import { startPlatform } from '../fakes/platform.js';
import { makeToken } from '../fakes/tokens.js';

/** Milliseconds after which nobody can still need the stand-ins. */
const longestLife = 30 * 60_000;

const { values: options } = parseArgs({
  options: {
    'platform-port': { type: 'string', default: '0' },
    'npm-port': { type: 'string', default: '0' },
    token: { type: 'string', default: makeToken() },
  },
});

// The process in the background has a channel to the one that started it.
if (process.send) await serve(process.send.bind(process));
else await startInBackground();

/** @param {(message: Record<string, string>) => boolean} tell */
async function serve(tell) {
  setTimeout(() => process.exit(), longestLife);
  try {
    const platform = await startPlatform({}, Number(options['platform-port']));
    platform.tokens.set(options.token, { access: 'full' });
    const registry = await withQuickNtcli((directory) =>
      startNpmRegistry({ packages: [directory], port: Number(options['npm-port']) }),
    );
    tell({ domain: platform.domain, 'npm-registry': registry.url, token: options.token });
  } catch (error) {
    tell({ error: String(error) });
    process.exit(1);
  }
}

async function startInBackground() {
  // The streams of a step must not be inherited: the runner would wait until they are closed.
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  /** @type {Record<string, string>} */
  const told = await new Promise((resolve) => {
    child.once('message', (message) => resolve(Object.fromEntries(Object.entries(Object(message)))));
    child.once('error', (error) => resolve({ error: error.message }));
    child.once('exit', (code) => resolve({ error: `The process in the background ended with ${code}.` }));
  });
  if (told.error !== undefined) {
    console.error(`Error: the stand-ins did not start: ${told.error}`);
    process.exit(1);
  }
  child.disconnect();
  child.unref();
  const lines = Object.entries(told).map(([name, value]) => `${name}=${value}\n`);
  process.stdout.write([...lines, `pid=${child.pid}\n`].join(''));
  if (process.env.GITHUB_OUTPUT) appendFileSync(process.env.GITHUB_OUTPUT, lines.join(''));
}
