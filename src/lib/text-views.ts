/** Another reading of a text: the same with all matches of a pattern replaced. */
export interface TextView {
  readonly text: string;
  /** Index in the original text of the start of each character; one entry more, for the end. Computed on demand. */
  readonly starts: () => Int32Array;
}

/** Escapes of URLs, JSON, JavaScript and HTML, one character or one sequence of UTF-8 each. */
const escapes =
  /%[0-7][0-9a-f]|(?:%[89a-f][0-9a-f])+|\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|u\{[0-9a-f]{1,6}\}|[\\"'/bfnrt])|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos);/gi;

/** What a program puts between bytes or letters when it spaces them out. */
const separators = /[\s:,;|"']+|0x/gi;

/** The text with every escape replaced by its character; undefined without any. */
export function decodeEscapes(text: string): TextView | undefined {
  const mayHave = text.includes('%') || text.includes('\\') || text.includes('&');
  return mayHave ? replaceAll(text, escapes, decodeEscape) : undefined;
}

/** The text without whitespace and separators; undefined if it has none. */
export function removeSeparators(text: string): TextView | undefined {
  return replaceAll(text, separators, () => '');
}

/** A view of a view, as one of the original text. */
export function composeViews(outer: TextView, inner: TextView): TextView {
  const starts = () => {
    const places = outer.starts();
    return inner.starts().map((at) => places[at] ?? 0);
  };
  return { text: inner.text, starts };
}

function replaceAll(text: string, pattern: RegExp, replace: (match: string) => string): TextView | undefined {
  const replaced = text.replace(pattern, replace);
  if (replaced === text) return undefined;
  const starts = () => {
    const places = new Int32Array(replaced.length + 1);
    let length = 0;
    let from = 0;
    for (const match of text.matchAll(pattern)) {
      while (from < match.index) places[length++] = from++;
      const end = length + replace(match[0]).length;
      places.fill(match.index, length, end);
      length = end;
      from = match.index + match[0].length;
    }
    while (from <= text.length) places[length++] = from++;
    return places;
  };
  return { text: replaced, starts };
}

const namedCharacters: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

function decodeEscape(code: string): string {
  if (code.startsWith('%')) {
    if (code.length > 3) return Buffer.from(code.replaceAll('%', ''), 'hex').toString('utf8');
    return String.fromCharCode(Number.parseInt(code.slice(1), 16));
  }
  if (code.length === 2) return namedCharacters[code.slice(1).toLowerCase()] ?? code.slice(1);
  const name = code.slice(1).replace(/;$/, '').toLowerCase();
  const [, hex, decimal] = /^(?:(?:x|u\{?|#x)([0-9a-f]+)\}?|#(\d+))$/.exec(name) ?? [];
  const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : (namedCharacters[name] ?? code);
}
