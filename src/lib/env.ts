/** Environment variables of one process. */
export type Environment = Readonly<Record<string, string>>;

/**
 * What every child process gets of the job's environment: enough to find programs, a proxy and certificates. All else stays behind, because a job's environment can steer Node.js and npm (NODE_OPTIONS, NODE_PATH,
 * npm_config_*, LD_PRELOAD, BASH_ENV) and holds other secrets.
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
  // By this the GitHub runner finds what a killed job has left running.
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
 * @param also further names to pass on; names count in any case, as on Windows (and as in `http_proxy`)
 */
export function childEnvironment(job: NodeJS.ProcessEnv, also: readonly string[] = []): Environment {
  const names = new Set([...allowedVariables, ...also]);
  const kept = Object.entries(job).filter(([name]) => names.has(name.toUpperCase()));
  return Object.fromEntries(kept.map(([name, value]) => [name, value ?? '']));
}

/**
 * Lets `fetch` honour a proxy, where there is one: Node.js 22.21, 24.5 and newer do so on demand. Without a proxy it
 * would only cost 10 ms of every start.
 */
export function proxyEnvironment(job: NodeJS.ProcessEnv): Environment {
  const hasProxy = Object.keys(job).some((name) => /^(HTTPS?|ALL)_PROXY$/i.test(name));
  return hasProxy ? { NODE_USE_ENV_PROXY: '1' } : {};
}

/** The home directory of a child, by every name that says where it is. */
export function homeEnvironment(home: string): Environment {
  return { HOME: home, USERPROFILE: home, APPDATA: home, LOCALAPPDATA: home };
}

/** The directory for temporary files, likewise: what a child leaves there goes with the directory of this run. */
export function tempEnvironment(temp: string): Environment {
  return { TMPDIR: temp, TEMP: temp, TMP: temp };
}
