import type { Workspace } from '../api/workspaces.js';
import { cutProblem } from '../inputs/parse.js';
import { type SignedIn, signIn, turnOnAutoRefresh } from '../ntcli/cli.js';
import { variablesCutShort } from '../ntcli/compat.js';
import type { Installed } from '../ntcli/install/install.js';
import { createSession } from '../ntcli/session.js';
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
