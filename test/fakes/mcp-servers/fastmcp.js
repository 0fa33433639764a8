/** A server on `fastmcp` 4 of npm. Its list has no pages, and comes without delay. */
import { createServer } from 'node:net';
import { FastMCP } from 'fastmcp';
import { options, ready } from './listen.js';

const server = new FastMCP({ name: 'fastmcp', version: '1.0.0' });
for (const name of options.tools) server.addTool({ name, description: name, execute: async () => name });

// It takes no port 0 that it would tell.
const probe = createServer().listen(0, '127.0.0.1', () => {
  const address = probe.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  probe.close(async () => {
    await server.start({
      transportType: 'httpStream',
      httpStream: {
        port,
        host: '127.0.0.1',
        endpoint: '/mcp',
        stateless: !options.sessions,
        enableJsonResponse: options.json,
      },
    });
    ready(port);
  });
});
