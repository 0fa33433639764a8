import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { type ExitResult, isSuccess, type RunOptions, runCommand } from '../../lib/exec.js';
import { isInside } from '../../lib/fs.js';
import { retry } from '../../lib/retry.js';
import { stripControlChars } from '../../lib/sanitize.js';
import { createError, type DeployError } from '../../schema/errors.js';
import { ignoredSettings, npmEnvironment } from './npm-config.js';

/** Milliseconds that one npm command may take, with all its repetitions. */
const npmTimeoutMs = 180_000;

/** npm's words that lead to a failure of the catalogue: its error codes, as `npm error code <CODE>` names them. */
const unavailable = /^(E404|ETARGET|ENOVERSIONS)$/;
const rejected = /^(E401|E403|ENEEDAUTH)$/;
const unexpected = /^(EINTEGRITY|EBADENGINE|EBADPLATFORM)$/;
const unwritable = /^(ENOSPC|EDQUOT|EROFS|EACCES|EPERM|EIO)$/;
/** Faults of a connection or a server that may be gone in a moment. A refusal is none of them. */
const transient =
  /^(E5\d\d|ECONNRESET|ECONNABORTED|ETIMEDOUT|EPIPE|EAI_AGAIN|ERR_SOCKET_TIMEOUT|ERR_STREAM_\w+|Z_BUF_ERROR|TAR_\w+)$/;
/** Milliseconds to wait before the second and the third run of npm, before jitter. */
const retryDelays = [1_000, 4_000];

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
  throw createError('npm-missing', 'No npm found.');
}

/** One npm command: its own options, and where it works. */
export interface NpmCommand {
  readonly args: readonly string[];
  readonly cwd: string;
  /** A directory for npm's cache and temporary files. */
  readonly tempDir: string;
  /** The environment of the job, of which npm gets a part. */
  readonly job: NodeJS.ProcessEnv;
  /** The user's repository, whose configuration does not count. */
  readonly checkout: string;
}

/**
 * Runs one npm command in a directory of ours, so that no `.npmrc` of the checkout counts, and with an environment
 * that holds no token of NimbleTools. After a fault of the connection it is run again: npm itself asks again after a
 * 5xx or a silence, but not for a tarball that broke off half-way. What has arrived by then is in npm's cache.
 *
 * @throws Failed ntcli-unavailable, npm-credentials, ntcli-unexpected, ntcli-not-written or ntcli-install-failed, by npm's error code
 */
export async function runNpm(npm: Npm, command: NpmCommand, options: RunOptions): Promise<void> {
  const deadline = performance.now() + npmTimeoutMs;
  let lastErrorCode = '';
  const { ending } = await retry(
    async () => {
      const attempt = await runOnce(npm, command, Math.max(1, deadline - performance.now()), options);
      // An attempt that the time limit cuts short names no code, but the one before it may have.
      lastErrorCode = attempt.errorCode || lastErrorCode;
      return attempt;
    },
    {
      delays: retryDelays,
      deadline,
      signal: options.signal,
      shouldRetry: (last) => last.ending.kind === 'exit' && transient.test(last.errorCode),
    },
  );
  if (isSuccess(ending)) return;
  const ignored = ignoredSettings(command.job);
  if (ignored.length > 0) options.debug(`npm settings that were not passed on: ${ignored.join(', ')}`);
  throw toInstallError(ending, lastErrorCode);
}

async function runOnce(
  npm: Npm,
  { args, cwd, tempDir, job, checkout }: NpmCommand,
  timeout: number,
  options: RunOptions,
): Promise<{ readonly ending: ExitResult; readonly errorCode: string }> {
  let errorCode = '';
  const ending = await runCommand(
    {
      file: npm.node,
      args: [npm.cli, ...forcedOptions, `--cache=${npmCacheDir(tempDir)}`, ...args],
      cwd,
      env: npmEnvironment({ job, checkout, tempDir, redact: options.redact }),
      timeout,
    },
    {
      ...options,
      onLine(line) {
        errorCode ||= /^npm (?:error|ERR!) code (\w+)/.exec(stripControlChars(line))?.[1] ?? '';
        // The consequence of a setting of ours, and no news.
        if (!line.includes('Log files were not written')) options.onLine(line);
      },
    },
  );
  return { ending, errorCode };
}

/** npm's cache below a scratch directory. */
export function npmCacheDir(scratch: string): string {
  return join(scratch, 'cache');
}

function toInstallError(ending: ExitResult, errorCode: string): DeployError {
  if (rejected.test(errorCode)) return createError('npm-credentials', `npm failed with ${errorCode}.`);
  if (unavailable.test(errorCode)) return createError('ntcli-unavailable', `npm failed with ${errorCode}.`);
  if (unexpected.test(errorCode)) return createError('ntcli-unexpected', `npm failed with ${errorCode}.`);
  if (unwritable.test(errorCode)) return createError('ntcli-not-written', `npm failed with ${errorCode}.`);
  const how = {
    exit: `npm failed${errorCode && ` with ${errorCode}`}`,
    signal: 'npm was killed',
    timeout: `npm did not finish in ${npmTimeoutMs / 1000} s${errorCode && `; its last error was ${errorCode}`}`,
    cancel: 'npm was stopped',
    'not-started': 'npm could not be started',
  }[ending.kind];
  return createError('ntcli-install-failed', `${how}.`);
}

/** Settings that a user's npm configuration must not change for this install. */
const forcedOptions = [
  '--ignore-scripts',
  '--global=false',
  '--location=project',
  // Else npm takes a package.json above, which another user may have put there, for the root of our project.
  '--workspaces=false',
  '--dry-run=false',
  '--save',
  '--package-lock',
  '--package-lock-only=false',
  '--lockfile-version=3',
  '--offline=false',
  // The error code is found by this word.
  '--heading=npm',
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
