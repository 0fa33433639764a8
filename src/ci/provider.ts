import type { ToolCache } from '../lib/tool-cache.js';
import type { ErrorInfo } from '../schema/errors.js';
import { type InputName, inputNames, inputRow, type RawInputs } from '../schema/inputs.js';
import type { NoticeLevel } from '../schema/notices.js';
import type { Outputs } from '../schema/outputs.js';

/**
 * What a deploy needs of the CI system it runs on. Everything that a CI system does its own way is behind this
 * interface, and nothing else is. Texts may come from anywhere: a host redacts them and makes them inert.
 */
export interface CiProvider {
  /** Inputs as typed, token included. */
  readonly rawInputs: RawInputs;
  readonly paths: Paths;
  /** Why nothing can be run with this environment; absent if nothing is wrong with it. */
  readonly startError?: ErrorInfo;
  /**
   * Hides a secret from now on, in every form, in the log and in everything else that is written.
   *
   * @param publicTexts texts of which no piece is hidden on its own, even if the secret has it too
   */
  mask(secret: string, publicTexts?: readonly string[]): void;
  /** Replaces known secrets by `***`. */
  redact(text: string): string;
  /** One line of the log. */
  info(text: string): void;
  /** One line for whoever looks into a failure; shown only when debug logging is on. */
  debug(text: string): void;
  /** One line that another program wrote. */
  childOutput(text: string): void;
  /** Lines that `body` writes fold under the title. */
  group<Result>(title: string, body: () => Promise<Result>): Promise<Result>;
  /** Ends the log with an error that a person sees without opening it. */
  error(title: string, text: string): void;
  /** Says something that ends nothing, where a person sees it without opening the log. */
  annotate(level: NoticeLevel, title: string, text: string): void;
  /** May be called more than once; later values win. */
  setOutputs(outputs: Outputs): void;
  /** Keeps a report, in Markdown, where users of this system look for one. */
  writeSummary(markdown: string): void;
  /** Why a token may not have arrived on this system, in one sentence; absent when nothing points to a cause. */
  readonly missingTokenHint?: string;
  /** What to write in place of `$NAME` in an input, in one or two sentences; absent where inputs are expanded. */
  readonly variableHint?: (name: string) => string;
  /** Why outputs or the summary are left out on this machine, in one sentence; absent where they are kept. */
  readonly outputUnavailableReason?: string;
  /** Says before it is made which directory must be gone at the end of the job. */
  registerCleanup(directory: string): void;
  readonly exports: JobExports;
}

export interface Paths {
  /** Directory for temporary files. */
  readonly temp: string;
  /** The user's repository. */
  readonly checkout: string;
  /** Tools that the machine keeps between jobs; absent when it keeps nothing. */
  readonly toolCache?: ToolCache;
  /** The directory of the checkout that the CI system carries from job to job; absent without one. */
  readonly packageCache?: string;
}

/** What comes after this run in the same job. */
export interface JobExports {
  /** True when a deploy gives them ntcli as well; elsewhere only the `setup` command does, which asks for it. */
  readonly afterDeploy: boolean;
  /** Why later steps cannot get anything on this machine; absent if they can. */
  readonly unavailableReason?: string;
  /**
   * Hands over what this system can: the token, a directory for PATH. The private directory then stays.
   *
   * @returns a line for the log, without the final period
   * @throws Failed runner-incomplete rather than print the token
   */
  exportSession(token: string, bin: string): string;
  /** Hands over the token alone, likewise; absent where they have it anyway. */
  readonly exportToken?: (token: string) => string;
}

/** Outputs without secrets: a name on the platform may be one, or be made like one. */
export function redactOutputs(outputs: Outputs, redact: (text: string) => string): Outputs {
  return Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, redact(value)]));
}

/**
 * Collects what was given for each input. An input comes first, its environment variable second; an empty text is
 * nothing given, so that it never hides a variable.
 *
 * @param given the text of an input in the CI system's own way, empty where it was not given
 */
export function collectInputs(env: NodeJS.ProcessEnv, given: (name: InputName) => string): RawInputs {
  const found = inputNames.map((name) => {
    const { variable } = inputRow(name);
    const candidates = [given(name), (variable && env[variable]) || ''];
    return [name, candidates.find((text) => text.trim() !== '')] as const;
  });
  return Object.fromEntries(found.filter(([, text]) => text !== undefined));
}
