/**
 * The MCP runtime: streamable HTTP through a proxy, whose own refusals are HTML pages.
 */
import { randomUUID } from 'node:crypto';
import { authenticate, sees } from './platform-answers.js';
import { findServer, isRouted, servingVersion, wake } from './platform-servers.js';
import { isRecord } from './platform-spec.js';

/** @typedef {import('./scripted-server.js').Answer} Answer */
/** @typedef {import('./scripted-server.js').LoggedRequest} LoggedRequest */
/** @typedef {import('./platform.js').State} State */

const protocolVersions = ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'];

/**
 * `/{workspace}/{server}/mcp`. There is a route for it once the operator has made one, and only a ready pod answers.
 *
 * @param {State} state
 * @param {LoggedRequest} request
 * @param {string[]} parts of the path
 * @returns {Answer}
 */
export function mcpAnswer(state, request, parts) {
  const [workspaceId = '', serverId = ''] = parts;
  const server = findServer(state, workspaceId, serverId);
  if (!server || !isRouted(state, server)) return page(404, 'Not Found');
  const { grant, refused } = authenticate(state, request);
  if (refused) return page(401, 'Authorization Required');
  if (!sees(grant, workspaceId)) return page(403, 'Forbidden');
  wake(state, server);
  const version = servingVersion(state, server);
  if (version === undefined) return page(503, 'Service Temporarily Unavailable');
  return protocolAnswer(state, request, { name: server.name, version });
}

/** @param {State} state @param {LoggedRequest} request @param {object} serverInfo @returns {Answer} */
function protocolAnswer(state, { method, headers, body }, serverInfo) {
  const session = headers['mcp-session-id'] ?? '';
  if (method === 'DELETE') return { status: state.sessions.delete(session) ? 200 : 404 };
  if (method !== 'POST') return fault(405, -32600, 'Method Not Allowed');
  const accepts = headers.accept ?? '';
  if (!accepts.includes('application/json') || !accepts.includes('text/event-stream')) {
    const both = 'Client must accept both application/json and text/event-stream';
    return fault(406, -32600, `Not Acceptable: ${both}`);
  }
  if (!isRecord(body) || body.jsonrpc !== '2.0') return fault(400, -32700, 'Parse error');
  const { id, method: call } = body;
  if (call === 'initialize') return initialized(state, id, body.params, serverInfo);
  if (session === '') return fault(400, -32600, 'Bad Request: Missing session ID');
  if (!state.sessions.has(session)) return fault(404, -32600, 'Session not found');
  const version = headers['mcp-protocol-version'];
  if (version !== undefined && !protocolVersions.includes(version)) {
    return fault(400, -32600, `Bad Request: Unsupported protocol version: ${version}`);
  }
  if (id === undefined) {
    if (call === 'notifications/initialized') state.sessions.set(session, 'ready');
    return { status: 202 };
  }
  if (state.sessions.get(session) !== 'ready') {
    return message(state, { id, error: { code: -32602, message: 'Received request before initialization' } });
  }
  if (call !== 'tools/list')
    return message(state, { id, error: { code: -32601, message: 'Method not found' } });
  const tools = (state.options.tools ?? ['echo', 'reverse']).map((name) => ({
    name,
    description: `Fake of the tool ${name}`,
    inputSchema: { type: 'object', properties: {} },
  }));
  return message(state, { id, result: { tools } });
}

/** @param {State} state @param {unknown} id @param {unknown} params @param {object} serverInfo @returns {Answer} */
function initialized(state, id, params, serverInfo) {
  const wanted = isRecord(params) ? params.protocolVersion : undefined;
  const known = protocolVersions.find((version) => version === wanted);
  const session = randomUUID().replaceAll('-', '');
  state.sessions.set(session, 'new');
  const protocolVersion = known ?? protocolVersions.at(-1);
  const result = { protocolVersion, capabilities: { tools: { listChanged: false } }, serverInfo };
  return message(state, { id, result }, { 'mcp-session-id': session });
}

/**
 * One JSON-RPC message, as JSON or as an event stream. The stream has what streams may have: a comment, a notification
 * before the answer, CRLF line ends.
 *
 * @param {State} state
 * @param {object} content
 * @param {Record<string, string>} [headers]
 * @returns {Answer}
 */
function message({ options }, content, headers = {}) {
  const answer = { jsonrpc: '2.0', ...content };
  if (options.mcp !== 'event-stream') return { headers, body: answer };
  const note = {
    jsonrpc: '2.0',
    method: 'notifications/message',
    params: { level: 'info', data: 'working' },
  };
  const events = [note, answer].map((data) => `event: message\r\ndata: ${JSON.stringify(data)}\r\n\r\n`);
  return {
    headers: { 'content-type': 'text/event-stream', ...headers },
    body: `: ping\r\n\r\n${events.join('')}`,
  };
}

/** @param {number} status @param {number} code @param {string} text @returns {Answer} */
function fault(status, code, text) {
  return { status, body: { jsonrpc: '2.0', id: 'server-error', error: { code, message: text } } };
}

/** A page of the proxy in front. @param {number} status @param {string} title @returns {Answer} */
function page(status, title) {
  const text = `${status} ${title}`;
  const body = `<html>\r\n<head><title>${text}</title></head>\r\n<body>\r\n<center><h1>${text}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
  return { status, headers: { 'content-type': 'text/html' }, body };
}
