import { childEnvironment, homeEnvironment, ntcliProxyEnvironment, tempEnvironment } from '../lib/env.js';
import { type ExitResult, isSuccess, type RunOptions, runCommand } from '../lib/exec.js';
import { stripControlChars } from '../lib/sanitize.js';
import { createError } from '../schema/errors.js';
import { fallbackContract, isUnsupportedCommand, selectContract } from './compat.js';
import type { CliContract, Credentials } from './contract.js';
import { writeGuard } from './guard.js';
import type { Installed } from './install/install.js';
import { type Session, writeConfiguration } from './session.js';

/** An ntcli that is signed in to a workspace. */
export interface SignedInNtcli {
  readonly ntcli: Installed;
  readonly contract: CliContract;
  readonly session: Session;
  readonly token: string;
  readonly node: string;
  /** The environment of the job. ntcli gets a part of it. */
  readonly job: NodeJS.ProcessEnv;
}

/** The output of one ntcli process, and how it exited. */
export interface CommandOutput {
  readonly exit: ExitResult;
  /** The last lines of its output, without escapes and control characters. Not redacted. */
  readonly lines: readonly string[];
}

/** Number of lines that are kept for parsing. */
const MAX_KEPT_LINES = 200;
/** npm installs without symlinks for commands, so there are none. Not resolving them saves 25 ms of each start. */
const withoutLinks = ['--preserve-symlinks', '--preserve-symlinks-main'];
/** Time limit in milliseconds of a command that only changes ntcli's configuration. */
const shortTimeout = 60_000;

/**
 * Runs one ntcli command in the private session. The token is passed in the environment or a file, never as an argument.
 *
 * @param timeout milliseconds
 * @param nodeOptions for the Node.js that runs ntcli; without effect on a program of its own
 */
export async function runNtcli(
  who: SignedInNtcli,
  args: readonly string[],
  timeout: number,
  options: RunOptions,
  nodeOptions: readonly string[] = [],
): Promise<CommandOutput> {
  const lines: string[] = [];
  const exit = await runCommand(
    {
      ...startCommand(who, nodeOptions, args),
      cwd: who.session.work,
      env: {
        ...childEnvironment(who.job),
        ...homeEnvironment(who.session.home),
        ...tempEnvironment(who.session.temp),
        ...who.contract.environment(who.token),
        ...ntcliProxyEnvironment(who.job),
        ...who.ntcli.shim,
        CI: 'true',
        NO_COLOR: '1',
      },
      timeout,
    },
    {
      ...options,
      onLines(text) {
        lines.push(...text.split('\n').slice(-MAX_KEPT_LINES));
        lines.splice(0, lines.length - MAX_KEPT_LINES);
        options.onLines(text);
      },
    },
  );
  return { exit, lines: lines.map(stripControlChars) };
}

/** The program that runs ntcli: Node.js with its JavaScript file, or the program that was found on PATH. */
function startCommand(
  { ntcli, node, session }: SignedInNtcli,
  nodeOptions: readonly string[],
  args: readonly string[],
) {
  if (ntcli.shim) return { file: ntcli.entry, args };
  const links = ntcli.source === 'preinstalled' ? [] : withoutLinks;
  return { file: node, args: [...nodeOptions, '--require', session.guard, ...links, ntcli.entry, ...args] };
}

/**
 * Signs ntcli in to the workspace by the contract of its version, or by the fallback if it does not know the first command.
 * Its output is shown only when all fails. Neither `auth login` nor `auth status` is run: the first does not exist, the
 * second prints a part of the token.
 *
 * @throws DeployError ntcli-sign-in-failed
 */
export async function signIn(
  who: Omit<SignedInNtcli, 'contract' | 'token'>,
  to: Credentials,
  options: RunOptions,
): Promise<SignedInNtcli> {
  const by = async (contract: CliContract): Promise<SignedInNtcli> => {
    options.debug(`ntcli ${who.ntcli.version} is signed in by contract ${contract.name}`);
    await writeConfiguration(who.session, contract.configuration(to));
    const { NTCLI_TOKEN: token } = contract.environment(to.token);
    const { root } = who.ntcli;
    await writeGuard(who.session.guard, { ...(root && { root }), ...(token && { token }) });
    return { ...who, contract, token: to.token };
  };
  const signedIn = await by(selectContract(who.ntcli.version));
  const commands = signedIn.contract.selectWorkspace(to.workspace.name);
  const failures: CommandOutput[] = [];
  for (const command of commands) {
    const output = await runNtcliSilently(signedIn, command, options);
    if (isSuccess(output.exit)) return signedIn;
    failures.push(output);
  }
  const [first] = failures;
  if (first === undefined) return signedIn;
  if (isUnsupportedCommand(first.lines)) return by(fallbackContract);
  options.onLines(first.lines.join('\n'));
  throw createError('ntcli-sign-in-failed', `ntcli ${who.ntcli.version} failed at \`workspace select\`.`);
}

/**
 * Enables the automatic refresh of the token.
 *
 * @returns false if this ntcli does not support it
 */
export async function enableAutoRefresh(who: SignedInNtcli, options: RunOptions): Promise<boolean> {
  const { autoRefresh } = who.contract;
  if (autoRefresh === undefined) return false;
  const { exit } = await runNtcliSilently(who, autoRefresh, options);
  return isSuccess(exit);
}

/** Runs a command that only changes ntcli's configuration. Its output is returned, not shown. */
function runNtcliSilently(
  who: SignedInNtcli,
  args: readonly string[],
  options: RunOptions,
): Promise<CommandOutput> {
  return runNtcli(who, args, shortTimeout, { ...options, onLines: () => {} });
}
