import type { Workspace } from '../api/workspaces.js';
import { cutProblem } from '../inputs/parse.js';
import { type SignedIn, signIn, turnOnAutoRefresh } from '../ntcli/cli.js';
import { variablesCutShort } from '../ntcli/compat.js';
import type { Installed } from '../ntcli/install/install.js';
import { createSession } from '../ntcli/session.js';
import { writeLauncher } from '../ntcli/wrapper.js';
import { failed } from '../schema/errors.js';
import type { Scene } from './context.js';
import { giveNotice } from './report.js';

/**
 * Step: sign ntcli in to the workspace, in a private session.
 *
 * @throws Failed ntcli-sign-in-failed, or bad-input when this ntcli would cut a variable
 */
export async function signInToWorkspace(
  { host, job, inputs }: Scene,
  own: string,
  ntcli: Installed,
  workspace: Workspace,
): Promise<SignedIn> {
  const session = await createSession(own);
  const watch = { redact: host.redact, onLine: host.quote, signal: job.signal };
  const signedIn = await signIn(
    { ntcli, session, node: job.node, job: job.env },
    { token: inputs.token, domain: inputs.endpoints.domain, workspace },
    watch,
  );
  const cut = variablesCutShort(signedIn.dialect, inputs.overrides.env);
  if (cut.length > 0) throw failed('bad-input', `\`env\` ${cutProblem(cut, ntcli.version)}.`);
  if (inputs.autoRefresh && !(await turnOnAutoRefresh(signedIn, watch))) {
    giveNotice(
      host,
      'auto-refresh-missing',
      `ntcli ${ntcli.version} has no \`config set auto-refresh-token\`.`,
    );
  }
  return signedIn;
}

/** True when later steps of the job are to be given something: the session then belongs to them. */
export function isHandedOver({ host, inputs }: Scene): boolean {
  return host.laterSteps.always ? inputs.exportToken : inputs.command === 'setup';
}

/**
 * Step: give later steps of the job the token, and an `ntcli` that is signed in where there is one. Comes before the
 * deploy, so that a step that runs on failure can look into it with `ntcli server logs`.
 *
 * @returns the file that starts ntcli
 * @throws Failed runner-incomplete
 */
export async function handOver({ host, inputs }: Scene, ntcli: SignedIn): Promise<string> {
  const launcher = await writeLauncher(ntcli);
  host.line(`✓ Later steps have ${host.laterSteps.handOver(inputs.token, ntcli.session.bin)}`);
  return launcher;
}
