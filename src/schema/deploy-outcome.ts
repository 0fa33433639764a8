import type { ErrorCode } from './error-catalogue.js';

/** The outcome of a deploy as its deployer reports it: ntcli, or the response of the API. */
export type DeployOutcome =
  | { readonly kind: 'deployed'; readonly message: string }
  /** A version was deployed that was not requested. */
  | { readonly kind: 'other-version'; readonly version: string }
  /** Nothing was deployed. */
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly message: string }
  /**
   * The platform responded that it failed (5xx). Nothing was deployed if the server is unchanged. `reason` is empty if
   * the deployer does not know it: ntcli 0.4 shows none.
   */
  | {
      readonly kind: 'server-error';
      readonly message: string;
      readonly reason: string;
      /** True if the reason itself proves that nothing was deployed. */
      readonly isRefusal?: boolean;
    }
  /** It may have been sent: the state on the platform decides. */
  | { readonly kind: 'unclear'; readonly message: string };
