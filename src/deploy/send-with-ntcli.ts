import type { Workspace } from '../api/workspaces.js';
import { callNtcli, type SignedIn } from '../ntcli/cli.js';
import {
  type DeployCommand,
  deployArguments,
  deployVerdict,
  refusesWorkspaceOption,
} from '../ntcli/deploy.js';
import type { Scene } from './context.js';
import type { SendDeploy } from './deploy-server.js';

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
