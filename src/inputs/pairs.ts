/** One entry of `env`, `secrets` or an env file. */
export interface Pair {
  readonly key: string;
  readonly value: string;
  /** `line`: `KEY=VALUE`. `block`: `KEY<<DELIMITER`, the lines of the value, and the delimiter. */
  readonly form: 'line' | 'block';
}

export interface ParsedPairs {
  readonly pairs: readonly Pair[];
  /** What is wrong with the text. No problem quotes a value. */
  readonly problems: readonly string[];
}

const lineBreak = /\r\n|\n|\r/;
const keyPattern = '[A-Za-z_][A-Za-z0-9_]{0,127}';
const linePattern = new RegExp(`^\\s*(${keyPattern})=(.*)$`, 's');
const blockPattern = new RegExp(`^\\s*(${keyPattern})<<(.*\\S)\\s*$`);

/** Line numbers that one problem names. */
const MAX_LINES_SHOWN = 5;
const blockHelp = 'a value of several lines is written as `KEY<<EOF`, its lines, and a line `EOF`';

/**
 * Parses lines of `KEY=VALUE`, and blocks in the form of GITHUB_OUTPUT: `KEY<<DELIMITER`, the lines of the value, and
 * the delimiter alone on a line. Everything after the first `=` is the value: quotes and ` #` are part of it. Blank
 * lines, and lines that begin with `#`, are skipped outside a block. The lines of a block are joined with LF.
 */
export function parsePairs(text: string): ParsedPairs {
  const pairs = new Map<string, Pair>();
  const problems: string[] = [];
  const strayLines: number[] = [];
  const add = (pair: Pair) => {
    if (pairs.has(pair.key)) problems.push(`${pair.key} is set twice`);
    else pairs.set(pair.key, pair);
  };
  if (text.includes('\0')) problems.push('contains a NUL character');
  const lines = text.split(lineBreak);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (/^\s*(#|$)/.test(line)) continue;
    // A line is never quoted: it may hold a secret.
    const [, key, value] = linePattern.exec(line) ?? [];
    if (key !== undefined && value !== undefined) {
      add({ key, value, form: 'line' });
      continue;
    }
    const [, blockKey, delimiter] = blockPattern.exec(line) ?? [];
    if (blockKey === undefined || delimiter === undefined) {
      strayLines.push(index + 1);
      continue;
    }
    const end = lines.indexOf(delimiter, index + 1);
    if (end < 0) {
      problems.push(`the value of ${blockKey} in line ${index + 1} has no end (${blockHelp})`);
      break;
    }
    add({ key: blockKey, value: lines.slice(index + 1, end).join('\n'), form: 'block' });
    index = end;
  }
  if (strayLines.length > 0) problems.push(`${formatLines(strayLines)} not KEY=VALUE (${blockHelp})`);
  return { pairs: [...pairs.values()], problems };
}

function formatLines(numbers: readonly number[]): string {
  const [first] = numbers;
  if (numbers.length === 1) return `line ${first} is`;
  const more = numbers.length > MAX_LINES_SHOWN ? ', ...' : '';
  return `lines ${numbers.slice(0, MAX_LINES_SHOWN).join(', ')}${more} are`;
}

/** True for a value with the same kind of quote on both sides. In a block quotes are meant literally. */
export function isQuoted({ value, form }: Pair): boolean {
  return form === 'line' && /^\s*(["']).*\1\s*$/s.test(value);
}

/** The value without surrounding whitespace and quotes. */
export function bareValue({ value }: Pair): string {
  return value
    .trim()
    .replace(/^(["'])(.*)\1$/s, '$2')
    .trim();
}
