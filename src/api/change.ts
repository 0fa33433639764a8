import type { ErrorCode } from '../schema/errors.js';
import type { SendResult } from './client.js';
import { tokenRefusalCode } from './error-detail.js';

/** What the response to a removal or restart means. `sent`: the state on the platform shows what came of it. */
export type ChangeOutcome =
  | { readonly kind: 'sent'; readonly message: string }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly message: string };

/** A 5xx leaves open what was done: the open control plane answers 500 to a removal of what is gone (recorded). */
export function parseChange({ status, message, body }: SendResult): ChangeOutcome {
  if (status === undefined || status < 400 || status >= 500) return { kind: 'sent', message };
  return { kind: 'refused', code: tokenRefusalCode(status, body) ?? 'removal-refused', message };
}

/** The same for a removal. What another run removed a moment ago is gone as well. */
export function parseRemoval(result: SendResult): ChangeOutcome {
  return result.status === 404 ? { kind: 'sent', message: result.message } : parseChange(result);
}
