/** A server on `@modelcontextprotocol/sdk` 1 whose tools do something, with sessions. */
import { randomUUID } from 'node:crypto';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { listen } from './listen.js';

const number = { type: 'number' };
const tools = [
  {
    name: 'add',
    description: 'Adds two numbers',
    inputSchema: { type: 'object', properties: { a: number, b: number }, required: ['a', 'b'] },
  },
  {
    name: 'echo',
    description: 'Returns a text',
    inputSchema: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
  },
];

function createServer() {
  const server = new Server({ name: 'calculator', version: '1.0.0' }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }) => {
    const { a, b, text } = params.arguments ?? {};
    if (params.name === 'add') return { content: [{ type: 'text', text: `${Number(a) + Number(b)}` }] };
    if (params.name === 'echo') return { content: [{ type: 'text', text: `${text}` }] };
    return { isError: true, content: [{ type: 'text', text: `Unknown tool: ${params.name}` }] };
  });
  return server;
}

/** @type {Map<string, StreamableHTTPServerTransport>} */
const transports = new Map();

listen(async (request, response) => {
  const known = transports.get(`${request.headers['mcp-session-id']}`);
  if (known) return known.handleRequest(request, response);
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    onsessioninitialized: (created) => void transports.set(created, transport),
  });
  await createServer().connect(transport);
  return transport.handleRequest(request, response);
});
