import type { ErrorInfo } from '../schema/errors.js';

/** The names under which the library for proxies writes debug output, the address of the proxy included. */
const proxyDebugNames = ['https-proxy-agent', 'agent-base'];

/**
 * Why the token or a password would be printed by something that this program has no control over: the shell of the job,
 * with the debug trace of GitLab or an exported `set -x`, or Node.js with NODE_DEBUG.
 */
export function findTracing(env: NodeJS.ProcessEnv): ErrorInfo | undefined {
  // The GitLab runner treats all of these as true (strconv.ParseBool).
  if (/^(1|t|true)$/i.test(env.CI_DEBUG_TRACE ?? ''))
    return { code: 'shell-trace', message: 'CI_DEBUG_TRACE is enabled.' };
  if (env.SHELLOPTS?.split(':').includes('xtrace'))
    return { code: 'shell-trace', message: 'The shell runs with `set -x`.' };
  if (env.NODE_DEBUG) return { code: 'debug-output', message: 'NODE_DEBUG is set.' };
  if (matchesProxyLibrary(env.DEBUG ?? ''))
    return { code: 'debug-output', message: 'DEBUG includes the library for proxies.' };
  return undefined;
}

/** True for a DEBUG such as `*`, which the `debug` package reads as names with wildcards, between spaces or commas. */
function matchesProxyLibrary(debug: string): boolean {
  const names = debug.split(/[\s,]+/).filter((name) => name !== '' && !name.startsWith('-'));
  return names.some((name) => {
    const pattern = name.split('*').map((part) => part.replace(/[^\w-]/g, '\\$&'));
    return proxyDebugNames.some((one) => new RegExp(`^${pattern.join('.*')}$`).test(one));
  });
}
