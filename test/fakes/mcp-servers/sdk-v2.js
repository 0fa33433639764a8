/** A server on `@modelcontextprotocol/server` 2: MCP 2026-07-28, and the older versions too unless `newest` is set. */
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, Server } from '@modelcontextprotocol/server';
import { listen, listPage, options } from './listen.js';

const handler = createMcpHandler(
  () => {
    const server = new Server({ name: 'sdk-v2', version: options.version }, { capabilities: { tools: {} } });
    server.setRequestHandler('tools/list', ({ params }) => listPage(params?.cursor));
    return server;
  },
  { legacy: options.newest ? 'reject' : 'stateless', responseMode: options.json ? 'json' : 'sse' },
);

// @ts-expect-error The types of the package do not agree with `exactOptionalPropertyTypes`.
listen(toNodeHandler(handler));
