import type { CiProvider } from './ci/provider.js';
import { reportError, reportNotice } from './ci/report.js';
import type { ProcessContext } from './deploy/context.js';
import type * as RunCommand from './deploy/run-command.js';
import { hashInputFile, readInputFile } from './inputs/files.js';
import { parseInputs } from './inputs/parse.js';
import { findTracing } from './inputs/tracing.js';
import type { Inputs } from './inputs/types.js';
import { findVariableName, isUnexpandedVariable } from './inputs/unexpanded.js';
import { leadsOutOf } from './lib/fs.js';
import { proxySecrets, readNetwork } from './lib/network.js';
import { MIN_SECRET_LENGTH } from './lib/secret-forms.js';
import { product } from './schema/constants.js';
import { type ErrorInfo, errorCatalogue, toErrorInfo } from './schema/errors.js';
import { type ExitCode, exitCodes } from './schema/exit-codes.js';
import { inputNames } from './schema/inputs.js';

/**
 * One run, from masking the token to cleanup, the same on every CI system.
 *
 * @param loadRunCommand imports `deploy/run-command.js`: from a separate chunk, or from the engine file
 * @returns the exit code of the process; every failure has been reported
 */
export async function run(
  ci: CiProvider,
  runtime: ProcessContext,
  loadRunCommand: () => Promise<typeof RunCommand>,
): Promise<ExitCode> {
  try {
    if (ci.rawInputs.token && !isUnexpandedVariable(ci.rawInputs.token)) ci.mask(ci.rawInputs.token);
    ci.debug(describeMachine(runtime.env));
    const startError = ci.startError ?? findTracing(runtime.env);
    if (startError) return reject(ci, startError);
    const network = readNetwork(runtime.env);
    if (network.ok) for (const secret of proxySecrets(network.network)) ci.mask(secret);
    const files = {
      readText: (path: string, maxBytes?: number) => readInputFile(path, ci.paths, maxBytes),
      hash: (path: string) => hashInputFile(path, ci.paths),
      leadsOut: (path: string) => leadsOutOf(path, ci.paths.checkout),
    };
    const parsed = parseInputs(ci.rawInputs, ci.paths.workDir, files, ci.exportedFor);
    if (!parsed.ok) return parsed.skip ? skip(ci, parsed.error) : reject(ci, parsed.error);
    if (!network.ok) return reject(ci, { code: 'proxy-invalid', message: network.problem });
    maskSecrets(ci, parsed.inputs);
    if (/^\s|\s$/.test(ci.rawInputs.token ?? ''))
      reportNotice(ci, 'token-trimmed', 'Surrounding whitespace was removed.');
    for (const { code, message } of parsed.notices) reportNotice(ci, code, message);
    if (runtime.env.NODE_TLS_REJECT_UNAUTHORIZED === '0')
      reportNotice(ci, 'tls-verified', 'NODE_TLS_REJECT_UNAUTHORIZED=0 is ignored.');

    // Loaded late: the modules for HTTP and child processes take longer to load than everything before this line.
    const { runRequestedCommand } = await loadRunCommand();
    const error = await runRequestedCommand(ci, runtime, parsed.inputs, network.network);
    if (ci.outputUnavailableReason) reportNotice(ci, 'report-not-kept', ci.outputUnavailableReason);
    if (runtime.signal.aborted) return report(ci, cancellationError(runtime.signal));
    return error ? errorCatalogue[error.code].exit : exitCodes.done;
  } catch (error) {
    return report(ci, runtime.signal.aborted ? cancellationError(runtime.signal) : toErrorInfo(error));
  }
}

/** Masks the values of `secrets`, but nothing in them that this program itself writes to the log and to outputs. */
function maskSecrets(
  ci: CiProvider,
  { secrets, endpoints, workspace, moreWorkspaces, servers }: Inputs,
): void {
  const origins = [endpoints.api, endpoints.mcp, endpoints.registry].map((origin) => `${origin}/`);
  const names = [workspace, ...moreWorkspaces, ...servers]
    .flatMap((one) => Object.values(one))
    .filter((name) => typeof name === 'string');
  for (const secret of secrets.values()) ci.mask(secret, [...origins, ...names]);
  const short = [...secrets].filter(([, value]) => value.trim().length < MIN_SECRET_LENGTH);
  if (short.length > 0)
    reportNotice(ci, 'secret-short', `Affected: ${short.map(([name]) => name).join(', ')}.`);
}

/** Ends a run before anything is installed or sent. */
function reject(ci: CiProvider, error: ErrorInfo): ExitCode {
  setEarlyOutputs(ci, error);
  return report(ci, { ...error, message: describeError(ci, error) });
}

/** Ends a run without a token, as `on-missing-token: skip` says. */
function skip(ci: CiProvider, error: ErrorInfo): ExitCode {
  setEarlyOutputs(ci, error);
  reportNotice(ci, 'token-skipped', describeError(ci, error));
  return exitCodes.done;
}

function setEarlyOutputs(ci: CiProvider, { code }: ErrorInfo): void {
  try {
    const status = code === 'token-missing' ? ({ 'token-status': 'missing' } as const) : {};
    ci.setOutputs({ ...status, 'deploy-status': 'skipped', 'health-status': 'skipped' });
  } catch {
    // A full disk must not replace the error that ends the run.
  }
}

function describeError(ci: CiProvider, error: ErrorInfo): string {
  const hint = error.code === 'token-missing' ? ci.missingTokenHint : findVariableHint(ci, error);
  return hint ? `${error.message} ${hint}` : error.message;
}

/** The hint for an invalid input that contains a variable, such as `$CIRCLE_TAG`. */
function findVariableHint(
  { rawInputs, variableHint }: CiProvider,
  { message }: ErrorInfo,
): string | undefined {
  const invalid = inputNames.filter((name) => name !== 'token' && message.includes(`\`${name}\`: `));
  const [variable] = invalid.flatMap((name) => findVariableName(rawInputs[name] ?? '') ?? []);
  return variable && variableHint?.(variable);
}

function report(ci: CiProvider, error: ErrorInfo): ExitCode {
  reportError(ci, error);
  return errorCatalogue[error.code].exit;
}

function cancellationError(signal: AbortSignal): ErrorInfo {
  const code = signal.reason === 'SIGINT' ? 'interrupted' : 'terminated';
  return { code, message: `Received ${signal.reason}; all work was stopped.` };
}

/** Versions that a bug report needs. */
function describeMachine({ ImageOS, ImageVersion, CI_RUNNER_VERSION }: NodeJS.ProcessEnv): string {
  const image = ImageOS && `image ${ImageOS} ${ImageVersion ?? ''}`.trim();
  const runner = CI_RUNNER_VERSION && `gitlab-runner ${CI_RUNNER_VERSION}`;
  const parts = [
    `ntcli-deploy ${product.version}`,
    `Node.js ${process.versions.node}`,
    `${process.platform} ${process.arch}`,
    image,
    runner,
  ];
  return parts.filter(Boolean).join(', ');
}
