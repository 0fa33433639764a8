import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { localHosts } from '../lib/env.js';
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

/** The wrapper for POSIX shells. */
export function shellWrapper({ node, ntcli, session }: SignedInNtcli): string {
  const quote = (path: string) => `'${path.replaceAll("'", "'\\''")}'`;
  const [home, work] = [session.home, session.work].map(quote);
  const program = (ntcli.shim ? [ntcli.entry] : [node, ntcli.entry]).map(quote).join(' ');
  const volta = ntcli.shim?.VOLTA_HOME;
  return `#!/bin/sh
# ${WRAPPER_MARK}
HOME=${home} USERPROFILE=${home} NODE_USE_ENV_PROXY=1
NO_PROXY="${localHosts},\${no_proxy-\${NO_PROXY-}}" no_proxy=$NO_PROXY
export HOME USERPROFILE NODE_USE_ENV_PROXY NO_PROXY no_proxy
${volta === undefined ? '' : `export VOLTA_HOME=${quote(volta)}\n`}cd ${work} && exec ${program} "$@"
`;
}

/** The wrapper for cmd and PowerShell on Windows. */
export function commandWrapper({ node, ntcli, session }: SignedInNtcli): string {
  const escapePercent = (path: string) => path.replaceAll('%', '%%');
  const [home, work] = [session.home, session.work].map(escapePercent);
  const program = (ntcli.shim ? [ntcli.entry] : [node, ntcli.entry])
    .map((path) => `"${escapePercent(path)}"`)
    .join(' ');
  return [
    '@echo off',
    `rem ${WRAPPER_MARK}`,
    'setlocal',
    `set "HOME=${home}"`,
    `set "USERPROFILE=${home}"`,
    'set "NODE_USE_ENV_PROXY=1"',
    `set "NO_PROXY=${localHosts},%NO_PROXY%"`,
    `cd /d "${work}" && ${program} %*`,
    '',
  ].join('\r\n');
}
