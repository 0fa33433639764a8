import { deployBody, sendDeploy } from '../api/deploy.js';
import { findInRegistry } from '../api/registry.js';
import type { Workspace } from '../api/workspaces.js';
import { linkSignals } from '../lib/abort.js';
import { callNtcli, type SignedIn } from '../ntcli/cli.js';
import {
  type DeployCommand,
  deployArguments,
  deployVerdict,
  refusesWorkspaceOption,
} from '../ntcli/deploy.js';
import { failureOf } from '../schema/errors.js';
import type { Scene } from './context.js';
import type { SendDeploy } from './server.js';

/** Deploys with the two requests that ntcli makes: a look into the server registry, and one POST. */
export function sendWithApi({ apiFor, registryFor, inputs }: Scene, workspace: Workspace): SendDeploy {
  return async ({ id, version }, deadline, signal) => {
    const bound = linkSignals([signal], Math.max(1, deadline - performance.now()));
    try {
      const entry = await findInRegistry(registryFor(bound.signal), id, version);
      const body = deployBody(id, entry, inputs.overrides);
      return await sendDeploy(apiFor(bound.signal), workspace.id, body);
    } catch (error) {
      // Only the look-up throws, and then nothing was sent.
      return { is: 'refused', ...failureOf(error) };
    } finally {
      bound.release();
    }
  };
}

/** Deploys with `ntcli server deploy`, and reads what it says. */
export function sendWithNtcli(
  { host, inputs, job }: Scene,
  workspace: Workspace,
  ntcli: SignedIn,
): SendDeploy {
  const watch = { redact: host.redact, onLine: host.quote, signal: job.signal };
  return async (request, deadline) => {
    const command: DeployCommand = { ...inputs.overrides, ...request };
    const call = (words: DeployCommand) =>
      callNtcli(ntcli, deployArguments(words), Math.max(1, deadline - performance.now()), watch);
    const said = await call({ ...command, workspaceId: workspace.id });
    // Nothing was sent then, and `workspace select` has named the workspace already.
    const counts = refusesWorkspaceOption(said) ? await call(command) : said;
    return deployVerdict(counts, ntcli.dialect, command);
  };
}
