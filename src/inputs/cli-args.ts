import { product } from '../schema/constants.js';
import { exitMeanings } from '../schema/exit-codes.js';
import { type InputKind, type InputName, inputNamesOn, inputRow, isInputName } from '../schema/inputs.js';

/** What the command line says. */
export type ParsedArgs =
  | { readonly kind: 'run'; readonly flags: ReadonlyMap<InputName, string> }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'version' }
  | { readonly kind: 'error'; readonly text: string };

/** Inputs that may be flags. A token never is: every process of the machine can read a command line. */
const flagNames = inputNamesOn('terminal');

/** Reads `[command] [--input value | --input=value | --boolean] ...`. */
export function parseArgs(args: readonly string[]): ParsedArgs {
  const flags = new Map<InputName, string>();
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--help' || word === '-h') return { kind: 'help', text: helpText() };
    if (word === '--version') return { kind: 'version' };
    // A word that is not understood is not repeated: it may be a token that somebody put here.
    if (!word.startsWith('-')) {
      if (flags.has('command')) return { kind: 'error', text: 'There is a word that belongs to no option.' };
      flags.set('command', word);
      continue;
    }
    const [, name = '', glued] = /^--([a-z0-9-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === 'token') {
      const text = 'The token is read from NTCLI_TOKEN; on a command line everybody could read it.';
      return { kind: 'error', text };
    }
    if (!isInputName(name) || !flagNames.includes(name)) {
      return { kind: 'error', text: `The option --${name} is not known; see --help.` };
    }
    const { type } = inputRow(name);
    const isSwitch = type.kind === 'boolean' && !/^(true|false)$/i.test(rest[0] ?? '');
    const value = glued ?? (isSwitch ? 'true' : rest.shift());
    if (value === undefined) return { kind: 'error', text: `--${name} has no value.` };
    const before = flags.get(name);
    const isMany = type.kind === 'list' || type.kind === 'pairs';
    if (before !== undefined && !isMany) return { kind: 'error', text: `--${name} is given twice.` };
    flags.set(name, before === undefined ? value : `${before}\n${value}`);
  }
  return { kind: 'run', flags };
}

/** What `--help` prints, made from the table of inputs. */
export function helpText(): string {
  const rows = flagNames
    .filter((name) => name !== 'command')
    .map((name) => {
      const { type, variable, default: byDefault, help } = inputRow(name);
      const value = valueHint(type);
      const more = [variable, byDefault && `default ${byDefault}`].filter(Boolean).join(', ');
      return `  --${name}${value}  (${more})\n      ${help.replaceAll('`', '')}`;
    });
  return `ntcli-deploy ${product.version}: ${product.description}

Usage: NTCLI_TOKEN=... ntcli-deploy [deploy|setup|check] [options]

${inputRow('command').help.replaceAll('`', '')}

Options, each also as the environment variable in brackets:
${rows.join('\n')}

Exit codes:
${Object.entries(exitMeanings)
  .map(([code, meaning]) => `  ${code.padStart(3)}  ${meaning.replaceAll('`', '')}`)
  .join('\n')}
`;
}

/** How the value of an option is written. */
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
    default:
      return ' VALUE';
  }
}
