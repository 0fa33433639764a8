import { startMcpProxy } from '../fakes/mcp-proxy.js';
import { startMcpServer } from '../fakes/mcp-servers/start.js';
import { startPlatform } from '../fakes/platform.js';

/**
 * The open edition of the platform with one token, behind a proxy that leads MCP requests to a real server of npm: a fake
 * would return what the test expects of it.
 */
export async function startMcpPlatform(token: string) {
  const server = await startMcpServer('calculator');
  const platform = await startPlatform({ edition: 'open' });
  platform.tokens.set(token, { access: 'full' });
  const proxy = await startMcpProxy(server.url, new URL(platform.url));
  return {
    platform,
    domain: proxy.domain,
    close: () => Promise.all([server.close(), platform.close(), proxy.close()]),
  };
}
