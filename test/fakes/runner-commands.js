// @ts-check
/**
 * Finds workflow commands in a log as the GitHub runner does. Read in the source of actions/runner: ActionCommand.cs
 * (TryParseV2, TryParse), OutputManager.cs, and ProcessInvoker.cs, whose StreamReader.ReadLine ends a line at LF, CRLF and
 * a bare CR.
 *
 * Stricter than the runner in three ways, so that what passes here passes there: a command counts whatever its name
 * (the runner knows a list of names, but `stop-commands` adds to it); every `##[name]` of a line counts (the runner takes
 * the first); and characters that the runner's culture-sensitive comparisons ignore are taken out first.
 */

/** @typedef {{ name: string, props: string, data: string, line: string }} Command `data` and `props` are still escaped */

/** Whitespace that .NET trims (char.IsWhiteSpace), and U+FEFF, which older versions trim as well. */
const leadingSpace = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+/;

/** What ICU ignores when it compares: invisible characters and controls other than whitespace. */
const ignored =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /[\p{Default_Ignorable_Code_Point}\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]/gu;

/** @param {string} raw a log @returns {string[]} its lines as the runner reads them */
export function runnerLines(raw) {
  return raw.split(/\r\n|\n|\r/);
}

/** @param {string} raw a log @returns {Command[]} every command in it, in order */
export function commandsIn(raw) {
  return runnerLines(raw).flatMap(commandsOf);
}

/** @param {string} line one line of a log @returns {Command[]} the commands in it; more than one only of `##[name]` */
export function commandsOf(line) {
  // Nearly every line has neither, and a log can be long.
  if (!line.includes(':') && !line.includes('#')) return [];
  const seen = line.replace(ignored, '');
  const trimmed = line.replace(leadingSpace, '').replace(ignored, '').replace(leadingSpace, '');
  if (trimmed.startsWith('::')) {
    const end = trimmed.indexOf('::', 2);
    if (end > 2) return [{ ...namedIn(trimmed.slice(2, end)), data: trimmed.slice(end + 2), line }];
  }
  return [...seen.matchAll(/##\[([^\]]+)\]/g)].map((found) => ({
    ...namedIn(found[1] ?? ''),
    data: seen.slice(found.index + found[0].length),
    line,
  }));
}

/** @param {string} info name and properties, with a space between @returns {Pick<Command, 'name' | 'props'>} */
function namedIn(info) {
  const space = info.indexOf(' ');
  return space < 0
    ? { name: info, props: '' }
    : { name: info.slice(0, space), props: info.slice(space + 1).trim() };
}

/** What a value in a command means. @param {string} text */
export function decode(text) {
  return text
    .replaceAll('%2C', ',')
    .replaceAll('%3A', ':')
    .replaceAll('%0A', '\n')
    .replaceAll('%0D', '\r')
    .replaceAll('%25', '%');
}
