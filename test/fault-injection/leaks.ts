import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Finds a secret in texts, in any encoding and in pieces. Independent of `src/lib` on purpose: an encoding that both
 * missed would never be noticed.
 */

/** Smallest piece of the secret that counts as a leak, in bytes. */
const pieceBytes = 12;

/** An encoding of a secret, as the set of its pieces of one length. */
interface Form {
  readonly name: string;
  readonly length: number;
  readonly pieces: ReadonlySet<string>;
}

/** Finds one secret in texts. */
export interface LeakFinder {
  /** The names of the encodings in which the text contains the secret, or a piece of it. */
  formsIn(text: string): readonly string[];
}

export function createLeakFinder(secret: string): LeakFinder {
  const bytes = Buffer.from(secret, 'utf8');
  const url = encodeURIComponent(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  const base64 = (before: number, alphabet: 'base64' | 'base64url') => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
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
    ...([0, 1, 2] as const).flatMap((shift) => [
      form(`base64 at shift ${shift}`, base64(shift, 'base64'), (pieceBytes * 4) / 3),
      form(`base64url at shift ${shift}`, base64(shift, 'base64url'), (pieceBytes * 4) / 3),
    ]),
  ];
  return {
    formsIn(text) {
      return forms.filter((one) => stands(one, text)).map(({ name }) => name);
    },
  };
}

function form(name: string, text: string, length: number): Form {
  const pieces = new Set<string>();
  for (let at = 0; at + length <= text.length; at++) pieces.add(text.slice(at, at + length));
  return { name, length, pieces };
}

function stands({ length, pieces }: Form, text: string): boolean {
  if (pieces.size === 0) return false;
  for (let at = 0; at + length <= text.length; at++) if (pieces.has(text.slice(at, at + length))) return true;
  return false;
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
