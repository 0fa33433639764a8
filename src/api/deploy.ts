import { isOkStatus } from '../lib/http.js';
import type { DeployOutcome } from '../schema/deploy-outcome.js';
import type { ErrorCode } from '../schema/errors.js';
import type { Api, SendResult } from './client.js';
import { isForeignStatus, tokenRefusalCode } from './error-detail.js';
import { type Json, textField } from './json.js';

/** Sends a deploy, once. */
export async function postDeploy(api: Api, workspaceId: string, body: Json): Promise<DeployOutcome> {
  return parseApiOutcome(await api.post(`/v1/workspaces/${workspaceId}/servers`, body));
}

/** Statuses that mean that nothing was deployed. */
const refusalStatuses: Readonly<Record<number, ErrorCode>> = {
  400: 'deploy-refused',
  404: 'workspace-not-found',
  409: 'server-conflict',
  422: 'deploy-refused',
  429: 'deploy-refused',
};

/** A gateway that got no response from the platform: the deploy may go on (RFC 9110, 15.6.3 and 15.6.5). */
const gatewayStatuses = [502, 504];

/**
 * What the response to a deploy means. A success must name the server, as ntcli requires too; a proxy's page does not.
 * The open control plane reports refusals of Kubernetes and of its own validation as 500 with a reason (measured).
 */
export function parseApiOutcome({ status, message, reason, body }: SendResult): DeployOutcome {
  if (status === undefined) return { kind: 'unclear', message };
  const refusal = tokenRefusalCode(status, body) ?? refusalStatuses[status];
  const code = isForeignStatus(status, body) ? 'api-unexpected' : refusal;
  if (code !== undefined) return { kind: 'refused', code, message };
  if (status >= 500 && reason !== '' && !gatewayStatuses.includes(status))
    return { kind: 'server-error', message, reason, isRefusal: isRefusalReason(body) };
  const isAccepted = isOkStatus(status) && textField(body, 'server_id') !== undefined;
  return isAccepted ? { kind: 'deployed', message } : { kind: 'unclear', message };
}

/**
 * True for a 500 of the open control plane in whose reason Kubernetes, or its own validation, refuses the deploy before
 * anything is stored (recorded).
 */
function isRefusalReason(body: Json | undefined): boolean {
  return /^Deployment error: (\(422\)\s|\d+ validation errors? for )/.test(textField(body, 'detail') ?? '');
}

/**
 * True for the reason of a platform that cannot update a server in place. nimbletools-core 0add62c replaces the object
 * without its resourceVersion, which Kubernetes refuses (measured).
 */
export function isUpdateUnsupported(reason: string): boolean {
  return /resourceVersion\b.*must be specified for an update/.test(reason);
}
