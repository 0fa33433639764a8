/**
 * What the MCP servers of this folder share. Each is a program that `start-mcp-server.js` runs as a child process, with
 * its options as JSON in the first argument.
 */
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * @typedef {object} McpServerOptions
 * @property {boolean} sessions false for a server without sessions
 * @property {boolean} json true to answer with JSON instead of an event stream
 * @property {string} version of the server
 * @property {string[]} tools names
 * @property {number} [pageSize] tools of a page; by default all tools are on one
 * @property {number} [listMs] milliseconds that `tools/list` takes
 * @property {boolean} [newest] true to support MCP 2026-07-28 only
 */

/** @type {McpServerOptions} */
export const options = JSON.parse(process.argv[2] ?? '{}');

// The server must not outlive the test.
process.once('disconnect', () => process.exit());

/** @param {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => unknown} handle */
export function listen(handle) {
  const server = createServer((request, response) => {
    if (new URL(request.url ?? '/', 'http://localhost').pathname === '/mcp') handle(request, response);
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (address !== null && typeof address === 'object') ready(address.port);
  });
}

/** @param {number} port */
export function ready(port) {
  process.send?.({ port });
}

/**
 * A page of the tools. A cursor is the name of the last tool of the page before.
 *
 * @param {string} [cursor]
 */
export async function listPage(cursor) {
  await pause(options.listMs ?? 0);
  const { tools, pageSize = tools.length } = options;
  const start = cursor === undefined ? 0 : tools.indexOf(cursor) + 1;
  const page = tools.slice(start, start + pageSize);
  const last = page.at(-1);
  const hasMore = start + page.length < tools.length;
  return {
    tools: page.map((name) => ({
      name,
      inputSchema: { type: /** @type {const} */ ('object'), properties: {} },
    })),
    ...(hasMore && last !== undefined && { nextCursor: last }),
  };
}
