/**
 * The spec that the control plane stores of a deploy: read from where it reads settings, without what its CRD drops.
 */

/** @typedef {Record<string, unknown>} Fields */

/** The only key of `_meta` that the control plane reads. ntcli 0.4.4 writes `ai.nimblebrain.mcp/v1`. */
export const runtimeKey = 'ai.nimbletools.mcp/v1';

/**
 * @param {Fields} body of the deploy request
 * @param {Fields} entry the registry entry in it
 * @param {boolean} readsTransportEnv
 * @returns {Fields}
 */
export function storedSpec(body, entry, readsTransportEnv) {
  const id = idOf(entry);
  const meta = isRecord(entry._meta) ? entry._meta[runtimeKey] : undefined;
  const runtime = isRecord(meta) ? meta : undefined;
  const { container, bundle } = containerOf(listOf(entry.packages), runtime);
  const transport = isRecord(entry.transport) && readsTransportEnv ? entry.transport.env : {};
  const health = fieldsOf(fieldsOf(runtime?.container).healthCheck);
  const port = health.port ?? 8000;
  return withoutNulls({
    container: { ...container, port },
    environment: { ...fieldsOf(transport), ...fieldsOf(body.environment), ...bundle },
    icons: listOf(entry.icons),
    mcp_resources: [],
    packages: listOf(entry.packages).map(storedPackage),
    prompts: [],
    replicas: body.replicas ?? 1,
    resources: runtime ? resourcesOf(fieldsOf(runtime.resources)) : {},
    routing: {
      discoveryPath: '/mcp/discover',
      healthCheck: health.enabled ?? true,
      healthPath: health.path ?? '/health',
      mcpPath: fieldsOf(runtime?.deployment).mcpPath ?? '/mcp',
      path: `/services/${id}`,
      port,
      ...fieldsOf(body.routing),
    },
    scaling: {
      ...(runtime ? { minReplicas: 1, maxReplicas: 3 } : { minReplicas: 0, maxReplicas: 10 }),
      ...pick(fieldsOf(runtime?.scaling), ['minReplicas', 'maxReplicas']),
      targetConcurrency: 10,
      scaleDownDelay: '5m',
      ...pick(fieldsOf(body.scaling), ['minReplicas', 'maxReplicas', 'targetConcurrency', 'scaleDownDelay']),
    },
    timeout: body.timeout ?? 300,
    title: entry.title,
    tools: [],
  });
}

/** The id on the platform: the last part of the name. @param {Fields} entry */
export function idOf({ name }) {
  return `${name}`.slice(`${name}`.lastIndexOf('/') + 1);
}

/** @param {Fields[]} packages @param {Fields | undefined} runtime */
function containerOf(packages, runtime) {
  const [first] = packages;
  if (first?.registryType === 'oci') {
    const image = `${first.identifier}:${first.version}`;
    return { container: { image, registry: first.registryBaseUrl ?? 'docker.io' }, bundle: {} };
  }
  if (first?.registryType !== 'mcpb')
    return { container: { image: 'unknown', registry: 'docker.io' }, bundle: {} };
  const chosen = packages.find(({ identifier }) => `${identifier}`.endsWith('linux-amd64.mcpb')) ?? first;
  const [name, version = 'latest'] = `${runtime?.runtime ?? 'python:3.14'}`.split(':');
  return {
    container: { image: `mcpb-${name}:${version}`, registry: 'docker.io/nimbletools' },
    bundle: { BUNDLE_URL: chosen.identifier, BUNDLE_SHA256: chosen.fileSha256 },
  };
}

/** @param {Fields} given */
function storedPackage(given) {
  const kept = [
    'identifier',
    'registryBaseUrl',
    'registryType',
    'runtimeArguments',
    'runtimeHint',
    'version',
  ];
  const named = ['default', 'description', 'name', 'placeholder', 'value'];
  return {
    ...pick(given, kept),
    transport: pick(fieldsOf(given.transport), ['type']),
    environmentVariables: listOf(given.environmentVariables).map((one) => ({
      isRequired: false,
      isSecret: false,
      ...pick(one, [...named, 'isRequired', 'isSecret']),
    })),
  };
}

/** @param {Fields} resources */
function resourcesOf({ limits, requests }) {
  return {
    limits: { cpu: '100m', memory: '256Mi', ...fieldsOf(limits) },
    requests: { cpu: '50m', memory: '128Mi', ...fieldsOf(requests) },
  };
}

/** @param {Fields} fields @param {string[]} names */
function pick(fields, names) {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}

/** What a CRD does with nulls and absent values. @param {Fields} fields @returns {Fields} */
function withoutNulls(fields) {
  return JSON.parse(JSON.stringify(fields, (_, value) => value ?? undefined));
}

/**
 * @param {unknown} value
 * @returns {value is Fields}
 */
export function isRecord(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param {unknown} value @returns {Fields} */
export function fieldsOf(value) {
  return isRecord(value) ? value : {};
}

/** The objects of a list. @param {unknown} value @returns {Fields[]} */
export function listOf(value) {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
