import type { Host } from '../hosts/host.js';
import type { Inputs } from '../inputs/inputs.js';
import { cutProblem } from '../inputs/parse.js';
import type { Workspace } from '../nimbletools/workspaces.js';
import { type SignedIn, signIn } from '../ntcli/call.js';
import { variablesCutShort } from '../ntcli/dialect.js';
import type { Ntcli } from '../ntcli/package.js';
import { createSession } from '../ntcli/session.js';
import { failed } from '../spec/failures.js';
import type { Job } from './job.js';

/**
 * Step: sign ntcli in to the workspace, in a private session.
 *
 * @throws Failed ntcli-sign-in-failed, or bad-input when this ntcli would cut a variable
 */
export async function signInToWorkspace(
  host: Host,
  job: Job,
  inputs: Inputs,
  own: string,
  ntcli: Ntcli,
  workspace: Workspace,
): Promise<SignedIn> {
  const session = await createSession(own);
  const signedIn = await signIn(
    { ntcli, session, node: job.node, job: job.env },
    { token: inputs.token, domain: inputs.endpoints.domain, workspace },
    { redact: host.redact, onLine: () => {}, signal: job.signal },
  );
  const cut = variablesCutShort(signedIn.dialect, inputs.overrides.env);
  if (cut.length > 0) throw failed('bad-input', `\`env\` ${cutProblem(cut, ntcli.version)}.`);
  host.line(`✓ Workspace ${workspace.name} (${workspace.id})`);
  return signedIn;
}
