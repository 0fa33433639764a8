import { RUN_LENGTH, type Secret } from './secret-forms.js';
import {
  collectForms,
  createDirectLookup,
  findShortForm,
  LONG,
  SAMPLE_LENGTH,
  SHORT,
  SPACED,
  shortestForm,
} from './secret-lookup.js';
import { createTableLookup } from './secret-tables.js';

/** A part of a text, from a first index to one after the last. */
export type Range = readonly [from: number, to: number];

/** Where secrets are in a text. */
export interface Matches {
  /** In the order of their starts. */
  readonly ranges: readonly Range[];
  /** True if the text has a piece of a secret with separators between its bytes or letters. */
  readonly isSpaced: boolean;
}

const nothing: Matches = { ranges: [], isSpaced: false };

/** Characters of text after which the tables are worth building. */
const TABLES_AFTER = 16_384;

/**
 * Finds every run of {@link RUN_LENGTH} characters of every form of every secret, and every form with fewer characters,
 * in time linear in the text.
 *
 * Nearly no text of a log has a secret in it, so only one sample of 4 characters in 9 is looked up: every run of 12
 * contains one. If the sample occurs in a form, the 8 characters from there, or up to its end, must occur as well. Then
 * the runs of 12 around it are looked up, each of the text at most once.
 */
export function createSecretIndex(secrets: readonly Secret[]): (text: string) => Matches {
  const forms = collectForms(secrets);
  const stride = shortestForm(forms) - SAMPLE_LENGTH + 1;
  let lookup = createDirectLookup(forms);
  let searched = 0;
  return (text) => {
    if (searched <= TABLES_AFTER) {
      searched += text.length;
      if (searched > TABLES_AFTER) lookup = createTableLookup(forms);
    }
    let at = lookup.findSample(text, 0, stride);
    if (at < 0) return nothing;
    const ranges: Range[] = [];
    let isSpaced = false;
    /** Runs that start before this index have been looked up. */
    let next = 0;
    for (; at >= 0; at = lookup.findSample(text, at + stride, stride)) {
      const around =
        lookup.kindsOf(text, at, 2 * SAMPLE_LENGTH) |
        lookup.kindsOf(text, at - SAMPLE_LENGTH, 2 * SAMPLE_LENGTH);
      if ((around & SPACED) !== 0) isSpaced = true;
      const mayBeShort = forms.short.length > 0 && (lookup.kindsOf(text, at, SAMPLE_LENGTH) & SHORT) !== 0;
      if ((around & LONG) === 0 && !mayBeShort) continue;
      next = Math.max(next, at + SAMPLE_LENGTH - RUN_LENGTH);
      let end = 0;
      for (; next <= at && end === 0; next++)
        end = lookup.findEnd(text, next) || (mayBeShort ? findShortForm(text, next, forms) : 0);
      if (end === 0) continue;
      ranges.push([next - 1, end]);
      // Another run may start within this one and end after it.
      next = Math.max(next, end - RUN_LENGTH + 1);
      at = next - 1;
    }
    return { ranges, isSpaced };
  };
}
