import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Finds a secret in texts, in any encoding and in pieces. Independent of `src/lib` on purpose: an encoding that both
 * missed would never be noticed.
 */

/** Smallest piece of the secret that counts as a leak, in bytes. */
const pieceBytes = 12;
const startBytes = 4;

/** An encoding of a secret, as its pieces. */
interface Form {
  readonly name: string;
  readonly pieces: readonly string[];
}

/** Finds one secret in texts. */
export interface LeakFinder {
  /** The names of the encodings in which the text contains the secret, or a piece of it. */
  formsIn(text: string): readonly string[];
}

export function createLeakFinder(secret: string): LeakFinder {
  const bytes = Buffer.from(secret, 'utf8');
  const utf16 = Buffer.from(secret, 'utf16le');
  const url = encodeURIComponent(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  const base64 = (before: number, alphabet: 'base64' | 'base64url', content = bytes) => {
    const text = Buffer.concat([Buffer.alloc(before), content])
      .toString(alphabet)
      .replace(/=+$/, '');
    // The first and last characters also contain bits of the adjacent text.
    return text.slice(Math.ceil((before * 8) / 6), -1);
  };
  const forms: Form[] = [
    form('plain', secret, pieceBytes),
    ...secret.split(/\r\n|\n|\r/).map((line, index) => form(`line ${index + 1}`, line, pieceBytes)),
    form('URL-encoded', url, pieceBytes),
    form(
      'URL-encoded, lower case',
      url.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
      pieceBytes,
    ),
    form('JSON-escaped', json, pieceBytes),
    form('JSON-escaped twice', JSON.stringify(json).slice(1, -1), pieceBytes),
    form('hexadecimal', bytes.toString('hex'), pieceBytes * 2),
    form('HEXADECIMAL', bytes.toString('hex').toUpperCase(), pieceBytes * 2),
    ...[' ', ':', ', 0x', '%', '\\x'].flatMap((before) => {
      const pair = (code: number) => before + code.toString(16).padStart(2, '0');
      const spaced = [...bytes].map(pair).join('');
      const length = pieceBytes * pair(0).length - before.length;
      return [spaced, spaced.toUpperCase()].map((text) => form(`hexadecimal after ${before}`, text, length));
    }),
    form('with spaces', [...secret].join(' '), pieceBytes * 2 - 1),
    ...['","', "', '"].map((between) =>
      listForm(`a list of characters with ${between}`, [...secret], between),
    ),
    ...[',', ', '].map((between) =>
      listForm(`a list of bytes with ${between}`, [...bytes].map(String), between),
    ),
    ...[
      (code: string) => `%${code.toUpperCase()}`,
      (code: string) => `\\u00${code}`,
      (code: string) => `&#x${code};`,
      (code: string) => `&#${Number.parseInt(code, 16)};`,
    ].map((encode) => {
      const letters = [...secret].map((letter) =>
        /[A-Za-z0-9]/.test(letter) ? letter : encode(Buffer.from(letter).toString('hex')),
      );
      return formOf(`escaped as ${encode('2e')}`, letters);
    }),
    ...([0, 1, 2] as const).map((shift) =>
      form(`base64 of UTF-16 at shift ${shift}`, base64(shift, 'base64', utf16), (2 * pieceBytes * 4) / 3),
    ),
    ...([0, 1, 2] as const).flatMap((shift) => [
      form(`base64 at shift ${shift}`, base64(shift, 'base64'), (pieceBytes * 4) / 3),
      form(`base64url at shift ${shift}`, base64(shift, 'base64url'), (pieceBytes * 4) / 3),
    ]),
  ];
  const names = new Map<string, string[]>();
  for (const { name, pieces } of forms)
    for (const piece of pieces) names.set(piece, [...(names.get(piece) ?? []), name]);
  const lengths = new Set([...names.keys()].map(({ length }) => length));
  // Most places of a text do not even begin like a piece.
  const starts = new Set([...names.keys()].map((piece) => piece.slice(0, startBytes)));
  return {
    formsIn(text) {
      const found = new Set<string>();
      for (let at = 0; at < text.length; at++) {
        if (!starts.has(text.slice(at, at + startBytes))) continue;
        for (const length of lengths)
          for (const name of names.get(text.slice(at, at + length)) ?? []) found.add(name);
      }
      return [...found];
    },
  };
}

/** The form whose pieces are the parts of this length of a text. */
function form(name: string, text: string, length: number): Form {
  const count = Math.max(0, text.length - length + 1);
  return { name, pieces: Array.from({ length: count }, (_, at) => text.slice(at, at + length)) };
}

/** The form whose pieces are 12 elements of a list in a row. */
function listForm(name: string, elements: readonly string[], between: string): Form {
  const count = Math.max(0, elements.length - pieceBytes + 1);
  return {
    name,
    pieces: Array.from({ length: count }, (_, at) => elements.slice(at, at + pieceBytes).join(between)),
  };
}

/** The form whose pieces are 12 letters in a row, each in its own encoding. */
function formOf(name: string, letters: readonly string[]): Form {
  const count = Math.max(0, letters.length - pieceBytes + 1);
  return {
    name,
    pieces: Array.from({ length: count }, (_, at) => letters.slice(at, at + pieceBytes).join('')),
  };
}

/** A raw log without the `add-mask` lines. */
export function withoutMasks(raw: string): string {
  return raw.replace(/^::add-mask::.*$/gm, '');
}

/** Every file and symlink below a directory: its relative path, and the text to search, including the path. */
export function textsBelow(directory: string): { path: string; text: string; mode: number }[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((path) => {
    const stats = lstatSync(join(directory, path));
    // latin1 preserves every byte, so invalid UTF-8 hides nothing.
    const text = stats.isFile() ? readFileSync(join(directory, path), 'latin1') : '';
    return { path, text: `${path}\n${text}`, mode: stats.mode & 0o777 };
  });
}
