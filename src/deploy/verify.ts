import { listTools } from '../mcp/client.js';
import { toErrorInfo } from '../schema/errors.js';
import type { RunContext } from './context.js';
import type { ServerResult } from './results.js';

/**
 * Speaks MCP to a deployed server: what a client would do first. Wakes a server that is scaled to zero.
 *
 * @param url the server's MCP URL
 * @param deadline the moment of `performance.now()` at which the server must have answered
 */
export async function verifyServer(
  { ci, inputs, runtime }: RunContext,
  url: string,
  deadline: number,
): Promise<Pick<ServerResult, 'tools' | 'error'> & Partial<Pick<ServerResult, 'healthStatus'>>> {
  try {
    const tools = await listTools({
      url: new URL(url),
      token: inputs.token.value,
      redact: ci.redact,
      deadline,
      signal: runtime.signal,
      onWaiting: ci.info,
    });
    ci.info(`Tools: ${tools.join(', ') || 'none'}`);
    return { tools, healthStatus: 'healthy' };
  } catch (error) {
    const info = toErrorInfo(error);
    // A token that is turned away, or a cancel, says nothing about the server.
    const isServers = info.code === 'mcp-failed' && !runtime.signal.aborted;
    return { error: info, healthStatus: isServers ? 'unhealthy' : 'unknown' };
  }
}
