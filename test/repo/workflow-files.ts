import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What the tests look at in a workflow of GitHub. */
export interface Workflow {
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}
export interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly permissions?: unknown;
  readonly 'timeout-minutes'?: number;
  readonly strategy?: { readonly matrix: Readonly<Record<string, unknown>> };
  readonly steps: readonly Step[];
}
export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'continue-on-error'?: boolean;
}

const home = '.github/workflows';

/** The workflows of this repository. */
export const workflows = readdirSync(home).map((file) => {
  const text = readFileSync(join(home, file), 'utf8');
  const workflow: Workflow = parse(text);
  const { permissions, concurrency, jobs } = workflow;
  return { file, text, permissions, concurrency, jobs: Object.entries(jobs) };
});

/** A workflow by the name of its file. */
export function workflowNamed(file: string): Workflow {
  return parse(readFileSync(join(home, file), 'utf8'));
}

/** Every step anywhere in a piece of YAML and calls an action. */
export function callsIn(value: unknown): Step[] {
  if (Array.isArray(value)) return value.flatMap(callsIn);
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(callsIn);
  return isCall(value) ? [value, ...inner] : inner;
}

function isCall(value: object): value is Step {
  return 'uses' in value && typeof value.uses === 'string';
}
