import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { getToolName, readTools, type ToolList } from '../../../src/mcp/client.js';
import { type McpCall, withMcpSession } from '../../../src/mcp/session.js';
import { toErrorInfo } from '../../../src/schema/errors.js';

/** What the MCP servers of these tests answer to `initialize`. */
export const hello = {
  protocolVersion: '2025-06-18',
  capabilities: { tools: {} },
  serverInfo: { name: 'scripted', version: '1' },
};

/** A call of the MCP client with nothing to hide. */
export function mcpCall(
  url: URL,
  { seconds = 10, ...changes }: Partial<McpCall> & { seconds?: number } = {},
): McpCall {
  return {
    url,
    network: { noProxy: [] },
    token: 'a-token',
    redact: (text) => text,
    deadline: performance.now() + seconds * 1000,
    signal: new AbortController().signal,
    onWaiting: () => {},
    debug: () => {},
    ...changes,
  };
}

/** Does what an MCP client does first, and what `verify` does: opens a session and lists the tools. */
export function listTools(call: McpCall): Promise<ToolList<string>> {
  return withMcpSession(call, (session) =>
    readTools(call, session, (tool) => getToolName(tool, call.redact)),
  );
}

/** The names of the tools at a URL. */
export async function list(...call: Parameters<typeof mcpCall>): Promise<readonly string[]> {
  return (await listTools(mcpCall(...call))).tools;
}

/** The error of a call that must fail. */
export async function failureOf(result: Promise<ToolList<string> | readonly string[]>) {
  return result.then(() => ({ code: 'none', message: 'it did not fail' }), toErrorInfo);
}

/** One HTTP request as the answering function sees it, with the JSON-RPC message in it. */
export interface Incoming {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Of the message; of the request if it has no message. */
  readonly method: string;
  /** Absent in a notification. */
  readonly id?: number;
  readonly params?: { readonly [name: string]: unknown };
}

/** An HTTP server on a free local port, for answers that the fake platform is too well-behaved to give. */
export async function serve(answer: (incoming: Incoming) => unknown) {
  const server = createServer(async (request, response) => {
    const body = JSON.parse((await request.toArray()).join('') || '{}');
    await answer({ request, response, method: request.method, ...body });
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

/** Sends a JSON-RPC message as JSON. */
export function sendJson(response: ServerResponse, message: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ jsonrpc: '2.0', ...message }));
}

/** A server that is well-behaved but for `respond`, which answers everything after `initialize` or gives the tools. */
export function serveTools(respond: (incoming: Incoming) => object | undefined) {
  return serve((incoming) => {
    const { id, method, response } = incoming;
    if (id === undefined) return response.writeHead(method === 'DELETE' ? 200 : 202).end();
    const result = method === 'initialize' ? hello : respond(incoming);
    return result && sendJson(response, { id, result });
  });
}
