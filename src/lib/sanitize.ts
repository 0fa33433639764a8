// biome-ignore-all lint/suspicious/noControlCharactersInRegex: this file matches control characters on purpose

/**
 * Terminal escapes: control sequences (CSI), control strings with their content (OSC, DCS, SOS, PM, APC), and short escapes,
 * such as the selection of a character set. ECMA-48, in the 7-bit form with ESC and in the 8-bit form. A control string ends with
 * its line: one that is not closed must not hide the output after it.
 */
const terminalEscapes = [
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?/,
  /(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c\r\n]*(?:\u0007|\u001b\\|\u009c)?/,
  /\u001b[ -/]*[0-~]?/,
];

/**
 * Invisible characters: controls other than tab, LF and CR, line and paragraph separators, and Unicode characters that are
 * ignored (zero-width, reordering, fillers, variation selectors, tags). A token with one of them between its characters
 * looks like the token, and would not be found.
 */
const invisible =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufff9-\ufffb\p{Default_Ignorable_Code_Point}]/u;

const unprintable = new RegExp([...terminalEscapes, invisible].map(({ source }) => source).join('|'), 'gu');

/** Text without any of them, as in most lines. This check is ten times as fast as the replacement. */
const ordinary = /^[\t\n\r -~]*$/;

/** Removes terminal escapes, control characters and invisible characters, but keeps tabs and line ends. */
export function stripControlChars(text: string): string {
  return ordinary.test(text) ? text : text.replace(unprintable, '');
}

/**
 * Escapes workflow commands. The GitHub runner parses `::name` after any whitespace that .NET trims (JavaScript's `\s` and
 * U+0085), and `##[name]` anywhere in a line.
 */
export function escapeCommands(text: string): string {
  // Most lines have neither, and thus no command.
  if (!text.includes('::') && !text.includes('##[')) return text;
  // Whitespace of one line only: otherwise many empty lines take quadratic time.
  return text.replace(/##\[/g, '## [').replace(/(^|[\r\n])((?:[^\S\r\n]|\u0085)*):(?=:)/g, '$1$2: ');
}

/** Longest text from outside that is quoted within a sentence, in characters. */
const MAX_QUOTE_LENGTH = 300;
/** Longest line of the log, in characters. */
const MAX_LINE_LENGTH = 16_384;

/**
 * A text from outside, which may hold anything and be of any length, as one printable line without runner commands.
 * Providers redact it when it is shown, like every text.
 *
 * @param maxLength characters beyond which it is cut; the line then ends with `…`
 */
export function quoteLine(text: string, maxLength = MAX_QUOTE_LENGTH): string {
  // Most of what is cut is not even searched: escapes and whitespace are seldom more than half of a text.
  const start = text.slice(0, 4 * maxLength);
  const line = escapeCommands(stripControlChars(start)).replace(/\s+/g, ' ').trim();
  if (line.length <= maxLength && start.length === text.length) return line;
  return `${line.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** A line of any length, cut to what a log can show. */
export function cutLine(line: string): string {
  if (line.length <= MAX_LINE_LENGTH) return line;
  return `${line.slice(0, MAX_LINE_LENGTH)} ... (${line.length - MAX_LINE_LENGTH} more characters)`;
}

/** Text of at most so many characters. What is cut shows that it is. */
export function cutText(text: string, maxLength: number): string {
  return text.length > maxLength ? `${text.slice(0, maxLength)}...` : text;
}

/** The first items of a list, and how many more there are. */
export function joinFirst(items: readonly string[], limit: number, separator = ', '): string {
  const more = items.length - limit;
  return [...items.slice(0, limit), ...(more > 0 ? [`and ${more} more`] : [])].join(separator);
}

/**
 * The columns that a printable text takes in a terminal, or more: characters outside of Latin count as two, which many take,
 * and none takes more.
 */
export function columnsOf(text: string): number {
  return [...text].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) < 0x300 ? 1 : 2), 0);
}

/** A printable line, cut to a number of columns of a terminal. */
export function cutToColumns(line: string, columns: number): string {
  if (columnsOf(line) <= columns) return line;
  let [cut, width] = ['', 2];
  for (const character of line) {
    width += columnsOf(character);
    if (width > columns) break;
    cut += character;
  }
  return columns < 3 ? '' : `${cut}…`;
}

/** The lines of a text with something in front of each, without blank lines. */
export function prefixLines(text: string, prefix: string): readonly string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => prefix + line);
}

/** A text on one line: a line end in a text from outside could start a line that looks like one of ours. */
export function joinLines(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ');
}
