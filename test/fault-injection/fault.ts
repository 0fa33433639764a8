import type { StepResult } from '../fakes/github-runner.js';
import type { Observation } from './run-fault.js';
import type { Sandbox } from './sandbox.js';

/** Kinds of faults, as the published tables group them. */
export type Area =
  | 'Child output'
  | 'Checkout and job environment'
  | 'Supply chain'
  | 'Inputs and command files'
  | 'Token'
  | 'Self-hosted machines'
  | 'npm'
  | 'Network'
  | 'API'
  | 'Machine'
  | 'CLI'
  | 'Cancel';

/** One row of a fault table: what goes wrong, and what a user must see of it. `what` and `expected` are published. */
export interface Fault {
  readonly area: Area;
  /** What is wrong, in a few words; unique in its table. */
  readonly what: string;
  /** What must happen, in a few words, for a reader. */
  readonly expected: string;
  /** Prepares the machine and says what the run gets. By default: a deploy with an ntcli that is on PATH. */
  readonly arrange: (sandbox: Sandbox) => Arranged | Promise<Arranged>;
  /** What must happen, for the machine. */
  readonly expect: Expected;
  /** Why this machine cannot arrange it. The row is then skipped, under a name that says so. */
  readonly skipReason?: string | undefined;
}

/** What the run of one row gets. */
export interface Arranged {
  /** Over the inputs of an ordinary deploy; an empty text takes one away. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Over the environment of the main and of the post step; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Gets the entry process as soon as it has started; see `signalWhen` of the sandbox. */
  readonly onStart?: (child: import('node:child_process').ChildProcess) => void;
  /** Runs between the main and the post step. */
  readonly afterMain?: (main: StepResult) => void | Promise<void>;
  /** Values of secrets that the run is given besides the token: the same is searched for them. */
  readonly secrets?: readonly string[];
  /** Files outside the job in which something was recorded that must hold no token, such as what npm saw. */
  readonly noTokenIn?: readonly string[];
  /** Bound on the main step in milliseconds, on a machine that is much slower; 60 s by default. */
  readonly within?: number;
}

/** What must be seen. What is left out does not matter. */
export interface Expected {
  /** Exit code of the main step. */
  readonly exit: number | null;
  /** Title of the one error; null for a run without an error. Other annotations do not matter. */
  readonly title: string | null;
  /** Outputs that must be so. */
  readonly outputs?: Readonly<Record<string, string>>;
  /** Texts that must be in the log as the runner shows it. */
  readonly log?: readonly (string | RegExp)[];
  /** Texts that must not be. */
  readonly notInLog?: readonly (string | RegExp)[];
  /** Anything else, such as the state of the platform; throws where it is not so. */
  readonly also?: (seen: Observation) => void | Promise<void>;
}
