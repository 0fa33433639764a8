import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { localHosts } from '../lib/env.js';
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
  const [home, work, program, entry] = [session.home, session.work, node, ntcli.entry].map(
    (path) => `'${path.replaceAll("'", "'\\''")}'`,
  );
  return `#!/bin/sh
# ntcli, signed in for this job by ntcli-deploy
HOME=${home} USERPROFILE=${home} NODE_USE_ENV_PROXY=1
NO_PROXY="${localHosts},\${no_proxy-\${NO_PROXY-}}" no_proxy=$NO_PROXY
export HOME USERPROFILE NODE_USE_ENV_PROXY NO_PROXY no_proxy
cd ${work} && exec ${program} ${entry} "$@"
`;
}

/** The wrapper for cmd and PowerShell on Windows. */
export function commandWrapper({ node, ntcli, session }: SignedInNtcli): string {
  const [home, work, program, entry] = [session.home, session.work, node, ntcli.entry].map((path) =>
    path.replaceAll('%', '%%'),
  );
  return [
    '@echo off',
    'rem ntcli, signed in for this job by ntcli-deploy',
    'setlocal',
    `set "HOME=${home}"`,
    `set "USERPROFILE=${home}"`,
    'set "NODE_USE_ENV_PROXY=1"',
    `set "NO_PROXY=${localHosts},%NO_PROXY%"`,
    `cd /d "${work}" && "${program}" "${entry}" %*`,
    '',
  ].join('\r\n');
}
