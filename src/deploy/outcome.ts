import { isUpdateUnsupported } from '../api/deploy.js';
import { isSameServer, type ServerState } from '../api/servers.js';
import type { DeployOutcome } from '../schema/deploy-outcome.js';
import type { ErrorCode } from '../schema/errors.js';
import { formatState } from './health.js';

/** What the deployer's report and the state on the platform mean together. */
export type Conclusion =
  | {
      readonly kind: 'deployed';
      /** For the log, if only the platform shows it. */
      readonly note?: string;
    }
  | {
      readonly kind: 'failed' | 'unknown';
      readonly code: ErrorCode;
      readonly message: string;
    };

/** An outcome that the state on the platform decides. */
export type OpenOutcome = Extract<DeployOutcome, { kind: 'deployed' | 'server-error' | 'unclear' }>;

/**
 * Decides whether a server was deployed. For a success, the deployer and the platform must agree. After a server error
 * the deploy was refused if the server is unchanged, or if the reason proves it. If the response was lost, a new server
 * proves the deploy; an existing one proves nothing.
 *
 * @param before the server before the deploy; undefined if there was none
 * @param after the server after it
 */
export function concludeDeploy(
  outcome: OpenOutcome,
  before: ServerState | undefined,
  after: ServerState | undefined,
): Conclusion {
  const { kind, message } = outcome;
  const isNew = before === undefined && after !== undefined;
  if (kind === 'deployed') {
    return after === undefined ? { kind: 'failed', code: 'deploy-not-shown', message } : { kind };
  }
  const isProven =
    kind === 'server-error' &&
    !before === !after &&
    (outcome.isRefusal || isUpdateUnsupported(outcome.reason));
  if (kind === 'server-error' && (isProven || isSameServer(before, after))) {
    if (isUpdateUnsupported(outcome.reason)) return { kind: 'failed', code: 'update-unsupported', message };
    if (outcome.reason !== '') return { kind: 'failed', code: 'deploy-refused', message };
  }
  if (isNew) return { kind: 'deployed', note: `${message} However, the server now exists on the platform.` };
  return {
    kind: 'unknown',
    code: 'deploy-unknown',
    message: `${message} Status on the platform: ${formatState(after)}.`,
  };
}
