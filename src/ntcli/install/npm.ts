import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseJson, textField } from '../../api/json.js';
import type { Environment } from '../../lib/env.js';
import { type ExitResult, isSuccess, type RunOptions, runCommand } from '../../lib/exec.js';
import { isInside } from '../../lib/fs.js';
import { retry } from '../../lib/retry.js';
import { stripControlChars } from '../../lib/sanitize.js';
import { createError, type DeployError } from '../../schema/errors.js';
import { ignoredSettings, npmEnvironment } from './npm-config.js';
import {
  describeRefused,
  findPrograms,
  isExecutable,
  shimEnvironment,
  trustedDirectories,
} from './search-path.js';

/** Time limit in milliseconds of one npm command, including retries. */
const npmTimeoutMs = 180_000;

/** npm's error codes (`npm error code <CODE>`) by the catalogue entry that they map to. */
const unavailable = /^(E404|ETARGET|ENOVERSIONS)$/;
const rejected = /^(E401|E403|ENEEDAUTH)$/;
const unexpected = /^(EINTEGRITY|EBADENGINE|EBADPLATFORM)$/;
const unwritable = /^(ENOSPC|EDQUOT|EROFS|EACCES|EPERM|EIO)$/;
/** Transient errors of a connection or server, without refusals. */
const transient =
  /^(E5\d\d|ECONNRESET|ECONNABORTED|ETIMEDOUT|EPIPE|EAI_AGAIN|ERR_SOCKET_TIMEOUT|ERR_STREAM_\w+|Z_BUF_ERROR|TAR_\w+)$/;
/** Milliseconds before the second and third run of npm, before jitter. */
const retryDelays = [1_000, 4_000];

/**
 * The registry could not be reached, or failed: 5xx and rate limits, the network, its certificate, or a page instead of
 * its answer. No code says that other bytes than expected arrived.
 */
const unreachable =
  /^(E5\d\d|E408|E429|ECONN\w+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EPROTO|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT|ERR_STREAM_\w+|ERR_TLS_\w+|ERR_SSL_\w+|\w*CERT\w*|UNABLE_TO_\w+|FETCH_ERROR|EINVALIDPROXY)$/;

/** How npm is started: Node.js with npm's JavaScript file, or a program such as a shim of Volta. */
export interface Npm {
  readonly file: string;
  readonly args: readonly string[];
  /** Variables that a program needs. */
  readonly shim?: Environment;
}

/**
 * Finds npm's JavaScript file, next to the running Node.js or through `npm` on PATH; otherwise an executable `npm` on PATH.
 * Never in the checkout, unless the running Node.js is there too. (On Windows, `npm.cmd` cannot be started without a shell.)
 *
 * @throws DeployError npm-missing, which names what was found and not used
 */
export function findNpm(node: string, job: NodeJS.ProcessEnv, checkout: string): Npm {
  const home = dirname(node);
  const beside = [join(home, '..', 'lib'), home].map((place) =>
    join(place, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  );
  // Only next to an `npm`: another user may be able to create directories next to a directory of PATH.
  const onPath = trustedDirectories(job.PATH ?? '', checkout)
    .filter((place) => ['npm', 'npm.cmd'].some((name) => existsSync(join(place, name))))
    .flatMap((place) => [
      join(place, 'npm'),
      join(place, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
      join(place, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    ]);
  for (const candidate of [...beside, ...onPath]) {
    if (!existsSync(candidate)) continue;
    const cli = realpathSync(candidate);
    const isTrusted = !isInside(cli, checkout) || (beside.includes(candidate) && isInside(node, checkout));
    if (cli.endsWith('npm-cli.js') && isTrusted) return { file: node, args: [cli] };
  }
  const names = process.platform === 'win32' ? ['npm.exe'] : ['npm'];
  const programs = findPrograms(names, job.PATH ?? '', checkout).map((program) =>
    program.ok && !isExecutable(program.path)
      ? { ok: false as const, path: program.path, problem: 'is not executable' }
      : program,
  );
  const usable = programs.find(({ ok }) => ok);
  if (usable) return { file: usable.path, args: [], shim: shimEnvironment(job, checkout) };
  const refused = programs.flatMap((program) => (program.ok ? [] : [program]));
  throw createError('npm-missing', `No npm found.${describeRefused(refused)}`);
}

/** npm's path and version for the debug log; the version is that of the package around npm's JavaScript file. */
export function describeNpm({ file, args: [cli] }: Npm): string {
  if (cli === undefined) return `npm: ${file}`;
  const path = join(dirname(cli), '..', 'package.json');
  const manifest = existsSync(path) ? parseJson(readFileSync(path, 'utf8')) : undefined;
  return `npm ${textField(manifest, 'version') ?? 'of an unknown version'}: ${cli}`;
}

/** One npm command: its options and directories. */
export interface NpmCommand {
  readonly args: readonly string[];
  readonly cwd: string;
  /** A directory for npm's cache and temporary files. */
  readonly tempDir: string;
  /** The environment of the job. npm gets a part of it. */
  readonly job: NodeJS.ProcessEnv;
  /** The user's repository. Its configuration is ignored. */
  readonly checkout: string;
  /** True for a text with a secret that npm must not get. */
  readonly hasOwnSecret: (text: string) => boolean;
}

/**
 * Runs one npm command in our own directory, so that the `.npmrc` of the checkout is ignored, and without the NimbleTools
 * token in its environment. Retries after a connection error: npm itself retries after a 5xx or a timeout, but not after a
 * truncated tarball. Complete downloads are in npm's cache by then.
 *
 * @throws DeployError ntcli-unavailable, npm-credentials, ntcli-unexpected, ntcli-not-written or ntcli-install-failed, by npm's error code
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
  { args, cwd, tempDir, job, checkout, hasOwnSecret }: NpmCommand,
  timeout: number,
  options: RunOptions,
): Promise<{ readonly ending: ExitResult; readonly errorCode: string }> {
  let errorCode = '';
  const ending = await runCommand(
    {
      file: npm.file,
      args: [...npm.args, ...forcedOptions, `--cache=${npmCacheDir(tempDir)}`, ...args],
      cwd,
      env: { ...npmEnvironment({ job, checkout, tempDir, hasOwnSecret }), ...npm.shim },
      timeout,
    },
    {
      ...options,
      onLines(text) {
        errorCode ||= /^npm (?:error|ERR!) code (\w+)/m.exec(stripControlChars(text))?.[1] ?? '';
        // Caused by our own setting.
        options.onLines(text.replace(/^.*Log files were not written.*$/gm, ''));
      },
    },
  );
  return { ending, errorCode };
}

/** npm's cache in the temporary directory. */
export function npmCacheDir(tempDir: string): string {
  return join(tempDir, 'cache');
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
  const isUnreachable = ending.kind === 'timeout' || (ending.kind === 'exit' && unreachable.test(errorCode));
  return createError('ntcli-install-failed', `${how}.`, isUnreachable);
}

/** Settings that the user's npm configuration must not change. */
const forcedOptions = [
  '--ignore-scripts',
  '--global=false',
  '--location=project',
  // Otherwise npm uses a package.json in a parent directory, possibly of another user, as the project root.
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
  // npm's default limits let a job hang silently for minutes; these end within one.
  '--fetch-timeout=30000',
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
];
