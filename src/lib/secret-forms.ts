/** Shorter values are not redacted: hiding a few letters everywhere would make the log unreadable. */
export const MIN_SECRET_LENGTH = 8;

/** Characters of a secret in a row that are redacted. A shorter piece of a long secret stays visible. */
export const RUN_LENGTH = 12;

/** A secret, and texts that are public although they may occur in it, such as the URL of the API. */
export interface Secret {
  readonly value: string;
  readonly publicTexts: readonly string[];
}

/**
 * The texts to search for to find a secret: the secret, each of its lines, hexadecimal, lists of its bytes, and base64 in
 * both alphabets, also of UTF-16, as PowerShell encodes. Base64 is found in every context, such as after `user:` or before a
 * newline, by its whole three-byte groups at the three byte offsets. Escaped characters (`%2E`, `\u003c`, `&lt;`) need no forms: a text is also searched decoded.
 *
 * @returns texts of at least {@link MIN_SECRET_LENGTH} characters, each once
 */
function secretForms(secret: string): readonly string[] {
  const trimmed = secret.trim();
  const bytes = Buffer.from(trimmed, 'utf8');
  const hex = bytes.toString('hex');
  return unique([
    secret,
    trimmed,
    ...trimmed.split(/[\r\n]+/).map((line) => line.trim()),
    // How HTML forms encode spaces.
    trimmed.replaceAll(' ', '+'),
    hex,
    hex.toUpperCase(),
    // As JSON writes a Buffer, and as the console shows one.
    bytes.join(','),
    bytes.join(', '),
    ...base64Forms(bytes),
    ...base64Forms(Buffer.from(trimmed, 'utf16le')),
  ]);
}

function base64Forms(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const groups = bytes.subarray(offset, bytes.length - ((bytes.length - offset) % 3));
    return [groups.toString('base64'), groups.toString('base64url')];
  });
}

/**
 * The forms to mask in a log viewer, which masks whole texts only and decodes nothing: those to search for, URL-encoded
 * and JSON-escaped.
 *
 * @returns the longest first
 */
export function secretEncodings(secret: string): readonly string[] {
  const trimmed = secret.trim();
  const encoded = encodeURIComponent(trimmed);
  return unique([
    ...secretForms(secret),
    encoded,
    encoded.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    JSON.stringify(trimmed).slice(1, -1),
  ]).sort((a, b) => b.length - a.length);
}

/**
 * What looks secret in a secret and may be none: whitespace, rules and other runs without a letter, one letter repeated. A
 * run of many different marks is part of the secret.
 */
const dullRuns = new RegExp(`[^\\p{L}\\p{N}]{${RUN_LENGTH},}|(.)\\1{${RUN_LENGTH - 1},}`, 'gu');

/** True for a run of a few different marks, as in JSON and in the first line of a key. */
function isRule(run: string): boolean {
  return new Set(run.replace(/\s/g, '')).size < 8;
}

/**
 * The parts of all forms of a secret of which every run of {@link RUN_LENGTH} characters is redacted. A part below that
 * length is a whole form.
 */
export function secretParts({ value, publicTexts }: Secret): readonly string[] {
  return secretForms(value).flatMap((form) => {
    if (form.length < RUN_LENGTH) return publicTexts.some((text) => text.includes(form)) ? [] : [form];
    const parts = form
      .replace(dullRuns, (run) => (isRule(run) ? '\n\n' : run))
      .split('\n\n')
      .filter(({ length }) => length >= RUN_LENGTH);
    // Of a secret of several lines, one may be a rule.
    if (parts.length === 0) return form !== value.trim() && value.includes(form) ? [] : [form];
    return publicTexts.length === 0 ? parts : parts.flatMap((part) => removePublic(part, publicTexts));
  });
}

/** The parts of a text of which no run of {@link RUN_LENGTH} characters is in a public text. */
function removePublic(text: string, publicTexts: readonly string[]): readonly string[] {
  const parts: [from: number, to: number][] = [];
  for (let from = 0; from + RUN_LENGTH <= text.length; from++) {
    const to = from + RUN_LENGTH;
    const window = text.slice(from, to);
    if (publicTexts.some((one) => one.includes(window))) continue;
    const last = parts.at(-1);
    if (last && last[1] === to - 1) last[1] = to;
    else parts.push([from, to]);
  }
  return parts.map(([from, to]) => text.slice(from, to));
}

/**
 * Samples of what hex dumps and spaced-out letters look like: `65 79 4a`, `65:79:4a`, `0x65, 0x79`, `6579 4a68`,
 * `e y J`, `["e","y"]`, `['e', 'y']`. They only tell that a text has to be searched without its separators.
 */
export function spacedForms({ value }: Secret): readonly string[] {
  const text = value.trim();
  const hex = Buffer.from(text, 'utf8').toString('hex');
  const group = (digits: string, size: number, separator: string) =>
    digits.replace(new RegExp(`.{${size}}`, 'g'), `$&${separator}`);
  const lower = [
    group(hex, 2, ' '),
    group(hex, 2, ':'),
    group(hex, 2, ', 0x'),
    group(hex, 4, ' '),
    group(hex.slice(2), 4, ' '),
  ];
  const letters = ['   ', '","', "', '"].map((separator) => group(text, 1, separator));
  return [...lower, ...lower.map((form) => form.toUpperCase()), group(text, 1, ' '), ...letters];
}

function unique(forms: readonly string[]): string[] {
  return [...new Set(forms)].filter((form) => form.trim().length >= MIN_SECRET_LENGTH);
}
