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
 * How the platform behaves; may be changed while it runs. Times are milliseconds, and count for what happens from then on.
 *
 * @typedef {object} PlatformOptions
 * @property {import('./platform-editions.js').EditionName} [edition] patched
 * @property {import('./platform-editions.js').Edition['updates']} [updates] what a deploy of an existing server does,
 *   if not what the edition does
 * @property {import('./platform-editions.js').Edition['tokenList']} [tokenList] what the list of tokens tells, if not
 *   what it does in the edition
 * @property {number} [operatorMs] from a change to that of the Deployment; the endpoint takes a quarter longer; 5
 * @property {number} [lagMs] from a changed Deployment until the controller acts; 5
 * @property {number} [startMs] from the birth of a pod until it is ready or has failed; 20. Infinity: never
 * @property {number} [deleteMs] from a DELETE until the server is gone; 0
 * @property {'Running' | 'Failed' | 'Stopped' | 'Unknown'} [settlesAs] what a new pod comes to: it runs, it crashes, it is
 *   scaled to zero, the platform cannot say; Running
 * @property {'object' | 'text'} [statusAs] shape of a server's status; object
 * @property {'json' | 'event-stream'} [mcp] shape of MCP answers; json
 * @property {string[]} [tools] names that tools/list gives
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
 * @property {Map<string, import('./platform-rollout.js').Fate>} fates by `${name}@${version}`: what the pods of that
 *   version come to, if not what `settlesAs` says
 * @property {() => number} now the platform's clock, in milliseconds since 1970; a test may replace it
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
    fates: new Map(),
    now: Date.now,
    secrets: new Map(),
    sessions: new Map(),
  };
  const server = await startScriptedServer((request) => {
    const parts = partsOf(request.path);
    if (parts[0] === 'v0.1') return registryAnswer(state, request, parts);
    if (parts[0] === 'v1') return apiAnswer(state, request, parts);
    if (parts.length === 3 && parts[2] === 'mcp') return mcpAnswer(state, request, parts);
    return { status: 404, body: { detail: 'Not Found' } };
  }, port);
  // One object, not a copy of the state: a list that a test replaces must be the list that the platform reads.
  return Object.assign(state, server);
}
