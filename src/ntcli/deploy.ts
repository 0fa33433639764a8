import { parseApiOutcome } from '../api/deploy.js';
import { errorDetail } from '../api/error-detail.js';
import { parseJson } from '../api/json.js';
import type { DeployOutcome } from '../schema/deploy-outcome.js';
import type { CommandOutput } from './cli.js';
import type { CliContract } from './contract.js';
import type { FailedResponse } from './response-hook.js';

/** The parameters of `ntcli server deploy`. */
export interface DeployCommand {
  readonly registryId: string;
  /** UUID of the workspace; its name may match another one as well. */
  readonly workspaceId?: string;
  readonly version?: string;
  readonly env: ReadonlyMap<string, string>;
  readonly cpu?: string;
  readonly memory?: string;
  readonly minReplicas?: number;
  readonly maxReplicas?: number;
}

/**
 * The arguments of `ntcli server deploy`, in the form `--option=value`: 0.4.4 interprets `--version 1.2.0` as two arguments as
 * a request for its own version, prints it, deploys nothing and exits 0 (measured).
 */
export function deployArguments(command: DeployCommand): readonly string[] {
  const { registryId, workspaceId, version, env, cpu, memory, minReplicas, maxReplicas } = command;
  const options: readonly (readonly [name: string, value: string | number | undefined])[] = [
    ['--workspace', workspaceId],
    ['--version', version],
    ...[...env].map(([key, value]) => ['--env', `${key}=${value}`] as const),
    ['--cpu', cpu],
    ['--memory', memory],
    ['--min-replicas', minReplicas],
    ['--max-replicas', maxReplicas],
  ];
  const given = options.filter(([, value]) => value !== undefined);
  return ['server', 'deploy', registryId, ...given.map(([name, value]) => `${name}=${value}`)];
}

/**
 * Interprets the result of `ntcli server deploy`. The exit code alone is not enough: 0.4.x exits with 0 without a deploy in
 * some cases, and describes every error in prose. Output that is not recognized never counts as success.
 *
 * @param command what was requested; the registry may ignore the version and return the newest
 */
export function parseNtcliOutcome(
  { exit, lines }: CommandOutput,
  contract: CliContract,
  { registryId, version }: DeployCommand,
): DeployOutcome {
  if (exit.kind === 'not-started') {
    return {
      kind: 'refused',
      code: 'ntcli-unexpected',
      message: `ntcli could not be started (${exit.reason}).`,
    };
  }
  if (exit.kind === 'timeout') return { kind: 'unclear', message: 'ntcli did not finish in time.' };
  if (exit.kind !== 'exit') return { kind: 'unclear', message: 'ntcli was stopped before it finished.' };
  if (exit.code === 0) {
    const deployed = lines.flatMap((line) => /^\s*Version:\s*(\S+)$/.exec(line)?.[1] ?? [])[0];
    if (deployed && version && version !== 'latest' && deployed !== version) {
      return { kind: 'other-version', version: deployed };
    }
    if (lines.some((line) => /deployment successful|server deployed/i.test(line))) {
      return { kind: 'deployed', message: 'ntcli reported success.' };
    }
    return { kind: 'unclear', message: 'ntcli exited with 0, but did not report a deploy.' };
  }
  const meant = lines.flatMap((line) => lineVariants(line.trim(), registryId));
  const reason = lines.map((line) => errorDetail(line, (text) => text)).find(Boolean);
  const message = `ntcli exited with ${exit.code}${reason ? `: ${reason}` : ''}.`;
  if (meant.some((line) => contract.lostResponse.test(line))) {
    return { kind: 'unclear', message: `ntcli got no usable response to the deploy (exit ${exit.code}).` };
  }
  if (meant.some((line) => contract.serverError.test(line))) {
    return { kind: 'server-error', message: 'ntcli got a server error (500 or more).', reason: '' };
  }
  const refusal = contract.refusals.find(([pattern]) => meant.some((line) => pattern.test(line)));
  if (refusal) return { kind: 'refused', code: refusal[1], message };
  return contract.unknownFailure === 'refused'
    ? { kind: 'refused', code: 'deploy-refused', message }
    : { kind: 'unclear', message };
}

/**
 * What a response of 500 or more means that ntcli got: the same as if the API had been called directly.
 *
 * @param redact hides secrets
 */
export function parseFailedResponse(
  { status, text }: FailedResponse,
  redact: (text: string) => string,
): DeployOutcome {
  const reason = errorDetail(text, redact);
  const body = parseJson(text);
  return parseApiOutcome({
    status,
    message: `ntcli got ${status} for the deploy${reason && `: ${reason}`}.`,
    reason,
    ...(body === undefined ? {} : { body }),
  });
}

/**
 * A line unchanged, and with a placeholder for the id of the server, which may itself be a word of ntcli's messages. In the
 * platform's JSON only the second counts.
 */
function lineVariants(line: string, id: string): readonly string[] {
  const without = line.replaceAll(`'${id}'`, 'ID').replaceAll(id, 'ID');
  return line.startsWith('{') ? [without] : [line, without];
}

/**
 * True if ntcli did not start the deploy, because it has no option for the workspace: commander then prints this error first,
 * and ntcli fails. The same text on a later line may come from the platform.
 */
export function isWorkspaceOptionUnknown({ exit, lines }: CommandOutput): boolean {
  const isFailure = exit.kind === 'exit' && exit.code !== 0;
  return (
    isFailure && /^error: unknown option '?--workspace\b/.test(lines.find((line) => line.trim() !== '') ?? '')
  );
}
