import { secretEncodings } from '../lib/secret-forms.js';
import { decodeEscapes } from '../lib/text-views.js';
import { inputNames, type RawInputs } from '../schema/inputs.js';
import type { InputIssue } from './readers.js';

/**
 * The token in another input, in any form, would travel where nothing protects it. The `.env` file of a developer often
 * contains it.
 *
 * @param texts of the inputs, and of the file that `env-file` names
 */
export function findMisplacedToken(texts: RawInputs, token: string): InputIssue[] {
  const forms = secretEncodings(token);
  const others = inputNames.filter((name) => {
    const text = texts[name] ?? '';
    const readings = [text, decodeEscapes(text)?.text ?? ''];
    return name !== 'token' && readings.some((one) => forms.some((form) => one.includes(form)));
  });
  return others.map((input) => ({ input, problem: 'contains the token; pass it only as `token`' }));
}
