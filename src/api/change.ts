import { isOkStatus } from '../lib/http.js';
import type { ErrorCode } from '../schema/errors.js';
import type { SendResult } from './client.js';
import { isForeignStatus, tokenRefusalCode } from './error-detail.js';

/** What the response to a removal means. `sent`: the state on the platform shows what came of it. */
export type ChangeOutcome =
  | { readonly kind: 'sent'; readonly message: string }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly message: string };

/**
 * A 5xx leaves open what was done: the open control plane answers 500 to a removal of what is gone (recorded). What another
 * run removed a moment ago is gone as well.
 */
export function parseRemoval({ status, message, body }: SendResult): ChangeOutcome {
  if (status !== undefined && isForeignStatus(status, body))
    return { kind: 'refused', code: 'api-unexpected', message };
  if (status === undefined || status < 400 || status === 404 || status >= 500)
    return { kind: 'sent', message };
  return { kind: 'refused', code: tokenRefusalCode(status, body) ?? 'removal-refused', message };
}

/** What the response to a restart means. Nothing on the platform shows it, so only a success is one. `unclear`: it may have been done. */
export interface RestartOutcome {
  readonly kind: 'restarted' | 'refused' | 'unclear';
  readonly message: string;
}

/** A success has a JSON body, or none at all (204); a page of a proxy is not one, whatever its status. */
export function parseRestart({ status = 0, message, body }: SendResult): RestartOutcome {
  if (isOkStatus(status) && (body !== undefined || status === 204)) return { kind: 'restarted', message };
  return { kind: status >= 400 && status < 500 ? 'refused' : 'unclear', message };
}
