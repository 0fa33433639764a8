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
  /** It reported an error that shows that nothing was deployed. */
  | { readonly is: 'refused'; readonly code: FailureCode; readonly what: string }
  /** It may have been sent: the platform has to be asked. */
  | { readonly is: 'unclear'; readonly what: string };

/** Words of 0.4.4 (measured), and the failure that each stands for. The first that fits counts. */
const refusals: readonly (readonly [words: RegExp, code: FailureCode])[] = [
  [/unable to connect to the registry/i, 'api-unreachable'],
  [/already deployed/i, 'server-conflict'],
  [/authentication (failed|required|token has expired)|\b401\b|please login/i, 'token-rejected'],
  [/permission|forbidden|not authorized|access denied|read-only|\b403\b/i, 'token-not-allowed'],
  [/not found in registry|server .*not found/i, 'server-not-found'],
];

/** Words of 0.4.4 after which nobody knows whether the platform acted. */
const lost = /unable to connect to the API|server error|unexpected response|invalid response/i;

/**
 * Reads ntcli's account of a deploy. Its exit code alone is not enough: 0.4.x exits with 0 after things that were no
 * deploy, and puts every error into prose.
 */
export function deployVerdict(said: Said, dialect: Dialect): Verdict {
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
