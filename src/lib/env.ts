/** Environment variables of one process. */
export type Environment = Readonly<Record<string, string>>;

/**
 * The part of the job's environment that every child process gets: enough to find programs, a proxy and certificates.
 * Everything else is dropped, because it can influence Node.js and npm (NODE_OPTIONS, NODE_PATH, npm_config_*, LD_PRELOAD,
 * BASH_ENV) and contains other secrets.
 */
const allowedVariables = [
  'PATH',
  'LANG',
  'LC_ALL',
  'TZ',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  // With this variable, the GitHub runner finds processes of a killed job.
  'RUNNER_TRACKING_ID',
  // Windows cannot start a process, or resolve names, without these.
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'COMSPEC',
  'PATHEXT',
];

/**
 * The base environment of a child process.
 *
 * @param job the environment of the job
 * @param also more names to pass on; names are case-insensitive, as on Windows (and as in `http_proxy`)
 */
export function childEnvironment(job: NodeJS.ProcessEnv, also: readonly string[] = []): Environment {
  const names = new Set([...allowedVariables, ...also]);
  const kept = Object.entries(job).filter(([name]) => names.has(name.toUpperCase()));
  return Object.fromEntries(kept.map(([name, value]) => [name, value ?? '']));
}

/**
 * Makes `fetch` use the proxy, if there is one: Node.js 22.21, 24.5 and newer support this variable. Without a proxy it would
 * only add 10 ms to every start.
 */
export function proxyEnvironment(job: NodeJS.ProcessEnv): Environment {
  const hasProxy = Object.keys(job).some((name) => /^(HTTPS?|ALL)_PROXY$/i.test(name));
  return hasProxy ? { NODE_USE_ENV_PROXY: '1' } : {};
}

/** The home directory of a child process, in all variables that set it. */
export function homeEnvironment(home: string): Environment {
  return { HOME: home, USERPROFILE: home, APPDATA: home, LOCALAPPDATA: home };
}

/** The directory for temporary files of a child process, which is removed with the directory of this run. */
export function tempEnvironment(temp: string): Environment {
  return { TMPDIR: temp, TEMP: temp, TMP: temp };
}
