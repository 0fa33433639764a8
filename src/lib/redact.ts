import { escapeCommands, sanitizeLine, stripControlChars } from './sanitize.js';

/** Replaces every known secret, in every form, by `***`. */
export interface Redactor {
  /** Makes a secret known from now on. */
  add(secret: string): void;
  redact(text: string): string;
}

/** A redactor that knows no secret yet. */
export function createRedactor(): Redactor {
  const forms = new Set<string>();
  let pattern: RegExp | undefined;
  let shortest = Number.POSITIVE_INFINITY;
  return {
    add(secret) {
      for (const form of secretEncodings(secret)) forms.add(form);
      const longestFirst = [...forms].sort((a, b) => b.length - a.length).map(escapeRegExp);
      shortest = Math.min(...[...forms].map(({ length }) => length));
      pattern = longestFirst.length > 0 ? new RegExp(longestFirst.join('|'), 'g') : undefined;
    },
    redact: (text) => (pattern && text.length >= shortest ? text.replace(pattern, '***') : text),
  };
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** Shorter values are never masked: a mask of a few letters would blank the whole log. */
export const MIN_SECRET_LENGTH = 8;

/**
 * Everything a secret can turn into on its way to a log: as it is, each line, URL-encoded, JSON-escaped, hexadecimal,
 * and base64 in both alphabets. Base64 is covered in every context (with a prefix such as `x:`, with a trailing
 * newline) by the whole three-byte groups of the secret at the three byte offsets.
 *
 * @returns the forms of at least {@link MIN_SECRET_LENGTH} characters, each once, the longest first.
 */
export function secretEncodings(secret: string): readonly string[] {
  const trimmed = secret.trim();
  const bytes = Buffer.from(trimmed, 'utf8');
  const hex = bytes.toString('hex');
  const encoded = encodeURIComponent(trimmed);
  const forms = [
    secret,
    trimmed,
    ...trimmed.split(/[\r\n]+/).map((line) => line.trim()),
    encoded,
    encoded.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    JSON.stringify(trimmed).slice(1, -1),
    hex,
    hex.toUpperCase(),
    ...[0, 1, 2].flatMap((offset) => {
      const groups = bytes.subarray(offset, bytes.length - ((bytes.length - offset) % 3));
      return [groups.toString('base64'), groups.toString('base64url')];
    }),
  ];
  return [...new Set(forms)]
    .filter((form) => form.trim().length >= MIN_SECRET_LENGTH)
    .sort((a, b) => b.length - a.length);
}

/** What every host does to a text before it is shown. */
export interface LogSanitizer {
  /** Makes a secret known, so that it is shown in no form from now on. */
  addSecret(secret: string): void;
  redact(text: string): string;
  /** A text that shows no secret, and that neither a runner nor a terminal takes for a command. */
  sanitize(text: string): string;
}

/** A number of bytes for a person. */
export function formatMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

export function createLogSanitizer(): LogSanitizer {
  const redactor = createRedactor();
  return {
    addSecret(secret) {
      redactor.add(secret);
      // A secret may itself have what is changed in a text before or after it is looked for there.
      redactor.add(stripControlChars(secret));
      redactor.add(escapeCommands(stripControlChars(secret)));
    },
    redact: redactor.redact,
    sanitize: (text) => escapeCommands(sanitizeLine(redactor.redact, text)),
  };
}
