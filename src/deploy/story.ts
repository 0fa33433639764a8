import type { Host } from '../hosts/host.js';
import type { Inputs } from '../inputs/inputs.js';
import { parseInputs } from '../inputs/parse.js';
import { createApi } from '../nimbletools/api.js';
import { findWorkspace } from '../nimbletools/workspaces.js';
import { type ExitCode, exits } from '../spec/exits.js';
import { type Failure, failureCatalogue, failureOf } from '../spec/failures.js';
import { deployServers } from './deploy-servers.js';
import { handOver } from './hand-over.js';
import { installNtcli } from './install-ntcli.js';
import type { Job } from './job.js';
import { openPrivateDirectory, removePrivateDirectory } from './private-directory.js';
import { reportFailure } from './report-failure.js';
import { serverOutputs, worstFailure } from './result.js';
import { signInToWorkspace } from './sign-in.js';
import { together } from './together.js';

/**
 * One run, from the first mask to the last clean-up, the same on every CI system.
 *
 * @returns the exit code of the process; whatever failed has been reported by then
 */
export async function tellStory(host: Host, job: Job): Promise<ExitCode> {
  try {
    if (host.raw.token) host.mask(host.raw.token);
    const parsed = parseInputs(host.raw, host.places.checkout);
    if (!parsed.ok) return report(host, parsed.failure);

    const own = await openPrivateDirectory(host);
    const stay = { handedOver: false };
    try {
      const failure = await deploy(host, job, parsed.inputs, own, stay);
      if (job.signal.aborted) return report(host, cancellation(job.signal));
      return failure ? failureCatalogue[failure.code].exit : exits.done;
    } finally {
      if (!stay.handedOver) await removePrivateDirectory(own);
    }
  } catch (error) {
    return report(host, job.signal.aborted ? cancellation(job.signal) : failureOf(error));
  }
}

/**
 * The part of the story between valid inputs and clean-up.
 *
 * @param stay learns when the session belongs to later steps
 * @returns the worst failure of a server, reported already
 * @throws Failed for what stops the story before the servers
 */
async function deploy(
  host: Host,
  job: Job,
  inputs: Inputs,
  own: string,
  stay: { handedOver: boolean },
): Promise<Failure | undefined> {
  const apiFor = (signal: AbortSignal) => createApi(inputs.endpoints, inputs.token, host.redact, signal);
  const [installed, workspace] = await together(
    job.signal,
    (signal) => installNtcli(host, job, inputs, own, signal),
    (signal) => findWorkspace(apiFor(signal), inputs.workspace),
  );
  host.setOutputs({
    'ntcli-version': installed.version,
    'cache-hit': `${installed.how === 'cached'}`,
    'workspace-id': workspace.id,
    'workspace-name': workspace.name,
  });
  const ntcli = await signInToWorkspace(host, job, inputs, own, installed, workspace);
  const launcher = await handOver(host, inputs, ntcli);
  if (launcher !== undefined) {
    stay.handedOver = true;
    host.setOutputs({ 'ntcli-path': launcher });
  }
  const servers = await deployServers({
    host,
    inputs,
    api: apiFor(job.signal),
    workspace,
    ntcli,
    signal: job.signal,
  });
  host.setOutputs(serverOutputs(servers));
  return worstFailure(servers);
}

function report(host: Host, failure: Failure): ExitCode {
  reportFailure(host, failure);
  return failureCatalogue[failure.code].exit;
}

function cancellation(signal: AbortSignal): Failure {
  const code = signal.reason === 'SIGTERM' ? 'terminated' : 'interrupted';
  return { code, what: `${signal.reason} arrived, and everything was stopped.` };
}
