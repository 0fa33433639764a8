import { secretForms } from './forms.js';

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
      for (const form of secretForms(secret)) forms.add(form);
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
