import { inert, printable } from '../redaction/inert.js';
import { createRedactor } from '../redaction/redactor.js';

/** What every host does to a text before it is shown. */
export interface Words {
  /** Makes a secret known, so that it is shown in no form from now on. */
  learn(secret: string): void;
  redact(text: string): string;
  /** A text that shows no secret, and that neither a runner nor a terminal takes for a command. */
  clean(text: string): string;
}

export function createWords(): Words {
  const redactor = createRedactor();
  return {
    learn: redactor.add,
    redact: redactor.redact,
    clean: (text) => inert(redactor.redact(printable(text))),
  };
}
