import { listTools } from '../mcp/client.js';
import { failureOf } from '../schema/errors.js';
import type { Scene } from './context.js';
import type { ServerResult } from './results.js';

/**
 * Speaks MCP to a deployed server: what a client would do first. Wakes a server that is scaled to zero.
 *
 * @param url the server's MCP URL
 * @param deadline the moment of `performance.now()` at which the server must have answered
 */
export async function verifyServer(
  { host, inputs, job }: Scene,
  url: string,
  deadline: number,
): Promise<Pick<ServerResult, 'tools' | 'failure'> & Partial<Pick<ServerResult, 'healthStatus'>>> {
  try {
    const tools = await listTools({
      url: new URL(url),
      token: inputs.token,
      redact: host.redact,
      deadline,
      signal: job.signal,
      onWaiting: host.line,
    });
    host.line(`Tools: ${tools.join(', ') || 'none'}`);
    return { tools, healthStatus: 'healthy' };
  } catch (error) {
    const failure = failureOf(error);
    // A token that is turned away, or a cancel, says nothing about the server.
    const isServers = failure.code === 'mcp-failed' && !job.signal.aborted;
    return { failure, healthStatus: isServers ? 'unhealthy' : 'unknown' };
  }
}
