/**
 * The server registry: public, without a token, with an error shape of its own (`{error: "text"}`).
 */

/** @typedef {import('./scripted-server.js').Answer} Answer */
/** @typedef {import('./scripted-server.js').LoggedRequest} LoggedRequest */
/** @typedef {import('./platform.js').State} State */

/**
 * A server in the catalogue.
 *
 * @typedef {{ name: string, version: string, status: string, description?: string,
 *   transport?: Record<string, unknown>, packages?: object[], _meta?: Record<string, unknown>,
 *   [field: string]: unknown }} ServerSpec
 */

/**
 * An ordinary catalogue entry.
 *
 * @param {string} name
 * @param {string} version
 * @param {Partial<ServerSpec>} [fields] that differ
 * @returns {ServerSpec}
 */
export function serverSpec(name, version, fields = {}) {
  return {
    $schema: 'https://registry.nimbletools.ai/schemas/2025-12-11/nimbletools-server.schema.json',
    name,
    version,
    status: 'active',
    description: `Stand-in for ${name}`,
    transport: { type: 'streamable-http' },
    packages: [
      {
        registryType: 'oci',
        identifier: `registry.example/${name}`,
        version,
        transport: { type: 'streamable-http' },
      },
    ],
    _meta: { 'ai.nimbletools.mcp/v1': { status: 'active', runtime: 'node:24' } },
    ...fields,
  };
}

/**
 * `my-server` in two versions and `acme/echo`. The key `id` holds the latest version, `id@version` an older one.
 *
 * @returns {Map<string, ServerSpec>}
 */
export function defaultCatalogue() {
  return new Map([
    ['my-server', serverSpec('io.example/my-server', '1.2.0')],
    ['my-server@1.1.0', serverSpec('io.example/my-server', '1.1.0')],
    ['acme/echo', serverSpec('acme/echo', '0.3.1')],
  ]);
}

/**
 * `GET /v0.1/servers`, `/v0.1/servers/{id}[?version=]` and `/v0.1/servers/{id}/versions/{version}`.
 *
 * @param {State} state
 * @param {LoggedRequest} request
 * @param {string[]} parts of the path
 * @returns {Answer}
 */
export function registryAnswer({ catalogue, options }, { method, query }, parts) {
  if (method !== 'GET' || parts[1] !== 'servers')
    return notFound(`Route ${method}:/${parts.join('/')} not found`);
  if (parts.length === 2) {
    const servers = [...catalogue].filter(([key]) => !key.includes('@')).map(([, spec]) => spec);
    return { body: { servers, metadata: { count: servers.length } } };
  }
  const isExact = parts.length >= 5 && parts.at(-2) === 'versions';
  const id = parts.slice(2, isExact ? -2 : undefined).join('/');
  const latest = catalogue.get(id);
  if (!latest) return notFound(`Server '${id}' not found`);
  const wanted = isExact ? parts.at(-1) : options.registryVersions === 'ignored' ? undefined : query.version;
  if (!wanted || wanted === 'latest' || wanted === latest.version) return { body: latest };
  const older = catalogue.get(`${id}@${wanted}`);
  return older ? { body: older } : notFound(`Version '${wanted}' not found for server '${id}'`);
}

/** @param {string} error @returns {Answer} */
function notFound(error) {
  return { status: 404, body: { error } };
}
