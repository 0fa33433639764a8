import type { FailureCode } from './error-catalogue.js';

/** What a deploy came to by the account of whoever sent it: ntcli, or the answer of the API. */
export type Verdict =
  | { readonly is: 'deployed'; readonly what: string }
  /** A version was deployed that nobody asked for. */
  | { readonly is: 'other-version'; readonly version: string }
  /** Nothing was deployed. */
  | { readonly is: 'refused'; readonly code: FailureCode; readonly what: string }
  /** It may have been sent: the platform has to be asked. */
  | { readonly is: 'unclear'; readonly what: string };
