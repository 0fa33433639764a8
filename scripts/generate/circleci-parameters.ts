import { type CommandName, type InputName, inputNamesOn, inputRow } from '../../src/schema/inputs.js';
import { describeTextInput, inputVariable, templateDefault } from './template-inputs.js';

/** A CircleCI parameter. All of ours have a default, so that users pass only what they need. */
export interface Parameter {
  readonly type: 'string' | 'boolean' | 'integer' | 'enum' | 'env_var_name' | 'executor';
  readonly description: string;
  readonly enum?: readonly string[];
  readonly default: string | boolean | number;
}

export type Parameters = Readonly<Record<string, Parameter>>;

/** The parameters of a task, by name. */
export function getParameters(task: CommandName): Parameters {
  return Object.fromEntries(inputNamesOn('circleci', task).map((name) => [name, toParameter(name)]));
}

/** The environment that carries the parameters of a task to the engine. */
export function getEnvironment(task: CommandName): Readonly<Record<string, string>> {
  const carried = inputNamesOn('circleci', task).map((name) => {
    const variable = inputVariable(name);
    // A line for the token would override the context variable that it is meant to pass on.
    if (variable === 'NTCLI_TOKEN') throw new Error('The token must not be a parameter.');
    return [variable, reference(name)];
  });
  return { NTCLI_COMMAND: task, ...Object.fromEntries(carried) };
}

/** How CircleCI writes the value of a parameter. */
export function reference(parameter: string): string {
  return `<< parameters.${parameter} >>`;
}

function toParameter(name: InputName): Parameter {
  const { type, help } = inputRow(name);
  const byDefault = templateDefault(name, 'circleci') ?? '';
  if (name === 'token-variable') return { type: 'env_var_name', description: help, default: byDefault };
  if (type.kind === 'boolean') return { type: 'boolean', description: help, default: byDefault === 'true' };
  // An enum or integer without a default would have to be passed, so where there is none the engine alone checks.
  if (type.kind === 'choice' && byDefault !== '') {
    return { type: 'enum', enum: type.options, description: help, default: byDefault };
  }
  if (type.kind === 'integer' && byDefault !== '') {
    return { type: 'integer', description: help, default: Number(byDefault) };
  }
  return { type: 'string', description: describeTextInput(name), default: byDefault };
}
