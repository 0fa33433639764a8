import type { Host } from './ci/provider.js';
import type { Job } from './deploy/context.js';
import { giveNotice, reportFailure } from './deploy/report.js';
import { readInputFile } from './inputs/env-file.js';
import { parseInputs } from './inputs/parse.js';
import { isVariableName } from './inputs/token.js';
import { type Failure, failed, failureCatalogue, failureOf } from './schema/errors.js';
import { type ExitCode, exits } from './schema/exit-codes.js';

/**
 * One run, from the first mask to the last clean-up, the same on every CI system.
 *
 * @returns the exit code of the process; whatever failed has been reported by then
 */
export async function tellStory(host: Host, job: Job): Promise<ExitCode> {
  try {
    if (host.raw.token && !isVariableName(host.raw.token)) host.mask(host.raw.token);
    refuseTrace(job.env);
    const parsed = parseInputs(host.raw, host.places.checkout, readInputFile);
    if (!parsed.ok) return withoutInputs(host, parsed);
    for (const secret of parsed.inputs.secrets.values()) host.mask(secret);
    if (/^\s|\s$/.test(host.raw.token ?? ''))
      giveNotice(host, 'token-trimmed', 'It is no part of the token.');

    // Loaded only now: HTTP and processes take longer to load than everything that went before.
    const { runCommand } = await import(/* webpackMode: "eager" */ './deploy/check.js');
    const failure = await runCommand(host, job, parsed.inputs);
    if (host.whyNoReport) giveNotice(host, 'report-not-kept', host.whyNoReport);
    if (job.signal.aborted) return report(host, cancellation(job.signal));
    return failure ? failureCatalogue[failure.code].exit : exits.done;
  } catch (error) {
    return report(host, job.signal.aborted ? cancellation(job.signal) : failureOf(error));
  }
}

/** The end of a run whose inputs do not allow one. */
function withoutInputs(host: Host, { failure, skip }: { failure: Failure; skip?: true }): ExitCode {
  const isMissing = failure.code === 'token-missing';
  const hint = isMissing && host.whyNoToken ? ` ${host.whyNoToken}` : '';
  const what = failure.what + hint;
  if (isMissing)
    host.setOutputs({ 'token-status': 'missing', 'deploy-status': 'skipped', 'health-status': 'skipped' });
  if (!skip) return report(host, { ...failure, what });
  giveNotice(host, 'token-skipped', what);
  return exits.done;
}

function report(host: Host, failure: Failure): ExitCode {
  reportFailure(host, failure);
  return failureCatalogue[failure.code].exit;
}

function cancellation(signal: AbortSignal): Failure {
  const code = signal.reason === 'SIGTERM' ? 'terminated' : 'interrupted';
  return { code, what: `${signal.reason} arrived, and everything was stopped.` };
}

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
