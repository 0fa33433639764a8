import { sendDeploy } from '../api/deploy.js';
import { buildDeployBody } from '../api/deploy-body.js';
import { numberField } from '../api/json.js';
import type { Workspace } from '../api/workspaces.js';
import { withTimeLimit } from '../lib/abort.js';
import { runNtcli, type SignedInNtcli } from '../ntcli/cli.js';
import {
  type DeployCommand,
  deployArguments,
  isWorkspaceOptionUnknown,
  parseFailedResponse,
  parseNtcliOutcome,
} from '../ntcli/deploy.js';
import { createResponseHook } from '../ntcli/response-hook.js';
import type { Deployer, RunContext } from './context.js';

/** Deploys with one request, which carries the registry entry and the settings. */
export function createApiDeployer({ apiFor, inputs }: RunContext, workspace: Workspace): Deployer {
  return {
    name: 'api',
    async send({ server, entry, before }, { deadline, signal }) {
      if (entry === undefined)
        return { kind: 'refused', code: 'server-not-found', message: 'It has no registry entry.' };
      const replicas = numberField(before?.spec, 'replicas');
      const body = buildDeployBody(server.registryId, entry, inputs.settings, replicas);
      return withTimeLimit(signal, Math.max(1, deadline - performance.now()), (limited) =>
        sendDeploy(apiFor(limited), workspace.id, body),
      );
    },
  };
}

/** Deploys with `ntcli server deploy`, and parses its output. */
export function createNtcliDeployer(
  { ci, inputs, runtime }: RunContext,
  workspace: Workspace,
  ntcli: SignedInNtcli,
): Deployer {
  const options = { onLines: ci.childOutput, signal: runtime.signal, debug: ci.debug };
  return {
    name: 'ntcli',
    async send({ server }, { deadline }) {
      const command: DeployCommand = { ...inputs.settings, ...server };
      const hook = await createResponseHook(ntcli.session);
      const call = (words: DeployCommand) => {
        const timeout = Math.max(1, deadline - performance.now());
        return runNtcli(ntcli, deployArguments(words), timeout, options, hook.nodeOptions);
      };
      const said = await call({ ...command, workspaceId: workspace.id });
      // Nothing was sent, and `workspace select` has already selected the workspace.
      const counts = isWorkspaceOptionUnknown(said) ? await call(command) : said;
      const outcome = parseNtcliOutcome(counts, ntcli.contract, command);
      const failed =
        outcome.kind === 'server-error' || outcome.kind === 'unclear' ? await hook.read() : undefined;
      return failed ? parseFailedResponse(failed, ci.redact) : outcome;
    },
  };
}
