import type { Workspace } from '../api/workspaces.js';
import type { BoundToken } from '../ci/provider.js';
import { reportNotice } from '../ci/report.js';
import type { Inputs } from '../inputs/types.js';
import { enableAutoRefresh, type SignedInNtcli, signIn } from '../ntcli/cli.js';
import { truncationMessage } from '../ntcli/compat.js';
import type { Installed } from '../ntcli/install/install.js';
import { createSession } from '../ntcli/session.js';
import { writeWrapper } from '../ntcli/wrapper.js';
import { createError } from '../schema/errors.js';
import type { RunContext } from './context.js';

/**
 * Step: sign ntcli in to the workspace, in a private session.
 *
 * @throws DeployError ntcli-sign-in-failed, or bad-input if this ntcli has to deploy and would truncate a variable
 */
export async function signInToWorkspace(
  { ci, runtime, inputs }: RunContext,
  runDir: string,
  ntcli: Installed,
  workspace: Workspace,
): Promise<SignedInNtcli> {
  const session = await createSession(runDir);
  const options = { onLines: ci.childOutput, signal: runtime.signal, debug: ci.debug };
  const signedIn = await signIn(
    { ntcli, session, node: runtime.node, job: runtime.env },
    { token: inputs.token.value, domain: inputs.endpoints.domain, workspace },
    options,
  );
  const cut = signedIn.contract.truncatedVariables(inputs.settings.env);
  if (cut.length > 0 && inputs.deployWith === 'ntcli')
    throw createError('bad-input', `\`env\`: ${truncationMessage(cut, ntcli.version)}.`);
  if (inputs.autoRefresh && !(await enableAutoRefresh(signedIn, options))) {
    reportNotice(
      ci,
      'auto-refresh-missing',
      `ntcli ${ntcli.version} has no \`config set auto-refresh-token\`.`,
    );
  }
  return signedIn;
}

/**
 * True if later steps of the job get something: the session then belongs to them. A deploy goes on without, with a
 * warning.
 *
 * @throws DeployError runner-incomplete for `setup` on a machine whose later steps cannot get anything
 */
export function shouldExport({ ci, inputs }: RunContext): boolean {
  const { afterDeploy, unavailableReason } = ci.exports;
  const isWanted = afterDeploy ? inputs.exportToken : inputs.command === 'setup';
  if (!isWanted || unavailableReason === undefined) return isWanted;
  // `setup` has no other purpose.
  if (inputs.command === 'setup') throw createError('runner-incomplete', `${unavailableReason}.`);
  reportNotice(ci, 'not-exported', `${unavailableReason}.`);
  return false;
}

/** The token with the domain that it may be sent to. */
export function bindToken({ token, endpoints }: Inputs): BoundToken {
  return { value: token.value, domain: endpoints.domain };
}

/**
 * Step: export the token and a signed-in `ntcli` to later steps of the job. Runs before the deploy, so that a step that
 * runs on failure can inspect it with `ntcli server logs`.
 *
 * @returns path of the executable that runs ntcli
 * @throws DeployError runner-incomplete
 */
export async function exportSession({ ci, inputs }: RunContext, ntcli: SignedInNtcli): Promise<string> {
  const launcher = await writeWrapper(ntcli);
  ci.info(`✓ ${ci.exports.exportSession(bindToken(inputs), ntcli.session.bin)}`);
  return launcher;
}
