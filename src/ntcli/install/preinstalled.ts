import { closeSync, existsSync, openSync, realpathSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import nodePath, { dirname, join, type PlatformPath } from 'node:path';
import { childEnvironment, homeEnvironment, tempEnvironment } from '../../lib/env.js';
import { isSuccess, type RunOptions, runCommand } from '../../lib/exec.js';
import { isInside, readAtMost } from '../../lib/fs.js';
import { remove } from '../../lib/fs-retry.js';
import { stripControlChars } from '../../lib/sanitize.js';
import { WRAPPER_MARK } from '../../schema/constants.js';
import { createError } from '../../schema/errors.js';
import { type Ntcli, readNtcliPackage } from './package.js';
import { describeRefused, findPrograms, isExecutable, shimEnvironment } from './search-path.js';
import { isExact } from './source.js';

/** Where and with what an `ntcli` on PATH is examined. */
export interface Machine {
  /** The environment of the job. */
  readonly job: NodeJS.ProcessEnv;
  /** The user's repository. Nothing in it is executed. */
  readonly checkout: string;
  /** Directory of this run. */
  readonly runDir: string;
}

type Examined =
  | { readonly ok: true; readonly ntcli: Ntcli }
  | { readonly ok: false; readonly problem: string };

/** Time limit in milliseconds of `ntcli --version`. */
const versionTimeout = 30_000;
/** Bytes that are read of a file that may be a script. */
const MAX_SCRIPT_BYTES = 65_536;

/**
 * Finds the `ntcli` on PATH: the file of an ntcli package, or a program that starts one, such as a wrapper script or a
 * shim of a version manager.
 *
 * @throws DeployError ntcli-not-preinstalled, which names what was found and not used
 */
export async function findPreinstalled(machine: Machine, options: RunOptions): Promise<Ntcli> {
  const names = process.platform === 'win32' ? ['ntcli.exe', 'ntcli.cmd'] : ['ntcli'];
  const refused: { readonly path: string; readonly problem: string }[] = [];
  for (const program of findPrograms(names, machine.job.PATH ?? '', machine.checkout)) {
    const examined = program.ok ? await examine(program.path, program.target, machine, options) : program;
    if (examined.ok) return examined.ntcli;
    // Another program with this name does not hide an ntcli later on PATH.
    refused.push({ path: program.path, problem: examined.problem });
  }
  const found =
    refused.length === 0 ? 'No directory on PATH has an `ntcli` command.' : 'No usable `ntcli` on PATH.';
  throw createError('ntcli-not-preinstalled', found + describeRefused(refused));
}

async function examine(
  path: string,
  target: string,
  machine: Machine,
  options: RunOptions,
): Promise<Examined> {
  const isCmd = /\.cmd$/i.test(path);
  const script = isCmd ? findScriptOfCmd(path) : target;
  if (script === undefined) return { ok: false, problem: 'starts no JavaScript file that could be found' };
  if (isInside(script, machine.checkout)) return { ok: false, problem: 'starts a file of the checkout' };
  const ntcli = await readPackageOf(script);
  if (ntcli) return { ok: true, ntcli };
  // It is never started: cmd.exe would interpret the arguments.
  if (isCmd) return { ok: false, problem: 'starts a file that belongs to no ntcli package' };
  if (!isExecutable(path))
    return { ok: false, problem: 'is not executable, and not part of an ntcli package' };
  if (isOwnWrapper(target)) return { ok: false, problem: 'was added by an earlier run of ntcli-deploy' };
  return await readVersion(path, machine, options);
}

/** The ntcli package whose command is this file; undefined if there is none. */
async function readPackageOf(file: string): Promise<Ntcli | undefined> {
  for (let directory = dirname(file); directory !== dirname(directory); directory = dirname(directory)) {
    if (!existsSync(join(directory, 'package.json'))) continue;
    const ntcli = await readNtcliPackage(directory).catch(() => undefined);
    return ntcli?.entry === file ? ntcli : undefined;
  }
  return undefined;
}

function isOwnWrapper(file: string): boolean {
  return readStart(file).includes(WRAPPER_MARK);
}

/** The start of a file that may be a script. */
function readStart(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    return readAtMost(descriptor, MAX_SCRIPT_BYTES).toString('utf8');
  } finally {
    closeSync(descriptor);
  }
}

/** Runs `ntcli --version` without the token, in a directory of its own. */
async function readVersion(file: string, machine: Machine, options: RunOptions): Promise<Examined> {
  const home = join(machine.runDir, 'version');
  await mkdir(home, { recursive: true });
  const environment = shimEnvironment(machine.job, machine.checkout);
  const lines: string[] = [];
  const env = {
    ...childEnvironment(machine.job),
    ...homeEnvironment(home),
    ...tempEnvironment(home),
    ...environment,
  };
  const exit = await runCommand(
    { file, args: ['--version'], cwd: home, env, timeout: versionTimeout },
    {
      ...options,
      onLines: (text) =>
        lines.push(
          ...stripControlChars(text)
            .split('\n')
            .map((line) => line.trim()),
        ),
    },
  );
  await remove(home).catch(() => {});
  const printed = lines.find((line) => line !== '');
  const quoted = printed ? ` and printed "${printed.slice(0, 100)}"` : ' and printed nothing';
  if (!isSuccess(exit)) {
    const how = exit.kind === 'exit' ? `exited with ${exit.code}` : `failed (${exit.kind})`;
    return { ok: false, problem: `${how} on \`--version\`${quoted}` };
  }
  const version = lines.map((line) => line.replace(/^v/, '')).findLast(isExact);
  if (version === undefined)
    return { ok: false, problem: `does not seem to be ntcli: it got \`--version\`${quoted}` };
  return { ok: true, ntcli: { version, entry: file, shim: environment } };
}

/** The JavaScript file that a `.cmd` of npm or pnpm starts, without symlinks. */
function findScriptOfCmd(path: string): string | undefined {
  const script = parseCmdShim(readStart(path), dirname(path));
  return script && existsSync(script) ? realpathSync(script) : undefined;
}

/**
 * The JavaScript file that a `.cmd` file of npm, pnpm or yarn starts, as they write it:
 * `"%_prog%"  "%dp0%\node_modules\x\cli.js" %*` or `node "%~dp0\..\x\cli.js" %*`.
 *
 * @param directory of the `.cmd` file
 */
export function parseCmdShim(
  text: string,
  directory: string,
  style: PlatformPath = nodePath,
): string | undefined {
  const [, relative, absolute] =
    /"(?:%(?:~dp0|dp0%)\\?([^"]+\.[cm]?js)|([A-Za-z]:\\[^"]+\.[cm]?js))"/i.exec(text) ?? [];
  return absolute ?? (relative === undefined ? undefined : style.join(directory, relative));
}
