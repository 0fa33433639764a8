import type { RawInputs } from '../spec/inputs.js';
import type { Outputs } from '../spec/outputs.js';

/**
 * What a deploy needs of the CI system it runs on. Everything that a CI system does its own way is behind this
 * interface, and nothing else is. Texts may come from anywhere: a host redacts them and makes them inert.
 */
export interface Host {
  /** Inputs as typed, token included. */
  readonly raw: RawInputs;
  readonly places: HostPlaces;
  /** Makes a secret unreadable in the log from now on, in every form. */
  mask(secret: string): void;
  /** Replaces known secrets by `***`. */
  redact(text: string): string;
  /** One line of the log. */
  line(text: string): void;
  /** One line that another program wrote. */
  quote(text: string): void;
  /** Lines that `body` writes fold under the title. */
  group<Result>(title: string, body: () => Promise<Result>): Promise<Result>;
  /** Ends the log with an error that a person sees without opening it. */
  fail(title: string, text: string): void;
  setOutputs(outputs: Outputs): void;
  /** Says before it is made which directory must be gone at the end of the job. */
  promiseRemoval(directory: string): void;
  /** What later steps of the job can be given, or undefined when this system has no such thing. */
  readonly laterSteps?: LaterSteps;
}

export interface HostPlaces {
  /** Directory for temporary files. */
  readonly temp: string;
  /** The user's repository. */
  readonly checkout: string;
  /** Where tools are kept between jobs; absent when the machine keeps nothing. */
  readonly toolCache?: string;
}

export interface LaterSteps {
  /**
   * Exports the token and puts a directory on PATH. The directory promised for removal then stays until the job ends.
   *
   * @throws Failed runner-incomplete rather than print the token
   */
  handOver(token: string, bin: string): void;
}
