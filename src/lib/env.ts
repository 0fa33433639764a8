import { filterNodeOptions } from './node-options.js';

/** Environment variables of one process. */
export type Environment = Readonly<Record<string, string>>;

/**
 * The part of the job's environment that every child process gets: enough to find programs, a proxy and certificates.
 * Everything else is dropped, because it can make Node.js and npm run code (NODE_PATH, npm_config_*, LD_PRELOAD, BASH_ENV)
 * and contains other secrets. Of NODE_OPTIONS, only the network options are passed on.
 */
const allowedVariables = [
  'PATH',
  'LANG',
  'LC_ALL',
  'TZ',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'NODE_EXTRA_CA_CERTS',
  'NODE_USE_SYSTEM_CA',
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
 * @param job the environment of the job, with normalized proxy settings
 * @param also more names to pass on; names are case-insensitive, as on Windows
 */
export function childEnvironment(job: NodeJS.ProcessEnv, also: readonly string[] = []): Environment {
  const names = new Set([...allowedVariables, ...also]);
  const kept = Object.entries(job).filter(([name]) => names.has(name.toUpperCase()));
  const nodeOptions = filterNodeOptions(job.NODE_OPTIONS ?? '');
  return {
    ...Object.fromEntries(kept.map(([name, value]) => [name, value ?? ''])),
    ...(nodeOptions && { NODE_OPTIONS: nodeOptions }),
  };
}

/** A proxy variable in both spellings: some programs read only the lowercase one, and others prefer it. */
export function proxyVariable(name: 'HTTP_PROXY' | 'HTTPS_PROXY' | 'NO_PROXY', value: string): Environment {
  return { [name]: value, [name.toLowerCase()]: value };
}

/** Hosts to which plain HTTP is sent. A proxy would see the token. */
export const localHosts = 'localhost,127.0.0.1';

/**
 * Makes `fetch` of ntcli use the proxy, if there is one: Node.js 22.21, 24.5 and newer support it on demand, at a cost of
 * 10 ms for each start. A platform on this machine is always reached directly.
 *
 * @param job the environment of the job, with normalized proxy settings
 */
export function ntcliProxyEnvironment(job: NodeJS.ProcessEnv): Environment {
  if (!job.HTTP_PROXY && !job.HTTPS_PROXY) return {};
  const direct = job.NO_PROXY ? `${localHosts},${job.NO_PROXY}` : localHosts;
  return { NODE_USE_ENV_PROXY: '1', ...proxyVariable('NO_PROXY', direct) };
}

/** The home directory of a child process, in all variables that set it. */
export function homeEnvironment(home: string): Environment {
  return { HOME: home, USERPROFILE: home, APPDATA: home, LOCALAPPDATA: home };
}

/**
 * The directory for temporary files of a child process, which is removed with the directory of this run. Without the compile
 * cache of Node.js, which would be in it: npm spends 0.3 s on writing 500 files that no other run can read.
 */
export function tempEnvironment(temp: string): Environment {
  return { TMPDIR: temp, TEMP: temp, TMP: temp, NODE_DISABLE_COMPILE_CACHE: '1' };
}
