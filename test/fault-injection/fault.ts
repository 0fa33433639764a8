import type { StepResult } from '../fakes/github-runner.js';
import type { Observation } from './run-fault.js';
import type { Sandbox } from './sandbox.js';

/** Groups of faults, as in the published tables. */
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

/** One row of a fault table: what fails, and what a user must see. `what` and `expected` are published. */
export interface Fault {
  readonly area: Area;
  /** The fault, in a few words; unique in its area. */
  readonly what: string;
  /** The expected result, for readers. */
  readonly expected: string;
  /** Prepares the machine and returns what the run gets. Default: a deploy with an ntcli on PATH. */
  readonly arrange: (sandbox: Sandbox) => Arranged | Promise<Arranged>;
  /** The expected result, for the test. */
  readonly expect: Expected;
  /** Why this machine cannot run the row. It is skipped, with this reason in its name. */
  readonly skipReason?: string | undefined;
  /** Why `npm test` leaves the row to the nightly run: what it waits for, or which row of `npm test` is like it. */
  readonly nightly?: string | undefined;
}

/** Settings of the run of one row. */
export interface Arranged {
  /** Overrides inputs of a normal deploy; an empty text removes one. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Overrides the environment of the main and post step; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Called with the entry process as soon as it has started; see `signalWhen` of the sandbox. */
  readonly onStart?: (child: import('node:child_process').ChildProcess) => void;
  /** Runs between the main and the post step. */
  readonly afterMain?: (main: StepResult) => void | Promise<void>;
  /** Other secrets of the run. Everything is searched for them as for the token. */
  readonly secrets?: readonly string[];
  /** Recorded files outside the job that must not contain the token, such as what npm received. */
  readonly noTokenIn?: readonly string[];
  /** Time limit of the main step in milliseconds, on a much slower machine. Default: 60 s. */
  readonly within?: number;
}

/** Expected observations. Absent fields are not checked. */
export interface Expected {
  /** Exit code of the main step. */
  readonly exit: number | null;
  /** Title of the only error; null for a run without an error. Other annotations are not checked. */
  readonly title: string | null;
  /** Expected outputs. */
  readonly outputs?: Readonly<Record<string, string>>;
  /** Texts that the log, as shown by the runner, must contain. */
  readonly log?: readonly (string | RegExp)[];
  /** Texts that the log must not contain. */
  readonly notInLog?: readonly (string | RegExp)[];
  /** Checks anything else, such as the state of the platform; throws if it is not as expected. */
  readonly also?: (seen: Observation) => void | Promise<void>;
}
