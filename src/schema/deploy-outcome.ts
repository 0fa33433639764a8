import type { ErrorCode } from './error-catalogue.js';

/** Result of a deploy as reported by its sender: ntcli, or the response of the API. */
export type DeployOutcome =
  | { readonly kind: 'deployed'; readonly message: string }
  /** A version other than the requested one was deployed. */
  | { readonly kind: 'other-version'; readonly version: string }
  /** Nothing was deployed. */
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly message: string }
  /** The deploy may have been sent. Query the platform to find out. */
  | { readonly kind: 'unclear'; readonly message: string };
