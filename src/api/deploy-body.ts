import { isRecord, type Json } from './json.js';
import { toPlatformCpu, toPlatformMemory } from './quantity.js';
import type { RegistryEntry } from './registry.js';
import { RUNTIME_META_KEY } from './server-spec.js';

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
  const meta = getRecord(spec, '_meta');
  const scaling = buildScaling(settings);
  const runtimes = [RUNTIME_META_KEY, NTCLI_META_KEY].map((key) => [
    key,
    buildRuntimeMeta(getRecord(meta, key), settings),
  ]);
  const server = {
    ...spec,
    ...(hasEnv && { transport: { ...getRecord(spec, 'transport'), env: { ...getEnv(spec), ...env } } }),
    ...(hasEnv && Array.isArray(spec.packages) && { packages: setVariables(spec.packages, settings.env) }),
    _meta: { ...meta, ...Object.fromEntries(runtimes) },
  };
  // A server that the platform starts with 0 replicas never starts: the open edition does not wake servers.
  const replicas = settings.minReplicas === undefined ? currentReplicas : Math.max(1, settings.minReplicas);
  return {
    server,
    name: id,
    ...(hasEnv && { environment: { ...getEnv(spec), ...env } }),
    ...(replicas !== undefined && { replicas }),
    ...(Object.keys(scaling).length > 0 && { scaling }),
  };
}

/** The environment that a registry entry brings along. */
function getEnv(spec: Json): { readonly [name: string]: Json } {
  return getRecord(getRecord(spec, 'transport'), 'env');
}

/** A variable that a package declares wins over `environment` with its default, unless it has a value there (measured). */
function setVariables(packages: readonly Json[], env: ReadonlyMap<string, string>): readonly Json[] {
  return packages.map((entry) => {
    if (!isRecord(entry) || !Array.isArray(entry.environmentVariables)) return entry;
    const environmentVariables = entry.environmentVariables.map((variable: Json) => {
      const value = isRecord(variable) ? env.get(`${variable.name}`) : undefined;
      return isRecord(variable) && value !== undefined ? { ...variable, value } : variable;
    });
    return { ...entry, environmentVariables };
  });
}

function buildRuntimeMeta(runtime: { readonly [name: string]: Json }, settings: ServerSettings): Json {
  const { cpu, memory } = settings;
  const resources = getRecord(runtime, 'resources');
  const limits = {
    ...getRecord(resources, 'limits'),
    ...(cpu && { cpu: toPlatformCpu(cpu) }),
    ...(memory && { memory: toPlatformMemory(memory) }),
  };
  const scaling = { ...getRecord(runtime, 'scaling'), ...buildScaling(settings) };
  return {
    ...runtime,
    ...(Object.keys(limits).length > 0 && { resources: { ...resources, limits } }),
    ...(Object.keys(scaling).length > 0 && { scaling }),
  };
}

function buildScaling({ minReplicas, maxReplicas }: ServerSettings): { readonly [name: string]: Json } {
  return {
    ...(minReplicas === undefined ? {} : { minReplicas }),
    ...(maxReplicas === undefined ? {} : { maxReplicas }),
  };
}

function getRecord(value: Json | undefined, name: string): { readonly [name: string]: Json } {
  const field = isRecord(value) ? value[name] : undefined;
  return isRecord(field) ? field : {};
}
