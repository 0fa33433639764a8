import type { ErrorCode } from './error-catalogue.js';

/** What a deploy came to by the account of whoever sent it: ntcli, or the answer of the API. */
export type DeployOutcome =
  | { readonly kind: 'deployed'; readonly message: string }
  /** A version was deployed that nobody asked for. */
  | { readonly kind: 'other-version'; readonly version: string }
  /** Nothing was deployed. */
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly message: string }
  /** It may have been sent: the platform has to be asked. */
  | { readonly kind: 'unclear'; readonly message: string };
