import {
  type CiSystem,
  type InputKind,
  type InputName,
  inputDefault,
  inputRow,
} from '../../src/schema/inputs.js';
import { engineDefaults } from './engine.js';

/** What the templates of GitLab and CircleCI have in common about the inputs of the table. */

type TemplateSystem = Extract<CiSystem, 'gitlab' | 'circleci'>;

/** The default that a template declares. Undefined: the template passes an empty value, and the engine knows the default. */
export function templateDefault(name: InputName, system: TemplateSystem): string | undefined {
  switch (name) {
    case 'engine':
      return engineDefaults().url;
    case 'engine-sha256':
      return engineDefaults().sha256;
    // A default counts as given, and would then be required of a tarball or a preinstalled ntcli too.
    case 'ntcli-version':
      return undefined;
    default:
      return inputDefault(name, system);
  }
}

/** The environment variable through which a job passes the input to the engine. */
export function inputVariable(name: InputName): string {
  const { variable } = inputRow(name);
  if (variable === undefined) throw new Error(`The input ${name} has no variable to reach the engine by`);
  return variable;
}

/** The description of an input that a template declares as text. */
export function describeTextInput(name: InputName): string {
  const { type, help, default: value } = inputRow(name);
  const hints = [
    ...(name === 'ntcli-version' ? [`Empty: \`${value}\`.`] : []),
    ...(acceptsNumberOrDate(type) ? ['Put a bare number or date in quotes.'] : []),
  ];
  return [help, ...hints].join(' ');
}

/** GitLab and CircleCI refuse a number or date for a string, and their errors do not say what to do. */
function acceptsNumberOrDate(type: InputKind): boolean {
  if (type.kind !== 'text') return type.kind === 'integer' || type.kind === 'duration';
  const accepts = (text: string) => new RegExp(type.pattern).test(text);
  const isAddress = accepts('a/b') || accepts('a:1');
  return (accepts('0.5') || accepts('2027-01-31')) && !isAddress;
}
