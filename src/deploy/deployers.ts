import { sendDeploy } from '../api/deploy.js';
import { buildDeployBody } from '../api/deploy-body.js';
import { numberField } from '../api/json.js';
import { findInRegistry } from '../api/registry.js';
import type { Workspace } from '../api/workspaces.js';
import { anySignal } from '../lib/abort.js';
import { runNtcli, type SignedInNtcli } from '../ntcli/cli.js';
import {
  type DeployCommand,
  deployArguments,
  isWorkspaceOptionUnknown,
  parseNtcliOutcome,
} from '../ntcli/deploy.js';
import { toErrorInfo } from '../schema/errors.js';
import type { RunContext } from './context.js';
import type { Deployer } from './server.js';

/** Deploys with the two requests that ntcli makes: a look into the server registry, and one POST. */
export function createApiDeployer(
  { apiFor, registryFor, inputs }: RunContext,
  workspace: Workspace,
): Deployer {
  return async ({ registryId, version }, deadline, signal, before) => {
    const bound = anySignal([signal], Math.max(1, deadline - performance.now()));
    try {
      const entry = await findInRegistry(registryFor(bound.signal), registryId, version);
      const body = buildDeployBody(registryId, entry, inputs.settings, numberField(before?.spec, 'replicas'));
      return await sendDeploy(apiFor(bound.signal), workspace.id, body);
    } catch (error) {
      // Only the look-up throws, and then nothing was sent.
      return { kind: 'refused', ...toErrorInfo(error) };
    } finally {
      bound.dispose();
    }
  };
}

/** Deploys with `ntcli server deploy`, and reads what it says. */
export function createNtcliDeployer(
  { ci, inputs, runtime }: RunContext,
  workspace: Workspace,
  ntcli: SignedInNtcli,
): Deployer {
  const options = { redact: ci.redact, onLine: ci.childOutput, signal: runtime.signal, debug: ci.debug };
  return async (request, deadline) => {
    const command: DeployCommand = { ...inputs.settings, ...request };
    const call = (words: DeployCommand) =>
      runNtcli(ntcli, deployArguments(words), Math.max(1, deadline - performance.now()), options);
    const said = await call({ ...command, workspaceId: workspace.id });
    // Nothing was sent then, and `workspace select` has named the workspace already.
    const counts = isWorkspaceOptionUnknown(said) ? await call(command) : said;
    return parseNtcliOutcome(counts, ntcli.contract, command);
  };
}
