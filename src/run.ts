import type { CiProvider } from './ci/provider.js';
import type { ProcessContext } from './deploy/context.js';
import { reportError, reportNotice } from './deploy/report.js';
import { readInputFile } from './inputs/env-file.js';
import { parseInputs } from './inputs/parse.js';
import { isUnexpandedVariable } from './inputs/token.js';
import { createError, type ErrorInfo, errorCatalogue, toErrorInfo } from './schema/errors.js';
import { type ExitCode, exitCodes } from './schema/exit-codes.js';

/**
 * One run, from the first mask to the last clean-up, the same on every CI system.
 *
 * @returns the exit code of the process; whatever failed has been reported by then
 */
export async function run(ci: CiProvider, job: ProcessContext): Promise<ExitCode> {
  try {
    if (ci.rawInputs.token && !isUnexpandedVariable(ci.rawInputs.token)) ci.mask(ci.rawInputs.token);
    assertNoShellTrace(job.env);
    const parsed = parseInputs(ci.rawInputs, ci.paths.checkout, readInputFile);
    if (!parsed.ok) return rejectInputs(ci, parsed);
    for (const secret of parsed.inputs.secrets.values()) ci.mask(secret);
    if (/^\s|\s$/.test(ci.rawInputs.token ?? ''))
      reportNotice(ci, 'token-trimmed', 'It is no part of the token.');

    // Loaded only now: HTTP and processes take longer to load than everything that went before.
    const { runParsed } = await import(/* webpackMode: "eager" */ './deploy/check.js');
    const failure = await runParsed(ci, job, parsed.inputs);
    if (ci.outputUnavailableReason) reportNotice(ci, 'report-not-kept', ci.outputUnavailableReason);
    if (job.signal.aborted) return report(ci, cancellationError(job.signal));
    return failure ? errorCatalogue[failure.code].exit : exitCodes.done;
  } catch (error) {
    return report(ci, job.signal.aborted ? cancellationError(job.signal) : toErrorInfo(error));
  }
}

/** The end of a run whose inputs do not allow one. */
function rejectInputs(ci: CiProvider, { failure, skip }: { failure: ErrorInfo; skip?: true }): ExitCode {
  const isMissing = failure.code === 'token-missing';
  const hint = isMissing && ci.missingTokenHint ? ` ${ci.missingTokenHint}` : '';
  const message = failure.message + hint;
  if (isMissing)
    ci.setOutputs({ 'token-status': 'missing', 'deploy-status': 'skipped', 'health-status': 'skipped' });
  if (!skip) return report(ci, { ...failure, message });
  reportNotice(ci, 'token-skipped', message);
  return exitCodes.done;
}

function report(ci: CiProvider, failure: ErrorInfo): ExitCode {
  reportError(ci, failure);
  return errorCatalogue[failure.code].exit;
}

function cancellationError(signal: AbortSignal): ErrorInfo {
  const code = signal.reason === 'SIGTERM' ? 'terminated' : 'interrupted';
  return { code, message: `${signal.reason} arrived, and everything was stopped.` };
}

/**
 * Refuses to go on in a job whose shell prints what it expands: GitLab's debug trace, or a `set -x` that is exported.
 *
 * @throws Failed shell-trace
 */
export function assertNoShellTrace(env: NodeJS.ProcessEnv): void {
  // GitLab's runner takes all of these for true (strconv.ParseBool).
  if (/^(1|t|true)$/i.test(env.CI_DEBUG_TRACE ?? ''))
    throw createError('shell-trace', 'CI_DEBUG_TRACE is on.');
  if (env.SHELLOPTS?.split(':').includes('xtrace'))
    throw createError('shell-trace', 'The shell runs with `set -x`.');
}
