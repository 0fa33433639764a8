import { parseArgs as parse } from 'node:util';
import { product } from '../schema/constants.js';
import { exitMeanings } from '../schema/exit-codes.js';
import {
  commandNames,
  type InputKind,
  type InputName,
  inputNamesOn,
  inputRow,
  isInputName,
} from '../schema/inputs.js';

/** The parsed command line. */
export type ParsedArgs =
  | { readonly kind: 'run'; readonly flags: ReadonlyMap<InputName, string>; readonly debug: boolean }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'version' }
  | { readonly kind: 'error'; readonly text: string };

/** Inputs that can be flags. The token cannot: every process on the machine can read a command line. */
const flagNames = inputNamesOn('terminal');

/** Flags that are not inputs. */
const switches = ['help', 'version', 'debug'];

/**
 * Parses `[command] [--input value | --input=value | --boolean] ...`. An error never repeats an unknown argument, because it
 * may be a token.
 */
export function parseArgs(args: readonly string[]): ParsedArgs {
  const { tokens } = parseTokens(args);
  if (tokens.some((token) => token.kind === 'option' && token.name === 'help'))
    return { kind: 'help', text: helpText() };
  if (tokens.some((token) => token.kind === 'option' && token.name === 'version')) return { kind: 'version' };
  const flags = new Map<InputName, string>();
  let debug = false;
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'positional') {
      if (isBooleanValue(token.value) && isBooleanFlag(tokens[index - 1])) continue;
      if (flags.has('command')) return { kind: 'error', text: describeUnexpected(tokens[index - 1]) };
      flags.set('command', token.value);
      continue;
    }
    if (token.kind === 'option-terminator') return { kind: 'error', text: 'Unexpected argument.' };
    const { name } = token;
    if (name === 'debug') {
      debug = true;
      continue;
    }
    if (name === 'token') {
      const text = 'Set the token as NTCLI_TOKEN. Every process on the machine can read a command line.';
      return { kind: 'error', text };
    }
    if (!isFlag(name)) {
      const option = /^[a-z0-9-]{1,40}$/.test(name) ? `Unknown option --${name}` : 'Unknown option';
      return { kind: 'error', text: `${option}. See --help.` };
    }
    const { type } = inputRow(name);
    const next = tokens[index + 1];
    const separate = next?.kind === 'positional' && isBooleanValue(next.value) ? next.value : 'true';
    const value = token.value ?? (type.kind === 'boolean' ? separate : undefined);
    if (value === undefined) return { kind: 'error', text: `--${name} requires a value.` };
    const before = flags.get(name);
    if (before !== undefined && !isRepeatable(name))
      return { kind: 'error', text: `--${name} was set more than once.` };
    flags.set(name, before === undefined ? value : `${before}\n${value}`);
  }
  return { kind: 'run', flags, debug };
}

function parseTokens(args: readonly string[]) {
  const types = flagNames.map((name) => {
    const type = inputRow(name).type.kind === 'boolean' ? 'boolean' : 'string';
    return [name, { type }] as const;
  });
  const options = {
    ...Object.fromEntries(types),
    ...Object.fromEntries(switches.map((name) => [name, { type: 'boolean' }] as const)),
    help: { type: 'boolean', short: 'h' } as const,
  };
  return parse({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
}

type ArgToken = ReturnType<typeof parseTokens>['tokens'][number];

/** True for `--wait` without `=value`, which accepts a following `true` or `false`. */
function isBooleanFlag(token: ArgToken | undefined): boolean {
  if (token?.kind !== 'option' || token.value !== undefined || !isFlag(token.name)) return false;
  return inputRow(token.name).type.kind === 'boolean';
}

/** @param before the argument before, perhaps an option whose value is a pattern that the shell expanded */
function describeUnexpected(before: ArgToken | undefined): string {
  const isOption = before?.kind === 'option' && isFlag(before.name) && isRepeatable(before.name);
  return `Unexpected argument.${isOption ? ` Repeat --${before.name} for each value.` : ''}`;
}

function isRepeatable(name: InputName): boolean {
  return ['list', 'paths', 'pairs'].includes(inputRow(name).type.kind);
}

function isBooleanValue(text: string): boolean {
  return /^(true|false)$/i.test(text);
}

function isFlag(name: string): name is InputName {
  return isInputName(name) && flagNames.includes(name);
}

/** The output of `--help`, generated from the table of inputs. */
function helpText(): string {
  const rows = flagNames
    .filter((name) => name !== 'command')
    .map((name) => {
      const { type, variable, default: byDefault, help } = inputRow(name);
      const value = name === 'workspace' ? ' NAME_OR_ID' : valueHint(type);
      const more = [variable, byDefault && `default ${byDefault}`].filter(Boolean).join(', ');
      return `  --${name}${value}  (${more})\n      ${help.replaceAll('`', '')}`;
    });
  return `ntcli-deploy ${product.version}: ${product.description}

Usage: NTCLI_TOKEN=... ntcli-deploy [${commandNames.join('|')}] [options]

${inputRow('command').help.replaceAll('`', '')}

Options. Each can also be set with the environment variable in parentheses:
${rows.join('\n')}
  --debug  (NTCLI_DEPLOY_DEBUG)
      Show debug log lines: requests, decisions and child processes. Secrets are redacted.

Exit codes:
${Object.entries(exitMeanings)
  .map(([code, meaning]) => `  ${code.padStart(3)}  ${meaning.replaceAll('`', '')}`)
  .join('\n')}
`;
}

/** The syntax of an option's value. */
function valueHint(type: InputKind): string {
  switch (type.kind) {
    case 'boolean':
      return '[=false]';
    case 'choice':
      return ` ${type.options.join('|')}`;
    case 'pairs':
      return ' KEY=VALUE (may be repeated)';
    case 'list':
      return ' ID[@VERSION] (may be repeated)';
    case 'paths':
      return ' PATH (may be repeated)';
    default:
      return ' VALUE';
  }
}
