import { MIN_SECRET_LENGTH, RUN_LENGTH, type Secret, secretParts, spacedForms } from './secret-forms.js';

/** Characters of a sample of a text. */
export const SAMPLE_LENGTH = 4;

/** Kinds of forms that a piece of text occurs in, as bits. */
export const LONG = 1;
export const SHORT = 2;
export const SPACED = 4;

/** All forms of all secrets. */
export interface Forms {
  /** The parts of at least {@link RUN_LENGTH} characters in one text, with a character between them that no text has. */
  readonly long: string;
  /** Whole forms of fewer characters. */
  readonly short: readonly string[];
  /** The spaced forms in one text. */
  readonly spaced: string;
}

export function collectForms(secrets: readonly Secret[]): Forms {
  const parts = [...new Set(secrets.flatMap(secretParts))];
  const join = (texts: readonly string[]) => texts.join('\uffff');
  return {
    long: join(parts.filter(({ length }) => length >= RUN_LENGTH)),
    short: parts.filter(({ length }) => length < RUN_LENGTH),
    spaced: join(secrets.flatMap(spacedForms)),
  };
}

/** Finds pieces of a text in the forms. */
export interface Lookup {
  /** The first index, from one on in steps, of a sample that occurs in any form; -1 without one. */
  findSample(text: string, from: number, step: number): number;
  /**
   * Kinds of the forms in which characters of the text occur; may name one too many, but none too few.
   *
   * @param length {@link SAMPLE_LENGTH} or twice as many
   */
  kindsOf(text: string, at: number, length: number): number;
  /** The end of what a text has in common with a form from an index on; 0 for less than {@link RUN_LENGTH} characters. */
  findEnd(text: string, start: number): number;
}

/** The lookup without preparation, for the few lines of an ordinary log: tables take longer to build than all of them. */
export function createDirectLookup({ long, short, spaced }: Forms): Lookup {
  const shortText = short.join('\uffff');
  const kindsOf = (text: string, at: number, length: number) => {
    const piece = text.slice(at, at + length);
    if (at < 0 || piece.length < length) return 0;
    return (
      (long.includes(piece) ? LONG : 0) |
      (shortText.includes(piece) ? SHORT : 0) |
      (spaced.includes(piece) ? SPACED : 0)
    );
  };
  return {
    kindsOf,
    findSample(text, from, step) {
      const last = text.length - SAMPLE_LENGTH;
      for (let at = from; at <= last; at += step) if (kindsOf(text, at, SAMPLE_LENGTH) !== 0) return at;
      return -1;
    },
    findEnd(text, start) {
      const window = text.slice(start, start + RUN_LENGTH);
      const place = window.length < RUN_LENGTH ? -1 : long.indexOf(window);
      return place < 0 ? 0 : followRun(text, start, long, place);
    },
  };
}

/** The end of what a text has in common with the forms, which begins with a run of {@link RUN_LENGTH} characters. */
export function followRun(text: string, start: number, forms: string, place: number): number {
  let length = RUN_LENGTH;
  while (start + length < text.length && text.charCodeAt(start + length) === forms.charCodeAt(place + length))
    length++;
  return start + length;
}

/** The end of the longest short form that starts at an index of a text; 0 without one. */
export function findShortForm(text: string, start: number, { short }: Forms): number {
  const lengths = short.filter((form) => text.startsWith(form, start)).map(({ length }) => length);
  return lengths.length === 0 ? 0 : start + Math.max(...lengths);
}

/** Characters of the shortest text that is searched for. */
export function shortestForm({ short }: Forms): number {
  return short.length === 0 ? RUN_LENGTH : MIN_SECRET_LENGTH;
}
