/**
 * Terminal escapes (CSI, OSC and the short ones), control characters other than tab and line end, and the invisible
 * characters that reorder or hide text. None of them belongs in a log, and a token wrapped in them would not be found.
 */
const unprintable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f]/g;

/** Text without terminal escapes, control characters and invisible characters. Tabs and line ends stay. */
export function printable(text: string): string {
  return text.replace(unprintable, '');
}

/**
 * A line (or lines) that no runner takes for a command. The GitHub runner looks for `::name` behind any white space
 * that .NET trims (JavaScript's `\s` and U+0085), and for `##[name]` anywhere in a line.
 */
export function inert(text: string): string {
  return text.replace(/##\[/g, '## [').replace(/(^|[\r\n])([\s\u0085]*):(?=:)/g, '$1$2: ');
}
