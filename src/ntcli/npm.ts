import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { npmEnvironment } from '../process/environment.js';
import { run, succeeded, type Watch } from '../process/run.js';
import { failed } from '../spec/failures.js';
import { isInside } from './files.js';

/** Milliseconds that one npm command may take. */
const npmTimeout = 180_000;

/** npm's words that lead to a failure of the catalogue: its error codes, as `npm error code <CODE>` names them. */
const unavailable = /^(E404|ETARGET|E401|E403|ENOVERSIONS)$/;
const unexpected = /^(EINTEGRITY|EBADENGINE|EBADPLATFORM)$/;

/** npm, as a JavaScript file to run with Node.js. */
export interface Npm {
  readonly cli: string;
  readonly node: string;
}

/**
 * Finds npm's own JavaScript file: beside the running Node.js, else behind the `npm` on PATH. Never in the checkout.
 * A file is needed because `npm.cmd` cannot be started without a shell on Windows.
 *
 * @throws Failed npm-missing
 */
export function findNpm(node: string, path: string, checkout: string): Npm {
  const home = dirname(node);
  const beside = [join(home, '..', 'lib'), home].map((place) =>
    join(place, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  );
  const onPath = path
    .split(delimiter)
    .filter((place) => isAbsolute(place) && !isInside(place, checkout))
    .flatMap((place) => [
      join(place, 'npm'),
      join(place, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
      join(place, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    ]);
  for (const candidate of [...beside, ...onPath]) {
    if (!existsSync(candidate)) continue;
    const cli = realpathSync(candidate);
    if (cli.endsWith('npm-cli.js') && !isInside(cli, checkout)) return { cli, node };
  }
  throw failed('npm-missing', 'No npm was found.');
}

/**
 * Runs one npm command in a directory of ours, so that no `.npmrc` of the checkout counts, and with an environment
 * that holds no token of NimbleTools.
 *
 * @param args the command and its own options
 * @param place `scratch` is a directory for npm's cache and temporary files
 * @throws Failed ntcli-unavailable, ntcli-unexpected or ntcli-install-failed, by npm's error code
 */
export async function runNpm(
  npm: Npm,
  args: readonly string[],
  place: { readonly cwd: string; readonly scratch: string; readonly job: NodeJS.ProcessEnv },
  watch: Watch,
): Promise<void> {
  let errorCode = '';
  const ending = await run(
    {
      file: npm.node,
      args: [npm.cli, ...args, ...settings, `--cache=${join(place.scratch, 'cache')}`],
      cwd: place.cwd,
      env: npmEnvironment(place.job, place.scratch),
      timeout: npmTimeout,
    },
    {
      ...watch,
      onLine(line) {
        errorCode ||= /^npm (?:error|ERR!) code (\w+)/.exec(line)?.[1] ?? '';
        // The consequence of a setting of ours, and no news.
        if (!line.includes('Log files were not written')) watch.onLine(line);
      },
    },
  );
  if (succeeded(ending)) return;
  if (unavailable.test(errorCode)) throw failed('ntcli-unavailable', `npm answered ${errorCode}.`);
  if (unexpected.test(errorCode)) throw failed('ntcli-unexpected', `npm answered ${errorCode}.`);
  const how = {
    exit: `npm failed${errorCode && ` with ${errorCode}`}`,
    signal: 'npm was killed',
    timeout: `npm did not finish in ${npmTimeout / 1000} s`,
    cancel: 'npm was stopped',
    'not-started': 'npm could not be started',
  }[ending.how];
  throw failed('ntcli-install-failed', `${how}.`);
}

/** Settings that a user's npm configuration must not change for this install. */
const settings = [
  '--ignore-scripts',
  '--global=false',
  '--location=project',
  '--dry-run=false',
  '--omit=dev',
  '--install-strategy=hoisted',
  '--bin-links=false',
  '--audit=false',
  '--fund=false',
  '--update-notifier=false',
  '--loglevel=error',
  '--logs-max=0',
  // npm's own bounds let a job hang in silence for minutes; these end within one.
  '--fetch-timeout=30000',
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
];
