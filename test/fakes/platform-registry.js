/**
 * The server registry: public, without a token, with an error shape of its own (`{error: "text"}`).
 */

/** @typedef {import('./scripted-server.js').Answer} Answer */
/** @typedef {import('./scripted-server.js').LoggedRequest} LoggedRequest */
/** @typedef {import('./platform.js').State} State */

/**
 * A server in the catalogue.
 *
 * @typedef {{ name: string, version: string, title?: string, description?: string, packages?: object[],
 *   _meta?: Record<string, unknown>, [field: string]: unknown }} ServerSpec
 */

const variables = [
  { name: 'LOG_LEVEL', default: 'info', isRequired: false, isSecret: false },
  { name: 'API_KEY', isRequired: false, isSecret: true },
  { name: 'PLAIN', isRequired: false, isSecret: false },
];

/**
 * An entry as the public registry has them: bundles for two architectures.
 *
 * @param {string} name
 * @param {string} version
 * @param {{ status?: string, environmentVariables?: object[], runtime?: object, [field: string]: unknown }} [changes]
 *   `status`, `runtime` and `environmentVariables` go where the registry has them, any other field is replaced
 * @returns {ServerSpec}
 */
export function serverSpec(name, version, changes = {}) {
  const { status = 'active', environmentVariables = variables, runtime = {}, ...fields } = changes;
  const id = name.slice(name.lastIndexOf('/') + 1);
  const bundle = (/** @type {string} */ arch) => ({
    registryType: 'mcpb',
    identifier: `https://github.com/acme/x/releases/download/v${version}/${id}-v${version}-linux-${arch}.mcpb`,
    version,
    fileSha256: '0'.repeat(64),
    transport: { type: 'streamable-http', url: 'http://localhost:8000/mcp' },
    environmentVariables,
  });
  const ours = {
    runtime: 'python:3.13',
    status,
    container: { healthCheck: { enabled: true, path: '/health', port: 8000, interval: 10 } },
    resources: { limits: { memory: '512Mi', cpu: '1000m' }, requests: { memory: '256Mi', cpu: '250m' } },
    scaling: { enabled: true, minReplicas: 1, maxReplicas: 3, targetCPUUtilizationPercentage: 80 },
    deployment: { protocol: 'http', port: 8000, mcpPath: '/mcp' },
    ...runtime,
  };
  return {
    $schema: 'https://registry.nimbletools.ai/schemas/2025-12-11/nimbletools-server.schema.json',
    name,
    version,
    title: id,
    description: `Fake of ${name}`,
    repository: { url: 'https://github.com/acme/x', source: 'github' },
    packages: [bundle('amd64'), bundle('arm64')],
    _meta: { 'ai.nimbletools.mcp/v1': ours },
    ...fields,
  };
}

/**
 * The key `id` holds the latest version, `id@version` an older one. The public registry has no older ones.
 *
 * @returns {Map<string, ServerSpec>}
 */
export function defaultCatalogue() {
  const named = [
    serverSpec('ai.nimbletools/echo', '1.2.0'),
    serverSpec('io.acme/weather', '0.3.1'),
    serverSpec('ai.acme/old', '1.0.0', { status: 'deprecated' }),
    serverSpec('ai.acme/gone', '1.0.0', { status: 'deleted' }),
    serverSpec('io.remote/mcp', '2.14.1', {
      packages: undefined,
      remotes: [{ type: 'sse', url: 'https://mcp.example.com/mcp' }],
    }),
  ];
  return new Map([
    ...named.map((spec) => /** @type {const} */ ([spec.name, spec])),
    ['ai.nimbletools/echo@1.1.0', serverSpec('ai.nimbletools/echo', '1.1.0')],
  ]);
}

/**
 * `GET /v0.1/servers`, `/v0.1/servers/{name}` and `/v0.1/servers/{name}/versions/{version}`. A name is one path segment,
 * its slash encoded. `?version=` is ignored, as by the public registry.
 *
 * @param {State} state
 * @param {LoggedRequest} request
 * @param {string[]} parts of the path
 * @returns {Answer}
 */
export function registryAnswer({ catalogue }, { method, path, query }, parts) {
  const [, collection, name, versions, version, ...more] = parts;
  const isVersion = versions === 'versions' && version !== undefined;
  if (
    method !== 'GET' ||
    collection !== 'servers' ||
    more.length > 0 ||
    (versions !== undefined && !isVersion)
  ) {
    const message = `Route ${method}:${path} not found`;
    return { status: 404, body: { message, error: 'Not Found', statusCode: 404 } };
  }
  if (name === undefined || name === '') return listAnswer(catalogue, query);
  const latest = catalogue.get(name);
  if (!latest) return notFound(`Server '${name}' not found`);
  if (version === undefined || version === 'latest' || version === latest.version) return { body: latest };
  const older = catalogue.get(`${name}@${version}`);
  return older ? { body: older } : notFound(`Version '${version}' not found for server '${name}'`);
}

/** @param {State['catalogue']} catalogue @param {Record<string, string>} query @returns {Answer} */
function listAnswer(catalogue, { search = '', limit = '100', cursor = '0' }) {
  const word = search.toLowerCase();
  const found = [...catalogue]
    .filter(([key]) => !key.includes('@'))
    .map(([, spec]) => spec)
    .filter((spec) =>
      [spec.name, spec.title, spec.description].some((text) => text?.toLowerCase().includes(word)),
    );
  const [from, most] = [Number(cursor), Math.min(Number(limit), 500)];
  const servers = found.slice(from, from + most);
  const more = from + most < found.length ? { next_cursor: `${from + most}` } : {};
  return { body: { servers, metadata: { count: servers.length, ...more } } };
}

/** @param {string} error @returns {Answer} */
function notFound(error) {
  return { status: 404, body: { error } };
}
