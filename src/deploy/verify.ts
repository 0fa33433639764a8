import { listTools } from '../mcp/client.js';
import { toErrorInfo } from '../schema/errors.js';
import type { RunContext } from './context.js';
import { reportNotice } from './report.js';
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
    const { tools, truncated } = await listTools({
      url: new URL(url),
      token: inputs.token.value,
      redact: ci.redact,
      deadline,
      signal: runtime.signal,
      debug: ci.debug,
      onWaiting: ci.info,
    });
    ci.info(`Tools: ${tools.join(', ') || 'none'}`);
    if (truncated !== undefined) ci.info(`The list of tools is not complete: ${truncated}.`);
    return { tools, healthStatus: 'healthy' };
  } catch (thrown) {
    const error = toErrorInfo(thrown);
    if (error.code === 'mcp-unsupported') {
      reportNotice(ci, 'mcp-unsupported', error.message);
      return { healthStatus: 'unknown' };
    }
    // A client that is refused, or a cancel, says nothing about the health of the server.
    const isUnhealthy = error.code === 'mcp-failed' && !runtime.signal.aborted;
    return { error, healthStatus: isUnhealthy ? 'unhealthy' : 'unknown' };
  }
}
