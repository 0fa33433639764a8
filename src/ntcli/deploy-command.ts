import type { FailureCode } from '../spec/failures.js';
import type { Said } from './call.js';
import type { Dialect } from './dialect.js';

/** What `ntcli server deploy` is told. */
export interface DeployCommand {
  readonly id: string;
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
  const { id, version, env, cpu, memory, minReplicas, maxReplicas } = command;
  const options: readonly (readonly [name: string, value: string | number | undefined])[] = [
    ['--version', version],
    ...[...env].map(([key, value]) => ['--env', `${key}=${value}`] as const),
    ['--cpu', cpu],
    ['--memory', memory],
    ['--min-replicas', minReplicas],
    ['--max-replicas', maxReplicas],
  ];
  const given = options.filter(([, value]) => value !== undefined);
  return ['server', 'deploy', id, ...given.map(([name, value]) => `${name}=${value}`)];
}

/** What ntcli made of a deploy, by its own account. */
export type Verdict =
  | { readonly is: 'deployed' }
  /** It deployed a version that nobody asked for. */
  | { readonly is: 'other-version'; readonly version: string }
  /** It reported an error that shows that nothing was deployed. */
  | { readonly is: 'refused'; readonly code: FailureCode; readonly what: string }
  /** It may have been sent: the platform has to be asked. */
  | { readonly is: 'unclear'; readonly what: string };

/** Words of 0.4.4 (measured; it never names an HTTP status), and the failure each stands for. The first that fits counts. */
const refusals: readonly (readonly [words: RegExp, code: FailureCode])[] = [
  [/unable to connect to the registry/i, 'api-unreachable'],
  [/already deployed|\bconflict\b/i, 'server-conflict'],
  [/authentication (failed|required|token has expired)|please login/i, 'token-rejected'],
  [/permission|forbidden|not authorized|access denied|read-only/i, 'token-not-allowed'],
  [/not found in registry/i, 'server-not-found'],
];

/** Words of 0.4.4 after which nobody knows whether the platform acted; `terminated` is an answer cut off half-way. */
const lost =
  /unable to connect to the API|server error|unexpected response|invalid (json )?response|\bterminated$/i;

/**
 * Reads ntcli's account of a deploy. Its exit code alone is not enough: 0.4.x exits with 0 after things that were no
 * deploy, and puts every error into prose.
 *
 * @param wanted the version that was asked for; the registry may ignore it and hand out the newest
 */
export function deployVerdict(said: Said, dialect: Dialect, wanted?: string): Verdict {
  const { ending, lines } = said;
  if (ending.how === 'not-started') {
    return {
      is: 'refused',
      code: 'ntcli-unexpected',
      what: `ntcli could not be started (${ending.reason}).`,
    };
  }
  if (ending.how === 'timeout') return { is: 'unclear', what: 'ntcli did not finish in time.' };
  if (ending.how !== 'exit') return { is: 'unclear', what: 'ntcli was stopped before it finished.' };
  if (ending.code === 0) {
    const saysSo = lines.some((line) => /deployment successful|server deployed/i.test(line));
    const version = lines.flatMap((line) => /^\s*Version:\s*(\S+)$/.exec(line)?.[1] ?? [])[0];
    if (version && wanted && wanted !== 'latest' && version !== wanted)
      return { is: 'other-version', version };
    if (dialect === 'documented' || saysSo) return { is: 'deployed' };
    return { is: 'unclear', what: 'ntcli exited with 0 but did not say that it deployed anything.' };
  }
  const refusal = refusals.find(([words]) => lines.some((line) => words.test(line)));
  if (refusal) return { is: 'refused', code: refusal[1], what: `ntcli exited with ${ending.code}.` };
  if (lines.some((line) => lost.test(line))) {
    return { is: 'unclear', what: `ntcli got no usable answer to the deploy (exit ${ending.code}).` };
  }
  return { is: 'refused', code: 'deploy-refused', what: `ntcli exited with ${ending.code}.` };
}
