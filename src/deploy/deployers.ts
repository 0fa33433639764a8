import { postDeploy } from '../api/deploy.js';
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
import type { DeployOutcome } from '../schema/deploy-outcome.js';
import type { Deployer, RunContext } from './context.js';
import { describeEnd, type TimeLimit } from './time-limit.js';

/**
 * Deploys with one request, which carries the registry entry and the settings.
 *
 * @param reason why the API sends the deploys
 */
export function createApiDeployer(
  { apiFor, inputs }: RunContext,
  workspace: Workspace,
  reason: string,
): Deployer {
  return {
    name: 'api',
    reason,
    async send({ server, entry, before }, limit) {
      if (entry === undefined)
        return { kind: 'refused', code: 'server-not-found', message: 'It has no registry entry.' };
      const replicas = numberField(before?.spec, 'replicas');
      const body = buildDeployBody(server.registryId, entry, inputs.settings, replicas);
      return refuseAfterEnd(limit, (timeout) =>
        withTimeLimit(limit.signal, timeout, (limited) => postDeploy(apiFor(limited), workspace.id, body)),
      );
    },
  };
}

/**
 * Deploys with `ntcli server deploy`, and parses its output.
 *
 * @param reason why ntcli sends the deploys
 */
export function createNtcliDeployer(
  { ci, inputs, runtime }: RunContext,
  workspace: Workspace,
  ntcli: SignedInNtcli,
  reason: string,
): Deployer {
  const options = { onLines: ci.childOutput, signal: runtime.signal, debug: ci.debug };
  return {
    name: 'ntcli',
    reason,
    ntcliVersion: ntcli.ntcli.version,
    async send({ server }, limit) {
      const plainCommand: DeployCommand = { ...inputs.settings, ...server };
      const hook = await createResponseHook(ntcli.session);
      const call = (command: DeployCommand): Promise<DeployOutcome> =>
        refuseAfterEnd(limit, async (timeout) => {
          const output = await runNtcli(ntcli, deployArguments(command), timeout, options, hook.nodeOptions);
          // Nothing was sent, and `workspace select` has already selected the workspace.
          if (command.workspaceId !== undefined && isWorkspaceOptionUnknown(output))
            return call(plainCommand);
          const outcome = parseNtcliOutcome(output, ntcli.contract, command);
          const failed =
            outcome.kind === 'server-error' || outcome.kind === 'unclear' ? await hook.read() : undefined;
          return failed ? parseFailedResponse(failed, ci.redact) : outcome;
        });
      return call({ ...plainCommand, workspaceId: workspace.id });
    },
  };
}

/**
 * Sends a deploy, unless its time is over: it would be cut short, and its outcome would be unknown.
 *
 * @param send gets the milliseconds that are left
 */
async function refuseAfterEnd(
  limit: TimeLimit,
  send: (timeout: number) => Promise<DeployOutcome>,
): Promise<DeployOutcome> {
  const end = describeEnd(limit);
  if (end !== undefined) return { kind: 'refused', code: 'deploy-not-sent', message: end };
  return send(Math.max(1, limit.deadline - performance.now()));
}
