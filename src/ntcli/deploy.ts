import { errorDetail } from '../api/error-detail.js';
import type { DeployOutcome } from '../schema/deploy-outcome.js';
import type { ErrorCode } from '../schema/errors.js';
import type { CommandOutput } from './cli.js';
import type { Dialect } from './compat.js';

/** What `ntcli server deploy` is told. */
export interface DeployCommand {
  readonly registryId: string;
  /** UUID of the workspace; its name alone may fit another one as well. */
  readonly workspaceId?: string;
  readonly version?: string;
  readonly env: ReadonlyMap<string, string>;
  readonly cpu?: string;
  readonly memory?: string;
  readonly minReplicas?: number;
  readonly maxReplicas?: number;
}

/**
 * The arguments of `ntcli server deploy`. Values are glued to their option: 0.4.4 takes `--version 1.2.0` in two words
 * for a question after its own version, answers it, deploys nothing and exits with 0 (measured).
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

/** How ntcli put it, and the failure that stands for. */
type Refusal = readonly [words: RegExp, code: ErrorCode];

/** Whole lines of 0.4.4 (measured). It never names an HTTP status, and shows message the platform said as it came. */
const publishedRefusals: readonly Refusal[] = [
  [/^Network error - unable to connect to the registry$/, 'api-unreachable'],
  [/^💡 Server ID is already deployed in this workspace$/u, 'server-conflict'],
  [/^(Authentication failed|Authentication token has expired|Please login first)\b/, 'token-rejected'],
  [/^You do not have permission to access this resource$/, 'token-not-allowed'],
  // The answer to a 403 of the open control plane: its JSON, in words that nothing promises.
  [/^\{.*\b(permission|forbidden|not authorized|access denied|read-only)\b.*\}$/i, 'token-not-allowed'],
  [/^💡 Server ID not found in registry$/u, 'server-not-found'],
];

/** Whole lines of 0.4.4 after which the outcome is unknown; `terminated` is a response that broke off. */
const publishedLost =
  /^(Unable to connect to the API\b.*|💡 Deployment service may be temporarily unavailable\b.*|Server returned an unexpected response format|API returned an invalid response|terminated)$/u;
/** The line of 0.4.4 for every response of 500 or more. It drops the platform's reason (read in its source). */
const publishedServerError = /^Server error - please try again later$/;

/** The documented CLI has no documented words; a line that names the status of a refusal is taken at its word. */
const documentedRefusals: readonly Refusal[] = [
  [/\(401\)/, 'token-rejected'],
  [/\(403\)/, 'token-not-allowed'],
  [/\(404\)/, 'server-not-found'],
  [/\(409\)/, 'server-conflict'],
  [/\((400|422|429)\)/, 'deploy-refused'],
];

/**
 * Reads ntcli's account of a deploy. Its exit code alone is not enough: 0.4.x exits with 0 after things that were no
 * deploy, and puts every error into prose. What is not understood counts as unclear, never as a success.
 *
 * @param command message was asked for; the registry may ignore the version and hand out the newest
 */
export function parseNtcliOutcome(
  { exit, lines }: CommandOutput,
  dialect: Dialect,
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
  const isPublished = dialect === 'published';
  if (isPublished && meant.some((line) => publishedLost.test(line))) {
    return { kind: 'unclear', message: `ntcli got no usable response to the deploy (exit ${exit.code}).` };
  }
  if (isPublished && meant.some((line) => publishedServerError.test(line))) {
    return { kind: 'server-error', message: 'ntcli got a server error (500 or more).', reason: '' };
  }
  const known = isPublished ? publishedRefusals : documentedRefusals;
  const refusal = known.find(([words]) => meant.some((line) => words.test(line)));
  if (refusal) return { kind: 'refused', code: refusal[1], message };
  return isPublished ? { kind: 'refused', code: 'deploy-refused', message } : { kind: 'unclear', message };
}

/**
 * A line as it is, and as it is with any other id: that of a server may be one of ntcli's own words, and the other way
 * round. In message the platform says, which is JSON, no word of the id means anything.
 */
function lineVariants(line: string, id: string): readonly string[] {
  const without = line.replaceAll(`'${id}'`, 'ID').replaceAll(id, 'ID');
  return line.startsWith('{') ? [without] : [line, without];
}

/**
 * True when ntcli did not even start to deploy, because it does not have the option that names the workspace: commander
 * then says so before anything else, and ntcli fails. The same words further down may be those of the platform.
 */
export function isWorkspaceOptionUnknown({ exit, lines }: CommandOutput): boolean {
  const isFailure = exit.kind === 'exit' && exit.code !== 0;
  return (
    isFailure && /^error: unknown option '?--workspace\b/.test(lines.find((line) => line.trim() !== '') ?? '')
  );
}
