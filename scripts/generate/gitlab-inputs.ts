import { type InputKind, type InputName, inputRow } from '../../src/schema/inputs.js';
import { describeTextInput, templateDefault } from './template-inputs.js';

/**
 * One entry of `spec: inputs:`. GitLab pastes the value of a string input as it is into the text of the template, and
 * reads that as YAML afterwards. So every string input has a `regex` or `options` that allow no quote, backslash or
 * line break, and every place it is pasted to is in quotes.
 */
export interface GitlabInput {
  readonly description: string;
  readonly type: 'string' | 'number' | 'boolean' | 'array';
  /** Absent: GitLab requires a value. */
  readonly default?: string | number | boolean | readonly unknown[];
  readonly options?: readonly string[];
  /** RE2, without slashes around it. */
  readonly regex?: string;
}

/** The input of the table as a component declares it. Without a default in the table, the default is empty. */
export function gitlabInput(name: InputName): GitlabInput {
  const { type, help } = inputRow(name);
  const value = templateDefault(name, 'gitlab');
  const text = { description: describe(name), type: 'string', default: value ?? '' } as const;
  switch (type.kind) {
    case 'boolean':
      return { description: help, type: 'boolean', default: value === 'true' };
    case 'choice':
      return { ...text, options: value === undefined ? ['', ...type.options] : type.options };
    case 'integer':
      // A number cannot be empty, so without a default it has to be text.
      return value === undefined
        ? { ...text, regex: anchored(toPattern(type), true) }
        : { description: help, type: 'number', default: Number(value) };
    case 'secret':
    case 'pairs':
      throw new Error(`${name} cannot be an input on GitLab: its value would be pasted into the pipeline`);
    default:
      return { ...text, regex: anchored(toPattern(type), value === undefined) };
  }
}

/** A pattern for the whole value. GitLab checks defaults with it too, so an empty default must match. */
export function anchored(body: string, orEmpty = false): string {
  return `^(${body})${orEmpty ? '?' : ''}$`;
}

function toPattern(
  kind: Exclude<InputKind, { readonly kind: 'boolean' | 'choice' | 'secret' | 'pairs' }>,
): string {
  switch (kind.kind) {
    case 'text':
      return unanchored(kind.pattern);
    case 'path':
      return unanchored(kind.pastePattern);
    // Only commas: a line break could start a new line of YAML.
    case 'list':
      return toListPattern(kind.pattern);
    case 'paths':
      return toListPattern(kind.pastePattern);
    case 'integer':
      return `[0-9]{1,${String(kind.max).length}}`;
    case 'duration':
      return '[0-9]{1,6}[smh]?';
  }
}

function toListPattern(pattern: string): string {
  const item = unanchored(pattern);
  return `${item}( *, *${item})*`;
}

function unanchored(pattern: string): string {
  const body = /^\^(.+)\$$/s.exec(pattern)?.[1];
  if (body === undefined) throw new Error(`The pattern ${pattern} is not anchored`);
  return body;
}

function describe(name: InputName): string {
  const { kind } = inputRow(name).type;
  const isList = kind === 'list' || kind === 'paths';
  return describeTextInput(name) + (isList ? ' On GitLab on one line, separated by commas.' : '');
}
