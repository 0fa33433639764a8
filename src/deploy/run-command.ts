import type { CiProvider } from '../ci/provider.js';
import type { Inputs } from '../inputs/types.js';
import type { Network } from '../lib/network.js';
import type { ErrorInfo } from '../schema/errors.js';
import { runCheck } from './check.js';
import { createContext, type ProcessContext } from './context.js';
import { runDeploy } from './deploy.js';
import { runRemove } from './remove.js';

/**
 * Runs the requested command.
 *
 * @returns its error, already reported
 * @throws DeployError for an error that is not yet reported
 */
export function runRequestedCommand(
  ci: CiProvider,
  job: ProcessContext,
  inputs: Inputs,
  network: Network,
): Promise<ErrorInfo | undefined> {
  const context = createContext(ci, job, inputs, network);
  switch (inputs.command) {
    case 'check':
      return runCheck(context);
    case 'remove':
      return runRemove(context);
    default:
      return runDeploy(context);
  }
}
