/** A server on `@modelcontextprotocol/sdk` 1, as its examples make one, with or without sessions. */
import { randomUUID } from 'node:crypto';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { listen, listPage, options } from './listen.js';

/** @type {Map<string, StreamableHTTPServerTransport>} */
const transports = new Map();

/** @param {ConstructorParameters<typeof StreamableHTTPServerTransport>[0]} settings */
async function connect(settings) {
  const server = new Server({ name: 'sdk-v1', version: options.version }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, ({ params }) => listPage(params?.cursor));
  const transport = new StreamableHTTPServerTransport({ enableJsonResponse: options.json, ...settings });
  await server.connect(transport);
  return transport;
}

listen(async (request, response) => {
  if (!options.sessions) {
    const transport = await connect({});
    response.once('close', () => transport.close());
    return transport.handleRequest(request, response);
  }
  const id = request.headers['mcp-session-id'];
  if (id === undefined) {
    const transport = await connect({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (created) => void transports.set(created, transport),
      onsessionclosed: (closed) => void transports.delete(closed),
    });
    return transport.handleRequest(request, response);
  }
  const known = transports.get(`${id}`);
  if (known) return known.handleRequest(request, response);
  const error = { code: -32_000, message: 'Bad Request: No valid session ID provided' };
  return response
    .writeHead(400, { 'content-type': 'application/json' })
    .end(JSON.stringify({ jsonrpc: '2.0', error, id: null }));
});
