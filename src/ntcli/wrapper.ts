import { writeFile } from 'node:fs/promises';
import { delimiter, join, win32 } from 'node:path';
import { localHosts } from '../lib/env.js';
import { shellQuote } from '../lib/shell.js';
import { WRAPPER_MARK } from '../schema/constants.js';
import type { SignedInNtcli } from './cli.js';

/**
 * Writes the `ntcli` wrapper for later steps, which runs the installed ntcli in the private session. It changes to the
 * session's empty directory first, because ntcli would load a `.env` of the checkout into a process with the token.
 *
 * @returns path of the wrapper for this system
 */
export async function writeWrapper(who: SignedInNtcli): Promise<string> {
  const { bin } = who.session;
  const shellFile = join(bin, 'ntcli');
  await writeFile(shellFile, shellWrapper(who), { mode: 0o700 });
  // On Windows the first is for Git Bash, the second for PowerShell and cmd.
  if (delimiter === ':') return shellFile;
  const commandFile = join(bin, 'ntcli.cmd');
  await writeFile(commandFile, commandWrapper(who));
  return commandFile;
}

/** The paths in a wrapper, as its shell reads them. */
function formatPaths({ node, ntcli, session }: SignedInNtcli, format: (path: string) => string) {
  return {
    home: format(session.home),
    work: format(session.work),
    guard: format(session.guard),
    nodeFile: format(node),
    entry: format(ntcli.entry),
  };
}

/** The wrapper for POSIX shells. */
export function shellWrapper(who: SignedInNtcli): string {
  const { ntcli, session } = who;
  const { home, work, guard, nodeFile, entry } = formatPaths(who, shellQuote);
  const program = ntcli.shim ? entry : `${nodeFile} --require ${guard} ${entry}`;
  const volta = ntcli.shim?.VOLTA_HOME;
  // Node.js splits this variable itself; in quotes, a backslash is an escape.
  const required = shellQuote(` --require="${session.guard.replace(/[\\"]/g, '\\$&')}"`);
  const also = [
    ...(ntcli.shim ? [`export NODE_OPTIONS="\${NODE_OPTIONS-}"${required}`] : []),
    ...(volta === undefined ? [] : [`export VOLTA_HOME=${shellQuote(volta)}`]),
  ].map((line) => `${line}\n`);
  return `#!/bin/sh
# ${WRAPPER_MARK}
HOME=${home} USERPROFILE=${home} NODE_USE_ENV_PROXY=1
NO_PROXY="${localHosts},\${no_proxy-\${NO_PROXY-}}" no_proxy=$NO_PROXY
export HOME USERPROFILE NODE_USE_ENV_PROXY NO_PROXY no_proxy
${also.join('')}cd ${work} && exec ${program} "$@"
`;
}

/**
 * The wrapper for cmd and PowerShell on Windows. Paths are relative to its directory if they can be: cmd reads the file in
 * the code page of the machine, in which a name such as `Zoë` has other bytes.
 */
export function commandWrapper(who: SignedInNtcli): string {
  const { ntcli, session } = who;
  const { home, work, guard, nodeFile, entry } = formatPaths(who, (path) => {
    const way = win32.relative(session.bin, path);
    return win32.isAbsolute(way) ? way.replaceAll('%', '%%') : `%~dp0${way.replaceAll('%', '%%')}`;
  });
  const program = ntcli.shim ? `"${entry}"` : `"${nodeFile}" --require "${guard}" "${entry}"`;
  return [
    '@echo off',
    `rem ${WRAPPER_MARK}`,
    'setlocal',
    // Without `..`, which ntcli would show.
    `for %%I in ("${home}") do set "HOME=%%~fI"`,
    'set "USERPROFILE=%HOME%"',
    'set "NODE_USE_ENV_PROXY=1"',
    `set "NO_PROXY=${localHosts},%NO_PROXY%"`,
    `cd /d "${work}" && ${program} %*`,
    '',
  ].join('\r\n');
}
