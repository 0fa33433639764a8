/** Process exit codes, the same on every CI system. Scripts rely on them, so a number never changes. */
export const exitCodes = {
  done: 0,
  internal: 1,
  input: 2,
  token: 3,
  target: 4,
  ntcli: 5,
  deploy: 6,
  health: 7,
  unreachable: 8,
  expiring: 75,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Meaning of each code, for `--help` and the table in docs/reference.md. */
export const exitMeanings: Readonly<Record<ExitCode, string>> = {
  0: 'success, or skipped as requested',
  1: 'internal error, or a problem of the machine (disk, temporary directory, runner files)',
  2: 'bad input',
  3: 'token missing, malformed, expired, rejected (401) or not allowed (403)',
  4: 'workspace or server not found, ambiguous, or in conflict (409)',
  5: 'ntcli or the engine could not be installed or used (also with Node.js before 20), or is not the requested file',
  6: 'the deploy, a secret or a removal was refused, or the deploy failed',
  7: 'deployed but not healthy (or MCP verification failed)',
  8: 'unreachable, timed out, or outcome unknown',
  75: 'token close to expiry, with `fail-on-expiring`',
  130: 'cancelled (SIGINT)',
  143: 'cancelled (SIGTERM, SIGHUP or SIGBREAK)',
};
