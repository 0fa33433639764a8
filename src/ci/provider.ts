import type { TempDir } from '../lib/checkout.js';
import type { ToolCache } from '../lib/tool-cache.js';
import type { ErrorInfo } from '../schema/errors.js';
import { type InputName, inputNames, inputRow, type RawInputs } from '../schema/inputs.js';
import type { NoticeLevel } from '../schema/notices.js';
import type { Outputs } from '../schema/outputs.js';
import { createNameReporter } from './report.js';

/**
 * Everything that differs between CI systems. Texts may come from anywhere: a provider redacts them and escapes workflow
 * commands.
 */
export interface CiProvider {
  /** Inputs as typed, including the token. */
  readonly rawInputs: RawInputs;
  /** The domain for which an earlier step of this job exported the token of `rawInputs`; absent for any other token. */
  readonly exportedFor?: string | undefined;
  readonly paths: Paths;
  /** Why nothing can be run with this environment; absent if it is valid. */
  readonly startError?: ErrorInfo;
  /**
   * Hides a secret from now on, in every form, in the log and in everything else that is written.
   *
   * @param publicTexts texts of which no piece is hidden on its own, even if the secret has it too
   */
  mask(secret: string, publicTexts?: readonly string[]): void;
  /** Adds public texts to every secret that was hidden with some. */
  addPublicTexts(texts: readonly string[]): void;
  /** Replaces known secrets by `***`. */
  redact(text: string): string;
  /** Writes a line to the log. */
  info(text: string): void;
  /** Writes a line that is shown only with debug logging. */
  debug(text: string): void;
  /** Writes lines of output of another program, without blank ones. */
  childOutput(text: string): void;
  /** Folds the lines that `body` writes under a title. */
  group<Result>(title: string, body: () => Promise<Result>): Promise<Result>;
  /**
   * Shows what each server does in lines below the log that are rewritten in place, until they are closed. Absent
   * in CI, in a file or pipe, and with debug logging.
   */
  readonly openLiveLines?: (servers: readonly string[]) => Promise<LiveLines>;
  /** Reports an error, visible without opening the log. */
  error(title: string, text: string): void;
  /** Reports a notice or warning, visible without opening the log. */
  annotate(level: NoticeLevel, title: string, text: string): void;
  /** May be called more than once; later values override earlier ones. */
  setOutputs(outputs: Outputs): void;
  /** Writes a Markdown report where this system shows it. */
  writeSummary(markdown: string): void;
  /** Why the token may be missing on this system, in one sentence; absent if nothing indicates a cause. */
  readonly missingTokenHint?: string;
  /** What to write instead of `$NAME` in an input, in one or two sentences; absent if inputs are expanded. */
  readonly variableHint?: (name: string) => string;
  /** Why outputs or the summary cannot be written on this machine, in one sentence; absent if they can. */
  readonly outputUnavailableReason?: string;
  /** Registers a directory for removal at the end of the job, before it is created. */
  registerCleanup(directory: string): void;
  readonly exports: JobExports;
}

/** One line of a terminal for each server. */
export interface LiveLines {
  /** Shows a step of a server; `isDone` if it is the last one. */
  show(server: string, step: string, isDone?: boolean): void;
  close(): void;
}

export interface Paths {
  readonly temp: TempDir;
  /** Where a relative path of an input starts. */
  readonly workDir: string;
  /** The user's repository; no program or cache in it is trusted. Empty if there is none. */
  readonly checkout: string;
  /** Tools that the machine caches between jobs; absent if it caches nothing. */
  readonly toolCache?: ToolCache;
  /** The directory in the checkout that the CI system caches between jobs; absent if there is none. */
  readonly packageCache?: string;
}

/** Exports to later steps of the same job. */
export interface JobExports {
  /** True if a deploy exports ntcli as well; otherwise only the `setup` command does. */
  readonly afterDeploy: boolean;
  /** Why later steps cannot get anything on this machine; absent if they can. */
  readonly unavailableReason?: string;
  /**
   * Exports what this system can: the token, and a directory for PATH. The session directory is then kept.
   *
   * @returns a line for the log, without the final period
   * @throws DeployError runner-incomplete instead of printing the token
   */
  exportSession(token: BoundToken, bin: string): string;
  /** Exports only the token, with the same result; absent if later steps have it anyway. */
  readonly exportToken?: (token: BoundToken) => string;
}

/** A token, and the domain of the platform that it may be sent to. */
export interface BoundToken {
  readonly value: string;
  readonly domain: string;
}

/**
 * Returns a function that removes secrets from outputs: a name on the platform may be one, or be made like one. It reports
 * each output that has `***` because of that, here or where the name was read, once.
 */
export function createOutputRedactor({
  redact,
  annotate,
}: Pick<CiProvider, 'redact' | 'annotate'>): (outputs: Outputs) => Outputs {
  const reportRedacted = createNameReporter({ annotate }, 'outputs-redacted');
  return (outputs) => {
    const redacted = Object.entries(outputs).map(([name, value]) => [name, redact(value)] as const);
    reportRedacted(redacted.flatMap(([name, value]) => (value.includes('***') ? [name] : [])));
    return Object.fromEntries(redacted);
  };
}

/**
 * Collects the value of each input. An input overrides its environment variable; an empty value counts as not set, so it
 * never overrides a variable.
 *
 * @param given reads an input of the CI system; empty if not set
 */
export function collectInputs(env: NodeJS.ProcessEnv, given: (name: InputName) => string): RawInputs {
  const found = inputNames.map((name) => {
    const { variable } = inputRow(name);
    const candidates = [given(name), (variable && env[variable]) || ''];
    return [name, candidates.find((text) => text.trim() !== '')] as const;
  });
  return Object.fromEntries(found.filter(([, text]) => text !== undefined));
}
