import { failed } from '../schema/errors.js';

/**
 * Refuses to go on in a job whose shell prints what it expands: GitLab's debug trace, or a `set -x` that is exported.
 *
 * @throws Failed shell-trace
 */
export function refuseTrace(env: NodeJS.ProcessEnv): void {
  // GitLab's runner takes all of these for true (strconv.ParseBool).
  if (/^(1|t|true)$/i.test(env.CI_DEBUG_TRACE ?? '')) throw failed('shell-trace', 'CI_DEBUG_TRACE is on.');
  if (env.SHELLOPTS?.split(':').includes('xtrace'))
    throw failed('shell-trace', 'The shell runs with `set -x`.');
}
