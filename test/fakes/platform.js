/**
 * The NimbleTools platform on one local port: management API, MCP runtime and server registry.
 */
import { apiAnswer } from './platform-api.js';
import { mcpAnswer } from './platform-mcp.js';
import { defaultCatalogue, registryAnswer } from './platform-registry.js';
import { partsOf, startScriptedServer } from './scripted-server.js';

/** @typedef {import('./platform-registry.js').ServerSpec} ServerSpec */
/** @typedef {import('./platform-servers.js').DeployedServer} DeployedServer */

/**
 * How the platform behaves; may be changed while it runs.
 *
 * @typedef {object} PlatformOptions
 * @property {'open' | 'hosted'} [edition] shape of errors, and where the environment is read from; open
 * @property {number} [readyAfterPolls] looks at a new server that still find it Pending; 1
 * @property {'Running' | 'Failed' | 'Stopped' | 'Unknown'} [settlesAs] what a Pending server becomes; Running
 * @property {boolean} [updateKeepsRunning] an update of a running server is Running at once, as with a rolling update
 * @property {'object' | 'text'} [statusAs] shape of a server's status; object
 * @property {'json' | 'event-stream'} [mcp] shape of MCP answers; json
 * @property {string[]} [tools] names that tools/list gives
 * @property {'full' | 'bare' | 'absent'} [tokenList] what the list of tokens tells; full
 * @property {'selectable' | 'ignored'} [registryVersions] what `?version=` does; selectable
 */

/**
 * What a token may do. Times are epoch seconds or ISO text and are listed as given; without them the token's own claims
 * count.
 *
 * @typedef {{ access: 'full' | 'read-only' | 'revoked', workspaces?: string[], jti?: string,
 *   createdAt?: number | string, expiresAt?: number | string }} TokenGrant
 */

/** @typedef {{ workspace_id: string, workspace_name: string, [field: string]: unknown }} Workspace */

/**
 * @typedef {object} State
 * @property {PlatformOptions} options
 * @property {Map<string, TokenGrant>} tokens by token; any other token gets 401
 * @property {Workspace[]} workspaces
 * @property {Map<string, ServerSpec>} catalogue by registry id (latest version) or `id@version`
 * @property {Map<string, DeployedServer>} servers by `${workspaceId}/${serverId}`
 * @property {Map<string, string>} secrets by `${workspaceId}/${key}`
 * @property {Map<string, 'new' | 'ready'>} sessions of MCP
 */

/** @typedef {import('./scripted-server.js').ScriptedServer & State} Platform */

/** Id of the workspace `my-workspace`. */
export const workspaceId = '3f6c1d2e-8a47-4b90-9c15-7de2a0b4f681';

/**
 * Starts the platform with one workspace, `my-workspace`, and no token.
 *
 * @param {PlatformOptions} [options]
 * @param {number} [port] 0: any that is free
 * @returns {Promise<Platform>}
 */
export async function startPlatform(options = {}, port = 0) {
  /** @type {State} */
  const state = {
    options: { ...options },
    tokens: new Map(),
    workspaces: [{ workspace_id: workspaceId, workspace_name: 'my-workspace' }],
    catalogue: defaultCatalogue(),
    servers: new Map(),
    secrets: new Map(),
    sessions: new Map(),
  };
  const server = await startScriptedServer((request) => {
    const parts = partsOf(request.path);
    if (parts[0] === 'v0.1') return registryAnswer(state, request, parts);
    if (parts[0] === 'v1') return apiAnswer(state, request, parts);
    if (parts.length === 3 && (parts[2] === 'mcp' || parts[2] === 'health'))
      return mcpAnswer(state, request, parts);
    return { status: 404, body: { detail: 'Not Found' } };
  }, port);
  // One object, not a copy of the state: a list that a test replaces must be the list that the platform reads.
  return Object.assign(state, server);
}
