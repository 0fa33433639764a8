import type { Verdict } from '../schema/deploy-outcome.js';
import type { FailureCode } from '../schema/errors.js';
import type { Api, Posted } from './client.js';
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
export function deployBody(id: string, { spec }: RegistryEntry, settings: ServerSettings): Json {
  const env = Object.fromEntries(settings.env);
  const hasEnv = settings.env.size > 0;
  const meta = recordIn(spec, '_meta');
  const server = {
    ...spec,
    ...(hasEnv && { transport: { ...recordIn(spec, 'transport'), env: { ...envOf(spec), ...env } } }),
    _meta: { ...meta, [runtimeKey]: runtimeOf(recordIn(meta, runtimeKey), settings) },
  };
  return { server, name: id, ...(hasEnv && { environment: { ...envOf(spec), ...env } }) };
}

function envOf(spec: Json): { readonly [name: string]: Json } {
  return recordIn(recordIn(spec, 'transport'), 'env');
}

function runtimeOf(
  runtime: { readonly [name: string]: Json },
  { cpu, memory, minReplicas, maxReplicas }: ServerSettings,
): Json {
  const resources = recordIn(runtime, 'resources');
  const limits = { ...recordIn(resources, 'limits'), ...(cpu && { cpu }), ...(memory && { memory }) };
  const scaling = {
    ...recordIn(runtime, 'scaling'),
    ...(minReplicas === undefined ? {} : { minReplicas }),
    ...(maxReplicas === undefined ? {} : { maxReplicas }),
  };
  return {
    ...runtime,
    ...(Object.keys(limits).length > 0 && { resources: { ...resources, limits } }),
    ...(Object.keys(scaling).length > 0 && { scaling }),
  };
}

function recordIn(value: Json | undefined, name: string): { readonly [name: string]: Json } {
  const field = isRecord(value) ? value[name] : undefined;
  return isRecord(field) ? field : {};
}

/** Sends a deploy, once. */
export async function sendDeploy(api: Api, workspaceId: string, body: Json): Promise<Verdict> {
  return deployVerdict(await api.post(`/v1/workspaces/${workspaceId}/servers`, body));
}

/** What the statuses of a refusal mean. Every other answer leaves open whether the platform acted. */
const refusals: Readonly<Record<number, FailureCode>> = {
  400: 'deploy-refused',
  401: 'token-rejected',
  403: 'token-not-allowed',
  404: 'workspace-not-found',
  409: 'server-conflict',
  422: 'deploy-refused',
  429: 'deploy-refused',
};

/** What the answer to a deploy means. A success must name the server, as ntcli demands too; a page of a proxy does not. */
export function deployVerdict({ status, what, body }: Posted): Verdict {
  if (status === undefined) return { is: 'unclear', what };
  const code = refusals[status];
  if (code !== undefined) return { is: 'refused', code, what };
  const isAccepted = status >= 200 && status < 300 && textField(body, 'server_id') !== undefined;
  return isAccepted ? { is: 'deployed', what } : { is: 'unclear', what };
}
