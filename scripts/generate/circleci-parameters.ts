import {
  type CommandName,
  type InputName,
  type InputRow,
  inputDefault,
  inputNamesOn,
  inputRow,
} from '../../src/schema/inputs.js';
import { engineDefaults } from './engine.js';

/** A CircleCI parameter. All of ours have a default, so that users pass only what they need. */
export interface Parameter {
  readonly type: 'string' | 'boolean' | 'integer' | 'enum' | 'env_var_name' | 'executor';
  readonly description: string;
  readonly enum?: readonly string[];
  readonly default: string | boolean | number;
}

export type Parameters = Readonly<Record<string, Parameter>>;

/** Names of the inputs that are parameters of a task. `command` is none: the task is the command. */
export function inputsOf(task: CommandName): readonly InputName[] {
  return inputNamesOn('circleci', task).filter((name) => name !== 'command');
}

/** The parameters of a task, by name. */
export function parametersOf(task: CommandName): Parameters {
  return Object.fromEntries(inputsOf(task).map((name) => [name, parameterOf(name)]));
}

/** The environment that carries the parameters of a task to the engine. */
export function environmentOf(task: CommandName): Readonly<Record<string, string>> {
  const carried = inputsOf(task).map((name) => {
    const { variable } = inputRow(name);
    if (variable === undefined) throw new Error(`The input ${name} has no variable to reach the engine by.`);
    // A line for the token would win over the context, and so destroy what it should hand on.
    if (variable === 'NTCLI_TOKEN') throw new Error('The token must not be a parameter.');
    return [variable, reference(name)];
  });
  return { NTCLI_COMMAND: task, ...Object.fromEntries(carried) };
}

/** How CircleCI writes the value of a parameter. */
export function reference(parameter: string): string {
  return `<< parameters.${parameter} >>`;
}

function parameterOf(name: InputName): Parameter {
  const row = inputRow(name);
  const { type, help } = row;
  const byDefault = defaultOf(name);
  if (name === 'token-variable') return { type: 'env_var_name', description: help, default: byDefault };
  if (type.kind === 'boolean') return { type: 'boolean', description: help, default: byDefault === 'true' };
  // An enum or integer without a default would have to be passed, so where there is none the engine alone checks.
  if (type.kind === 'choice' && byDefault !== '') {
    return { type: 'enum', enum: type.options, description: help, default: byDefault };
  }
  if (type.kind === 'integer' && byDefault !== '') {
    return { type: 'integer', description: help, default: Number(byDefault) };
  }
  return { type: 'string', description: help + defaultHint(name, row) + quotesHint(row), default: byDefault };
}

function defaultOf(name: InputName): string {
  if (name === 'engine') return engineDefaults().url;
  if (name === 'engine-sha256') return engineDefaults().sha256;
  // Given, it would be demanded of a tarball and of a preinstalled ntcli too; the engine knows the default.
  if (name === 'ntcli-version') return '';
  return inputDefault(name, 'circleci') ?? '';
}

function defaultHint(name: InputName, row: InputRow): string {
  return name === 'ntcli-version' ? ` Empty means ${row.default}.` : '';
}

/** CircleCI refuses a number for a string, and the error does not say what to do. */
function quotesHint({ type }: InputRow): string {
  const matches = (text: string) => type.kind === 'text' && new RegExp(type.pattern).test(text);
  const takesNumbers = type.kind === 'integer' || type.kind === 'duration' || (matches('2') && !matches('a'));
  return takesNumbers ? ' Put a bare number in quotes.' : '';
}
