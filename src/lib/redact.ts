import { cutLine, escapeCommands, joinLines, stripControlChars } from './sanitize.js';
import { MIN_SECRET_LENGTH, type Secret } from './secret-forms.js';
import { createSecretIndex, type Matches, type Range } from './secret-index.js';
import { composeViews, decodeEscapes, removeSeparators, type TextView } from './text-views.js';

/** Replaces what is known to be secret by `***`. */
export interface Redactor {
  /**
   * Makes a secret known from now on.
   *
   * @param publicTexts texts of which no piece is redacted on its own, even if the secret has it too
   */
  add(secret: string, publicTexts?: readonly string[]): void;
  /** Adds public texts to every secret that was added with some. */
  addPublicTexts(texts: readonly string[]): void;
  /**
   * Redacts every run of 12 or more characters of every form of every known secret: as it is, hexadecimal, base64;
   * escaped for URLs, JSON or HTML, up to three times; with separators between its bytes. Secrets of 8 to 11 characters
   * are redacted as a whole, shorter ones never.
   */
  redact(text: string): string;
}

/** How often a text may be escaped: JSON in JSON in a URL. */
const MAX_ESCAPE_DEPTH = 3;

/** A redactor without secrets. */
export function createRedactor(): Redactor {
  let secrets: readonly Secret[] = [];
  let find: ((text: string) => Matches) | undefined;
  return {
    add(value, publicTexts = []) {
      if (value.trim().length < MIN_SECRET_LENGTH) return;
      secrets = [...secrets, { value, publicTexts }];
      find = undefined;
    },
    addPublicTexts(texts) {
      secrets = secrets.map(({ value, publicTexts }) => ({
        value,
        publicTexts: publicTexts.length > 0 ? [...publicTexts, ...texts] : publicTexts,
      }));
      find = undefined;
    },
    redact(text) {
      if (secrets.length === 0 || text.length < MIN_SECRET_LENGTH) return text;
      find ??= createSecretIndex(secrets);
      const ranges = findSecrets(find, text);
      return ranges.length === 0 ? text : replaceRanges(text, ranges);
    },
  };
}

/** The ranges of a text that are secret in any reading of it, in the order of their starts. */
function findSecrets(find: (text: string) => Matches, text: string): readonly Range[] {
  const { ranges, isSpaced } = find(text);
  const joined = isSpaced ? removeSeparators(text) : undefined;
  let view = decodeEscapes(text);
  if (joined === undefined && view === undefined) return ranges;
  const all = [...ranges];
  // A separator after the last letter is not part of the secret.
  if (joined) all.push(...findInView(find, joined, (places, to) => (places[to - 1] ?? 0) + 1));
  for (let depth = 1; view !== undefined; depth++) {
    all.push(...findInView(find, view, (places, to) => places[to] ?? 0));
    const decoded = depth < MAX_ESCAPE_DEPTH ? decodeEscapes(view.text) : undefined;
    view = decoded && composeViews(view, decoded);
  }
  return all.sort(([a], [b]) => a - b);
}

function findInView(
  find: (text: string) => Matches,
  view: TextView,
  endOf: (places: Int32Array, to: number) => number,
): readonly Range[] {
  const { ranges } = find(view.text);
  if (ranges.length === 0) return ranges;
  const places = view.starts();
  return ranges.map(([from, to]) => [places[from] ?? 0, endOf(places, to)]);
}

function replaceRanges(text: string, ranges: readonly Range[]): string {
  let result = '';
  let shown = -1;
  for (const [from, to] of ranges) {
    if (from > shown) result += `${text.slice(Math.max(0, shown), from)}***`;
    shown = Math.max(shown, to);
  }
  return result + text.slice(shown);
}

/** What every provider does to a text before it is shown or written. */
export interface LogSanitizer {
  /** Adds a secret, which is never shown from now on. */
  addSecret(secret: string, publicTexts?: readonly string[]): void;
  /** Adds public texts to every secret that was added with some. */
  addPublicTexts(texts: readonly string[]): void;
  redact(text: string): string;
  /**
   * Lines of output of another program, without secrets, and without commands for a runner or a terminal. Many lines at once
   * take a third of the time.
   */
  sanitizeOutput(lines: string): string;
  /** A text of any length as one such line. */
  sanitize(text: string): string;
}

export function createLogSanitizer(): LogSanitizer {
  const redactor = createRedactor();
  const sanitizeOutput = (lines: string) => escapeCommands(redactor.redact(stripControlChars(lines)));
  return {
    addSecret(secret, publicTexts) {
      // A secret may itself have what is removed from a text, or escaped in it, before the secret is looked for.
      const printable = stripControlChars(secret);
      for (const text of new Set([secret, printable, escapeCommands(printable)]))
        redactor.add(text, publicTexts);
    },
    addPublicTexts: redactor.addPublicTexts,
    redact: redactor.redact,
    sanitizeOutput,
    sanitize: (text) => joinLines(sanitizeOutput(cutLine(text))),
  };
}
