import type { Host } from '../hosts/host.js';
import { parseInputs } from '../inputs/parse.js';
import { isVariableName } from '../inputs/token.js';
import { type ExitCode, exits } from '../spec/exits.js';
import { type Failure, failureCatalogue, failureOf } from '../spec/failures.js';
import { deployStory } from './deploy-story.js';
import { readInputFile } from './input-file.js';
import { refuseTrace } from './refuse-trace.js';
import { giveNotice, reportFailure } from './report.js';
import { type Job, type Scene, setScene } from './scene.js';
import { lookUp, ownAge, tellExpiry, tellWhere } from './token.js';

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
    const scene = setScene(host, job, parsed.inputs);
    if (/^\s|\s$/.test(host.raw.token ?? ''))
      giveNotice(host, 'token-trimmed', 'It is no part of the token.');

    const failure = await (parsed.inputs.command === 'check' ? check(scene) : deployStory(scene));
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

/** The story of the `check` command: token and workspace, nothing else. */
async function check(scene: Scene): Promise<Failure | undefined> {
  const { workspace, age } = await lookUp(scene, scene.job.signal).catch((error) => {
    // What the token says of itself is worth knowing even where its workspace is not found.
    if (failureCatalogue[failureOf(error).code].exit === exits.target) tellExpiry(scene, ownAge(scene));
    throw error;
  });
  const { failure } = tellWhere(scene, workspace, age);
  if (failure) reportFailure(scene.host, failure);
  return failure;
}

function report(host: Host, failure: Failure): ExitCode {
  reportFailure(host, failure);
  return failureCatalogue[failure.code].exit;
}

function cancellation(signal: AbortSignal): Failure {
  const code = signal.reason === 'SIGTERM' ? 'terminated' : 'interrupted';
  return { code, what: `${signal.reason} arrived, and everything was stopped.` };
}
