/**
 * A reverse proxy in front of an MCP server, as an ingress is, that a test can make misbehave. Everything else than MCP
 * goes to the fake platform, so that one `domain` serves a whole deploy.
 */
import { createServer, request as send } from 'node:http';

/**
 * @typedef {object} Seen
 * @property {string} http method
 * @property {string} path
 * @property {string} [rpc] method of the JSON-RPC message, if there is one
 * @property {string} [session] its `mcp-session-id`
 */

/**
 * @typedef {object} McpProxy
 * @property {string} domain `127.0.0.1:PORT`
 * @property {URL} url of the MCP endpoint
 * @property {URL} server where MCP goes; may be changed while it runs
 * @property {Seen[]} seen requests of MCP, in order
 * @property {(seen: Seen, response: import('node:http').ServerResponse) => boolean | void | Promise<boolean | void>} [intercept]
 *   sees each request of MCP first, and returns true if it answered it
 * @property {() => Promise<void>} close
 */

/**
 * @param {URL} server
 * @param {URL} [platform] the fake platform
 * @returns {Promise<McpProxy>}
 */
export async function startMcpProxy(server, platform) {
  const listener = createServer(async (incoming, outgoing) => {
    const body = Buffer.concat(await incoming.toArray());
    const path = incoming.url ?? '/';
    if (!/\/mcp\/?$/.test(path)) return forward(new URL(path, platform), incoming, body, outgoing);
    const session = incoming.headers['mcp-session-id'];
    const seen = {
      http: incoming.method ?? 'GET',
      path,
      ...(body.length > 0 && { rpc: `${JSON.parse(`${body}`).method}` }),
      ...(session !== undefined && { session: `${session}` }),
    };
    proxy.seen.push(seen);
    if ((await proxy.intercept?.(seen, outgoing)) !== true) forward(proxy.server, incoming, body, outgoing);
  });
  await new Promise((listening) => listener.listen(0, '127.0.0.1', () => listening(undefined)));
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  const domain = `127.0.0.1:${address.port}`;
  /** @type {McpProxy} */
  const proxy = {
    domain,
    url: new URL(`http://${domain}/mcp`),
    server,
    seen: [],
    async close() {
      const closed = new Promise((resolve) => listener.close(resolve));
      listener.closeAllConnections();
      await closed;
    },
  };
  return proxy;
}

/**
 * @param {URL} to
 * @param {import('node:http').IncomingMessage} incoming
 * @param {Buffer} body
 * @param {import('node:http').ServerResponse} outgoing
 */
function forward(to, { method, headers }, body, outgoing) {
  const { host: _, connection: __, ...passed } = headers;
  const request = send(to, { method, headers: passed, agent: false }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.on('error', () => outgoing.destroy());
    answer.pipe(outgoing);
  });
  request.on('error', () => {
    if (outgoing.headersSent) outgoing.destroy();
    else
      outgoing
        .writeHead(502, { 'content-type': 'text/html' })
        .end('<html><title>502 Bad Gateway</title></html>');
  });
  outgoing.once('close', () => request.destroy());
  request.end(body);
}
