import { createRedactor } from './redact.js';
import { inert, printable, printableWithout } from './sanitize.js';

/** What every host does to a text before it is shown. */
export interface Words {
  /** Makes a secret known, so that it is shown in no form from now on. */
  learn(secret: string): void;
  redact(text: string): string;
  /** A text that shows no secret, and that neither a runner nor a terminal takes for a command. */
  clean(text: string): string;
}

/** A number of bytes for a person. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

export function createWords(): Words {
  const redactor = createRedactor();
  return {
    learn(secret) {
      redactor.add(secret);
      // A secret may itself have what is changed in a text before or after it is looked for there.
      redactor.add(printable(secret));
      redactor.add(inert(printable(secret)));
    },
    redact: redactor.redact,
    clean: (text) => inert(printableWithout(redactor.redact, text)),
  };
}
