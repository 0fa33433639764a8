import { product } from '../schema/constants.js';
import { exitMeanings } from '../schema/exit-codes.js';
import { type InputKind, type InputName, inputNamesOn, inputRow, isInputName } from '../schema/inputs.js';

/** What the command line says. */
export type Told =
  | { readonly what: 'run'; readonly flags: ReadonlyMap<InputName, string> }
  | { readonly what: 'help'; readonly text: string }
  | { readonly what: 'version' }
  | { readonly what: 'fault'; readonly text: string };

/** Inputs that may be flags. A token never is: every process of the machine can read a command line. */
const flagNames = inputNamesOn('terminal');

/** Reads `[command] [--input value | --input=value | --boolean] ...`. */
export function readArguments(args: readonly string[]): Told {
  const flags = new Map<InputName, string>();
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--help' || word === '-h') return { what: 'help', text: helpText() };
    if (word === '--version') return { what: 'version' };
    // A word that is not understood is not repeated: it may be a token that somebody put here.
    if (!word.startsWith('-')) {
      if (flags.has('command')) return { what: 'fault', text: 'There is a word that belongs to no option.' };
      flags.set('command', word);
      continue;
    }
    const [, name = '', glued] = /^--([a-z0-9-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === 'token') {
      const text = 'The token is read from NTCLI_TOKEN; on a command line everybody could read it.';
      return { what: 'fault', text };
    }
    if (!isInputName(name) || !flagNames.includes(name)) {
      return { what: 'fault', text: `The option --${name} is not known; see --help.` };
    }
    const { kind } = inputRow(name);
    const isSwitch = kind.is === 'boolean' && !/^(true|false)$/i.test(rest[0] ?? '');
    const value = glued ?? (isSwitch ? 'true' : rest.shift());
    if (value === undefined) return { what: 'fault', text: `--${name} has no value.` };
    const before = flags.get(name);
    const isMany = kind.is === 'list' || kind.is === 'pairs';
    if (before !== undefined && !isMany) return { what: 'fault', text: `--${name} is given twice.` };
    flags.set(name, before === undefined ? value : `${before}\n${value}`);
  }
  return { what: 'run', flags };
}

/** What `--help` prints, made from the table of inputs. */
export function helpText(): string {
  const rows = flagNames
    .filter((name) => name !== 'command')
    .map((name) => {
      const { kind, variable, default: byDefault, help } = inputRow(name);
      const value = valueHint(kind);
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
function valueHint(kind: InputKind): string {
  switch (kind.is) {
    case 'boolean':
      return '[=false]';
    case 'choice':
      return ` ${kind.options.join('|')}`;
    case 'pairs':
      return ' KEY=VALUE (may be repeated)';
    case 'list':
      return ' ID[@VERSION] (may be repeated)';
    default:
      return ' VALUE';
  }
}
