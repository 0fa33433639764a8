import { childEnvironment, homeEnvironment, proxyEnvironment, tempEnvironment } from '../lib/env.js';
import { type ExitResult, isSuccess, type RunOptions, runCommand } from '../lib/exec.js';
import { createError } from '../schema/errors.js';
import { type Dialect, dialectOf, isUnsupportedCommand } from './compat.js';
import type { Installed } from './install/install.js';
import { type Credentials, type Session, writeConfiguration } from './session.js';

/** An ntcli that is signed in to a workspace. */
export interface SignedInNtcli {
  readonly ntcli: Installed;
  readonly dialect: Dialect;
  readonly session: Session;
  readonly token: string;
  readonly node: string;
  /** The environment of the job, of which ntcli gets a part. */
  readonly job: NodeJS.ProcessEnv;
}

/** What one ntcli process said, and how it ended. */
export interface CommandOutput {
  readonly exit: ExitResult;
  /** The last lines of its output, printable and redacted. */
  readonly lines: readonly string[];
}

/** Lines that are kept to find out what ntcli means. */
const MAX_KEPT_LINES = 200;
/** There are no links in what npm installs without links for commands; not to look for them saves 25 ms of each start. */
const withoutLinks = ['--preserve-symlinks', '--preserve-symlinks-main'];
/** Milliseconds for a command that only changes ntcli's own configuration. */
const shortTimeout = 60_000;

/**
 * Runs one ntcli command in the private session. The token goes by environment or file, never by argument.
 *
 * @param timeout milliseconds
 */
export async function runNtcli(
  who: SignedInNtcli,
  args: readonly string[],
  timeout: number,
  options: RunOptions,
): Promise<CommandOutput> {
  const lines: string[] = [];
  const exit = await runCommand(
    {
      file: who.node,
      args: [...(who.ntcli.source === 'preinstalled' ? [] : withoutLinks), who.ntcli.entry, ...args],
      cwd: who.session.work,
      env: {
        ...childEnvironment(who.job),
        ...homeEnvironment(who.session.home),
        ...tempEnvironment(who.session.temp),
        ...(who.dialect === 'documented' ? { NTCLI_TOKEN: who.token } : {}),
        ...proxyEnvironment(who.job),
        CI: 'true',
        NO_COLOR: '1',
      },
      timeout,
    },
    {
      ...options,
      onLine(line) {
        lines.push(line);
        if (lines.length > MAX_KEPT_LINES) lines.shift();
        options.onLine(line);
      },
    },
  );
  return { exit, lines };
}

/**
 * Signs ntcli in to the workspace, in the dialect of its version; an ntcli that turns out to speak the published
 * dialect is signed in by that. What it says is shown only when it fails. Neither `auth login` nor `auth status` is
 * run: the first is not there, the second prints a part of the token.
 *
 * @throws Failed ntcli-sign-in-failed
 */
export async function signIn(
  who: Omit<SignedInNtcli, 'dialect' | 'token'>,
  to: Credentials,
  options: RunOptions,
): Promise<SignedInNtcli> {
  const dialect = dialectOf(who.ntcli.version);
  await writeConfiguration(who.session, dialect, to);
  const signedIn: SignedInNtcli = { ...who, dialect, token: to.token };
  if (dialect === 'published') return signedIn;

  const said = await runNtcliSilently(signedIn, ['workspace', 'select', to.workspace.name], options);
  if (isSuccess(said.exit)) return signedIn;
  if (isUnsupportedCommand(said.lines)) {
    await writeConfiguration(who.session, 'published', to);
    return { ...signedIn, dialect: 'published' };
  }
  for (const line of said.lines) options.onLine(line);
  throw createError('ntcli-sign-in-failed', `ntcli ${who.ntcli.version} failed at \`workspace select\`.`);
}

/**
 * Lets ntcli refresh the token on its own.
 *
 * @returns false for an ntcli that cannot
 */
export async function enableAutoRefresh(who: SignedInNtcli, options: RunOptions): Promise<boolean> {
  if (who.dialect === 'published') return false;
  const said = await runNtcliSilently(who, ['config', 'set', 'auto-refresh-token', 'true'], options);
  return isSuccess(said.exit);
}

/** Runs a command that only changes ntcli's own configuration. Its lines are kept, and not shown. */
function runNtcliSilently(
  who: SignedInNtcli,
  args: readonly string[],
  options: RunOptions,
): Promise<CommandOutput> {
  return runNtcli(who, args, shortTimeout, { ...options, onLine: () => {} });
}
