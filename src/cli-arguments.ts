import { exitMeanings } from './spec/exits.js';
import { type InputName, inputNamesOn, inputRow, isInputName } from './spec/inputs.js';
import { product } from './spec/product.js';

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
    if (!word.startsWith('-')) {
      if (flags.has('command'))
        return { what: 'fault', text: `${JSON.stringify(word)} is one word too many.` };
      flags.set('command', word);
      continue;
    }
    const [, name = '', glued] = /^--([a-z0-9-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === 'token') {
      const text = 'The token is read from NTCLI_TOKEN; on a command line everybody could read it.';
      return { what: 'fault', text };
    }
    if (!isInputName(name) || !flagNames.includes(name)) {
      return { what: 'fault', text: `${JSON.stringify(word)} is not known; see --help.` };
    }
    const isSwitch = inputRow(name).kind.is === 'boolean' && !/^(true|false)$/i.test(rest[0] ?? '');
    const value = glued ?? (isSwitch ? 'true' : rest.shift());
    if (value === undefined) return { what: 'fault', text: `--${name} has no value.` };
    flags.set(name, value);
  }
  return { what: 'run', flags };
}

/** What `--help` prints, made from the table of inputs. */
export function helpText(): string {
  const rows = flagNames
    .filter((name) => name !== 'command')
    .map((name) => {
      const { kind, variable, default: byDefault, help } = inputRow(name);
      const value =
        kind.is === 'boolean' ? '' : ` <${kind.is === 'choice' ? kind.options.join('|') : kind.is}>`;
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
