import type { DeployOutcome } from '../schema/deploy-outcome.js';
import type { ErrorCode } from '../schema/errors.js';
import type { Api, SendResult } from './client.js';
import { isPlatformError } from './error-detail.js';
import { isRecord, type Json, textField } from './json.js';
import type { RegistryEntry } from './registry.js';

/** What a deploy changes in the settings of the server. */
export interface ServerSettings {
  readonly env: ReadonlyMap<string, string>;
  readonly cpu?: string;
  readonly memory?: string;
  readonly minReplicas?: number;
  readonly maxReplicas?: number;
}

/** Where ntcli puts limits and replicas in a registry entry (measured with 0.4.4). */
const runtimeKey = 'ai.nimblebrain.mcp/v1';

/**
 * The body that ntcli 0.4.4 sends for a deploy (measured), and beside it the environment where the open control plane
 * reads it, which passes over the place that ntcli has for it (read in its source).
 *
 * @param id the server as the user named it
 */
export function buildDeployBody(id: string, { spec }: RegistryEntry, settings: ServerSettings): Json {
  const env = Object.fromEntries(settings.env);
  const hasEnv = settings.env.size > 0;
  const meta = getRecord(spec, '_meta');
  const server = {
    ...spec,
    ...(hasEnv && { transport: { ...getRecord(spec, 'transport'), env: { ...getEnv(spec), ...env } } }),
    _meta: { ...meta, [runtimeKey]: buildRuntimeMeta(getRecord(meta, runtimeKey), settings) },
  };
  return { server, name: id, ...(hasEnv && { environment: { ...getEnv(spec), ...env } }) };
}

function getEnv(spec: Json): { readonly [name: string]: Json } {
  return getRecord(getRecord(spec, 'transport'), 'env');
}

function buildRuntimeMeta(
  runtime: { readonly [name: string]: Json },
  { cpu, memory, minReplicas, maxReplicas }: ServerSettings,
): Json {
  const resources = getRecord(runtime, 'resources');
  const limits = { ...getRecord(resources, 'limits'), ...(cpu && { cpu }), ...(memory && { memory }) };
  const scaling = {
    ...getRecord(runtime, 'scaling'),
    ...(minReplicas === undefined ? {} : { minReplicas }),
    ...(maxReplicas === undefined ? {} : { maxReplicas }),
  };
  return {
    ...runtime,
    ...(Object.keys(limits).length > 0 && { resources: { ...resources, limits } }),
    ...(Object.keys(scaling).length > 0 && { scaling }),
  };
}

function getRecord(value: Json | undefined, name: string): { readonly [name: string]: Json } {
  const field = isRecord(value) ? value[name] : undefined;
  return isRecord(field) ? field : {};
}

/** Sends a deploy, once. */
export async function sendDeploy(api: Api, workspaceId: string, body: Json): Promise<DeployOutcome> {
  return parseApiOutcome(await api.post(`/v1/workspaces/${workspaceId}/servers`, body));
}

/** Statuses that mean that nothing was deployed. */
const refusalStatuses: Readonly<Record<number, ErrorCode>> = {
  400: 'deploy-refused',
  401: 'token-rejected',
  403: 'token-not-allowed',
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
  // 401 and 403 of a proxy in front of the API say nothing about the token.
  const isForeign = (status === 401 || status === 403) && !isPlatformError(body);
  const code = isForeign ? 'api-unexpected' : refusalStatuses[status];
  if (code !== undefined) return { kind: 'refused', code, message };
  if (status >= 500 && reason !== '' && !gatewayStatuses.includes(status))
    return { kind: 'server-error', message, reason };
  const isAccepted = status >= 200 && status < 300 && textField(body, 'server_id') !== undefined;
  return isAccepted ? { kind: 'deployed', message } : { kind: 'unclear', message };
}

/**
 * True for the reason of a platform that cannot update a server in place. nimbletools-core 0add62c replaces the object
 * without its resourceVersion, which Kubernetes refuses (measured).
 */
export function isUpdateUnsupported(reason: string): boolean {
  return /resourceVersion\b.*must be specified for an update/.test(reason);
}
