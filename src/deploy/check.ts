import type { CiProvider } from '../ci/provider.js';
import type { Inputs } from '../inputs/types.js';
import { type ErrorInfo, errorCatalogue, toErrorInfo } from '../schema/errors.js';
import { exitCodes } from '../schema/exit-codes.js';
import { createContext, type ProcessContext, type RunContext } from './context.js';
import { runDeploy } from './deploy.js';
import { reportError } from './report.js';
import { lookUpWorkspace, readTokenAge, reportExpiry, reportWorkspace } from './token-expiry.js';

/**
 * Runs the command that the inputs ask for.
 *
 * @returns its error, reported already
 * @throws Failed for a error that nobody has reported yet
 */
export function runParsed(
  ci: CiProvider,
  job: ProcessContext,
  inputs: Inputs,
): Promise<ErrorInfo | undefined> {
  const context = createContext(ci, job, inputs);
  return inputs.command === 'check' ? check(context) : runDeploy(context);
}

/** The story of the `check` command: token and workspace, nothing else. */
async function check(context: RunContext): Promise<ErrorInfo | undefined> {
  const { workspace, age } = await lookUpWorkspace(context, context.runtime.signal).catch((error) => {
    // What the token says of itself is worth knowing even where its workspace is not found.
    if (errorCatalogue[toErrorInfo(error).code].exit === exitCodes.target)
      reportExpiry(context, readTokenAge(context));
    throw error;
  });
  const { error } = reportWorkspace(context, workspace, age);
  if (error) reportError(context.ci, error);
  return error;
}
