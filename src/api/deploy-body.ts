import { isRecord, type Json, type JsonObject, recordField } from './json.js';
import { parseCpu, parseMemory, toPlatformCpu, toPlatformMemory } from './quantity.js';
import type { RegistryEntry } from './registry.js';
import { RUNTIME_META_KEY } from './server-shape.js';

/** What a deploy changes in the settings of the server. */
export interface ServerSettings {
  readonly env: ReadonlyMap<string, string>;
  /** Kubernetes quantities. */
  readonly cpu?: string;
  readonly memory?: string;
  readonly minReplicas?: number;
  readonly maxReplicas?: number;
}

/** The key under which ntcli writes limits and replicas (measured with 0.4.4). No open control plane reads it. */
const NTCLI_META_KEY = 'ai.nimblebrain.mcp/v1';

/** Requests that the control plane adds to an entry without any (nimbletools-core, mcp_server_models.py). */
const defaultRequests = { cpu: '50m', memory: '128Mi' };

/**
 * The body of a deploy: what ntcli 0.4.4 sends (measured), and every setting also in the place from which the open
 * control plane reads it (measured with nimbletools-core 0add62c).
 *
 * @param id the server as the user named it
 * @param currentReplicas replicas of the deployed server; without them, a deploy would undo a manual scale
 */
export function buildDeployBody(
  id: string,
  { spec }: RegistryEntry,
  settings: ServerSettings,
  currentReplicas?: number,
): Json {
  const env = Object.fromEntries(settings.env);
  const hasEnv = settings.env.size > 0;
  const meta = recordField(spec, '_meta');
  const scaling = buildScaling(settings);
  // An entry without a runtime has other limits than one with an empty runtime, so none is added without need.
  const hasRuntime = isRecord(meta[RUNTIME_META_KEY]) || settings.cpu || settings.memory;
  const runtimes = [...(hasRuntime ? [RUNTIME_META_KEY] : []), NTCLI_META_KEY].map((key) => [
    key,
    buildRuntimeMeta(recordField(meta, key), settings),
  ]);
  const server = {
    ...spec,
    ...(hasEnv && { transport: { ...recordField(spec, 'transport'), env: { ...getEnv(spec), ...env } } }),
    ...(hasEnv && Array.isArray(spec.packages) && { packages: setVariables(spec.packages, settings.env) }),
    _meta: { ...meta, ...Object.fromEntries(runtimes) },
  };
  const replicas = desiredReplicas(settings, currentReplicas);
  return {
    server,
    name: id,
    ...(hasEnv && { environment: { ...getEnv(spec), ...env } }),
    ...(replicas !== undefined && { replicas }),
    ...(Object.keys(scaling).length > 0 && { scaling }),
  };
}

/**
 * The replicas to ask for; undefined for the platform's default of 1. The open control plane starts exactly so many:
 * nothing there scales between the limits, or starts a server again that has 0.
 *
 * @param current the replicas of the deployed server, within which the limits leave it
 */
function desiredReplicas(
  { minReplicas, maxReplicas }: ServerSettings,
  current: number | undefined,
): number | undefined {
  if (minReplicas === undefined && maxReplicas === undefined)
    return (current ?? 1) <= 1 ? undefined : current;
  const atLeast = Math.max(current ?? 1, minReplicas ?? 1, 1);
  return Math.min(atLeast, maxReplicas ?? atLeast);
}

/** The environment that a registry entry brings along. */
function getEnv(spec: Json): JsonObject {
  return recordField(recordField(spec, 'transport'), 'env');
}

/** A variable that a package declares wins over `environment` with its default, unless it has a value there (measured). */
function setVariables(packages: readonly Json[], env: ReadonlyMap<string, string>): readonly Json[] {
  return packages.map((entry) => {
    if (!isRecord(entry) || !Array.isArray(entry.environmentVariables)) return entry;
    const environmentVariables = entry.environmentVariables.map((variable: Json) => {
      const value = isRecord(variable) ? env.get(`${variable.name}`) : undefined;
      if (!isRecord(variable) || value === undefined) return variable;
      // The operator takes an empty value for none, and uses the default (read in its source).
      return { ...variable, value, ...(value === '' && { default: '' }) };
    });
    return { ...entry, environmentVariables };
  });
}

function buildRuntimeMeta(runtime: JsonObject, settings: ServerSettings): Json {
  const { cpu, memory } = settings;
  const resources = recordField(runtime, 'resources');
  const limits = {
    ...recordField(resources, 'limits'),
    ...(cpu && { cpu: toPlatformCpu(cpu) }),
    ...(memory && { memory: toPlatformMemory(memory) }),
  };
  const scaling = { ...recordField(runtime, 'scaling'), ...buildScaling(settings) };
  return {
    ...runtime,
    ...(Object.keys(limits).length > 0 && {
      resources: { ...resources, limits, ...buildRequests(resources, settings) },
    }),
    ...(Object.keys(scaling).length > 0 && { scaling }),
  };
}

/** Kubernetes refuses a request above its limit, so a request is lowered to the limit. */
function buildRequests(resources: JsonObject, { cpu, memory }: ServerSettings): { readonly requests?: Json } {
  const given = recordField(resources, 'requests');
  const requests = { ...defaultRequests, ...given };
  const lowered = {
    ...(cpu && parseCpu(`${requests.cpu}`) > parseCpu(cpu) && { cpu: toPlatformCpu(cpu) }),
    ...(memory &&
      parseMemory(`${requests.memory}`) > parseMemory(memory) && { memory: toPlatformMemory(memory) }),
  };
  return Object.keys(lowered).length > 0 ? { requests: { ...given, ...lowered } } : {};
}

function buildScaling({ minReplicas, maxReplicas }: ServerSettings): JsonObject {
  return {
    ...(minReplicas === undefined ? {} : { minReplicas }),
    ...(maxReplicas === undefined ? {} : { maxReplicas }),
  };
}
