// biome-ignore-all lint/suspicious/noControlCharactersInRegex: control characters are what this file looks for

/**
 * What a terminal acts upon and a log has no use for: control sequences (CSI), control strings with all that is in them
 * (OSC, DCS, SOS, PM, APC), and the short escapes, such as the choice of a character set. ECMA-48, in the form with
 * ESC and in the one of a single character.
 */
const terminalEscapes = [
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?/,
  /(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?/,
  /\u001b[ -/]*[0-~]?/,
];

/**
 * Characters that are not seen: controls other than tab, LF and CR, line and paragraph separators, and what Unicode
 * wants ignored (nothing-width, reordering, fillers, variation selectors, tags). A token with one of them between its
 * letters looks like the token, and would not be found.
 */
const invisible =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufff9-\ufffb\p{Default_Ignorable_Code_Point}]/u;

const unprintable = new RegExp([...terminalEscapes, invisible].map(({ source }) => source).join('|'), 'gu');

/** Ordinary text, which most lines are; to see that is ten times as fast as to look for what is not there. */
const ordinary = /^[\t\n\r -~]*$/;

/** Text without terminal escapes, control characters and invisible characters. Tabs and line ends stay. */
export function stripControlChars(text: string): string {
  return ordinary.test(text) ? text : text.replace(unprintable, '');
}

/**
 * A line (or lines) that no runner takes for a command. The GitHub runner looks for `::name` behind any white space
 * that .NET trims (JavaScript's `\s` and U+0085), and for `##[name]` anywhere in a line.
 */
export function escapeCommands(text: string): string {
  // Without these there is no command, and most lines have neither.
  if (!text.includes('::') && !text.includes('##[')) return text;
  // White space of one line only: a run of empty lines must not be looked at again from each of them.
  return text.replace(/##\[/g, '## [').replace(/(^|[\r\n])((?:[^\S\r\n]|\u0085)*):(?=:)/g, '$1$2: ');
}

/** Longest text from outside that is quoted within a sentence, in characters. */
export const MAX_QUOTE_LENGTH = 300;

/**
 * A text from outside, which may hold anything and be of any length, as one printable line without runner commands.
 * Providers redact it when it is shown, like every text.
 *
 * @param maxLength characters beyond which it is cut; the line then ends with `...`
 */
export function quoteLine(text: string, maxLength = MAX_QUOTE_LENGTH): string {
  // Most of what is cut is not even looked at: escapes and white space are seldom more than half of a text.
  const line = escapeCommands(
    stripControlChars(text.slice(0, 4 * maxLength))
      .replace(/\s+/g, ' ')
      .trim(),
  );
  if (line.length <= maxLength && text.length <= 4 * maxLength) return line;
  return `${[...line].slice(0, maxLength).join('')}...`;
}
