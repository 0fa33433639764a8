import type { ServerSettings } from '../api/deploy-body.js';
import type { Environment } from '../lib/env.js';
import type { ErrorCode } from '../schema/errors.js';

/** What ntcli is signed in to. */
export interface Credentials {
  readonly token: string;
  readonly domain: string;
  readonly workspace: { readonly id: string; readonly name: string };
}

/** A line of ntcli's output, and the error that it means. */
export type ErrorLine = readonly [pattern: RegExp, code: ErrorCode];

/** Everything in which the dialects of ntcli differ. */
export interface CliContract {
  readonly name: 'v0_4' | 'v1';
  /** The content of `~/.ntcli/config.json`. */
  configuration(credentials: Credentials): object;
  /** What ntcli gets besides the ordinary environment of a child process. */
  environment(token: string): Environment;
  /** Commands that select the workspace. The first one that works counts; none is needed if the list is empty. */
  selectWorkspace(name: string): readonly (readonly string[])[];
  /** The command that lets ntcli refresh the token; absent when there is none. */
  readonly autoRefresh?: readonly string[];
  /** Names of the variables that `server deploy --env` would deliver truncated. */
  truncatedVariables(env: ReadonlyMap<string, string>): readonly string[];
  /** Names of the inputs that `server deploy` does not deliver, or may not deliver intact. */
  undeliverable(settings: ServerSettings): readonly string[];
  /** Lines that mean that the deploy was refused. */
  readonly refusals: readonly ErrorLine[];
  /** Lines after which the outcome of the deploy is unknown. */
  readonly lostResponse: RegExp;
  /** The line for every response of 500 or more. It drops the platform's reason. */
  readonly serverError: RegExp;
  /** What an unknown failure of the deploy means: that it was refused, or that its outcome is unknown. */
  readonly unknownFailure: 'refused' | 'unclear';
}

/** The part of the configuration that every dialect reads. */
export function baseConfiguration({ domain }: Credentials): object {
  return { version: '1.0.0', lastUpdated: new Date().toISOString(), domain, insecure: false };
}
