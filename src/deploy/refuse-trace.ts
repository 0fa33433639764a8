import { failed } from '../spec/failures.js';

/**
 * Refuses to go on in a job whose shell prints what it expands: GitLab's debug trace, or a `set -x` that is exported.
 *
 * @throws Failed shell-trace
 */
export function refuseTrace(env: NodeJS.ProcessEnv): void {
  if (env.CI_DEBUG_TRACE === 'true') throw failed('shell-trace', 'CI_DEBUG_TRACE is true.');
  if (env.SHELLOPTS?.split(':').includes('xtrace'))
    throw failed('shell-trace', 'The shell runs with `set -x`.');
}
