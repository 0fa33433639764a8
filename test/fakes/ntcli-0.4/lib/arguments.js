/**
 * Argument parsing as ntcli 0.4.x inherits it from commander 14, with commander's texts. Measured on the real program.
 *
 * Two traps follow from it. Options of the program count anywhere on the line, so `server deploy x --version 1.2.0`
 * prints the version of ntcli and exits 0 without deploying (`-v 1.2.0` and `--version=1.2.0` do deploy). And `-e` takes
 * every following argument up to the next option, so `server deploy -e A=1 x` has no server id left.
 */
import { complain, paint, print } from './terminal.js';

/** @typedef {Map<string, string[]>} Options The values given for each long option name. */
/** @typedef {(operands: string[], options: Options) => Promise<number | void> | number | void} Action */
/** @typedef {{ usage: string, flags?: string[], run: Action }} Command `usage` is as in `deploy <server-id>`. */
/** @typedef {Record<string, Command>} Group */

/** An error of the command line: its text goes to stderr, the exit code is 1. */
class UsageError extends Error {}

/** @param {string} flag Such as `-e, --env <env...>`. */
function describe(flag) {
  const [long = ''] = /--[a-z-]+/.exec(flag) ?? [];
  return {
    flag,
    long,
    short: flag.startsWith('--') ? undefined : flag.slice(0, 2),
    takesValue: flag.includes('<'),
    variadic: flag.includes('...'),
  };
}

/** `--cpu=1` and `-eA=1` carry their value; everything else stands alone. @param {string} arg @returns {[string, string?]} */
function splitValue(arg) {
  const equals = arg.indexOf('=');
  if (arg.startsWith('--')) return equals > 0 ? [arg.slice(0, equals), arg.slice(equals + 1)] : [arg];
  return arg.length > 2 ? [arg.slice(0, 2), arg.slice(2)] : [arg];
}

/** @param {string} arg */
const looksLikeOption = (arg) => arg.length > 1 && arg.startsWith('-') && !/^-\d/.test(arg);

/** A known word that is nearly the given one. @param {string} given @param {string[]} known */
export function suggestion(given, known) {
  const close = known.filter((word) => {
    const longest = Math.max(given.length, word.length);
    return distance(given, word) <= 3 && distance(given, word) < longest * 0.6;
  });
  const [best] = close.sort((a, b) => distance(given, a) - distance(given, b) || a.localeCompare(b));
  return best ? `\n(Did you mean ${best}?)` : '';
}

/** How many letters must be added, dropped or changed (Levenshtein). @param {string} a @param {string} b */
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const letter of a) {
    const next = [(row[0] ?? 0) + 1];
    for (let i = 0; i < b.length; i++) {
      const change = (row[i] ?? 0) + (letter === b[i] ? 0 : 1);
      next.push(Math.min((row[i + 1] ?? 0) + 1, (next[i] ?? 0) + 1, change));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** @param {Command} command @param {string[]} args */
function parse(command, args) {
  const known = (command.flags ?? []).map(describe);
  /** @type {string[]} */
  const operands = [];
  /** @type {Options} */
  const options = new Map();
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--') return { operands: [...operands, ...rest], options };
    const [name, attached] = splitValue(arg);
    const option = known.find(({ long, short }) => name === long || name === short);
    if (option) {
      const values = option.takesValue ? takeValues(option, attached, rest) : [];
      options.set(option.long, [...(options.get(option.long) ?? []), ...values]);
    } else if (looksLikeOption(arg)) {
      const longNames = known.map(({ long }) => long);
      throw new UsageError(unknownOption(name, longNames));
    } else {
      operands.push(arg);
    }
  }
  return { operands, options };
}

/** @param {ReturnType<typeof describe>} option @param {string | undefined} attached @param {string[]} rest */
function takeValues(option, attached, rest) {
  const first = attached ?? rest.shift();
  if (first === undefined) throw new UsageError(`option '${option.flag}' argument missing`);
  const values = [first];
  while (option.variadic && attached === undefined && rest[0] !== undefined && !looksLikeOption(rest[0])) {
    values.push(/** @type {string} */ (rest.shift()));
  }
  return values;
}

/** @param {string} name @param {string[]} known */
export function unknownOption(name, known) {
  const words = [...known, '--help', '--version', '--debug'].map((flag) => flag.slice(2));
  const advice = name.startsWith('--') ? suggestion(name.slice(2), words).replace('mean ', 'mean --') : '';
  return `unknown option '${name}'${advice}`;
}

/** @param {Command} command @param {string[]} operands */
function checkOperands(command, operands) {
  const [name = '', ...expected] = command.usage.split(' ');
  const missing = expected.slice(operands.length).find((argument) => argument.startsWith('<'));
  if (missing) throw new UsageError(`missing required argument '${missing.slice(1, -1)}'`);
  if (operands.length <= expected.length) return;
  const plural = expected.length === 1 ? '' : 's';
  throw new UsageError(
    `too many arguments for '${name}'. Expected ${expected.length} argument${plural} but got ${operands.length}.`,
  );
}

/** @param {string} path Such as `ntcli server`. @param {string[]} lines */
export function usageText(path, lines) {
  return [`Usage: ntcli ${path}`, '', ...lines.map((line) => `  ${line}`), ''].join('\n');
}

/** Runs one command of a group, such as `deploy x` of `server`. @param {string} name @param {Group} group @param {string[]} args */
export async function runCommand(name, group, args) {
  const [verb, ...rest] = args;
  const overview = usageText(
    `${name} [options] [command]`,
    Object.values(group).map(({ usage }) => usage),
  );
  if (verb === undefined || verb === 'help' || verb === '--help' || verb === '-h') {
    (verb ? print : complain)(overview);
    return verb ? 0 : 1;
  }
  const command = group[verb === 'ls' ? 'list' : verb === 'use' ? 'switch' : verb];
  try {
    if (!command && looksLikeOption(verb)) throw new UsageError(unknownOption(verb, []));
    if (!command) throw new UsageError(`unknown command '${verb}'${suggestion(verb, Object.keys(group))}`);
    if (rest.includes('--help') || rest.includes('-h')) {
      print(usageText(`${name} ${command.usage.replace(/( |$)/, ' [options]$1')}`, command.flags ?? []));
      return 0;
    }
    const { operands, options } = parse(command, rest);
    checkOperands(command, operands);
    return (await command.run(operands, options)) ?? 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    complain(paint('red', `error: ${error.message}`));
    return 1;
  }
}
