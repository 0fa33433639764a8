import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { listTools, McpCall } from '../../../src/mcp/client.js';
import { toErrorInfo } from '../../../src/schema/errors.js';

/** What the MCP servers of these tests answer to `initialize`. */
export const hello = {
  protocolVersion: '2025-06-18',
  capabilities: { tools: {} },
  serverInfo: { name: 'scripted', version: '1' },
};

/** A call of the MCP client with 10 s and nothing to hide. */
export function call(url: URL, changes: Partial<McpCall> = {}): McpCall {
  return {
    url,
    token: 'a-token',
    redact: (text) => text,
    deadline: performance.now() + 10_000,
    signal: new AbortController().signal,
    onWaiting: () => {},
    ...changes,
  };
}

/** The error of a call that must fail. */
export function failureOf(result: ReturnType<typeof listTools>) {
  return result.then((tools) => ({ code: 'none', message: `it listed ${tools.length} tools` }), toErrorInfo);
}

/** One HTTP request as the answering function sees it, with the JSON-RPC message in it. */
export interface Incoming {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  /** Absent in a notification. */
  readonly id?: number;
  readonly params?: { readonly [name: string]: unknown };
}

/** An HTTP server on a free local port, for answers that the fake platform is too well-behaved to give. */
export async function serve(answer: (incoming: Incoming) => unknown) {
  const server = createServer(async (request, response) => {
    const body = JSON.parse((await request.toArray()).join('') || '{}');
    const { method = request.method, ...message } = body;
    await answer({ request, response, method, ...message });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: new URL(`http://127.0.0.1:${address.port}/mcp`),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A server that answers as a well-behaved one does: `respond` gives the result of each request. */
export function serveResults(respond: (incoming: Incoming) => unknown) {
  return serve((incoming) => {
    const { id, method, response } = incoming;
    if (id === undefined) return response.writeHead(202).end();
    const result = method === 'initialize' ? hello : respond(incoming);
    response.setHeader('content-type', 'application/json');
    return response.end(JSON.stringify({ jsonrpc: '2.0', id, result }));
  });
}
