import { getToolName, readTools } from '../mcp/client.js';
import type { ToolChange } from '../mcp/compare-schemas.js';
import { type McpSession, withMcpSession } from '../mcp/session.js';
import { parseTool, type Tool } from '../mcp/tools.js';
import { type ErrorInfo, toErrorInfo } from '../schema/errors.js';
import type { RunContext } from './context.js';
import { reportNotice } from './report.js';
import type { ServerResult } from './results.js';
import { findSmokeTestError, runSmokeTest, type ToolTestResult } from './smoke-test.js';
import { applySnapshot, findSnapshotError } from './tools-snapshot.js';

/** What MCP showed of a server. */
export type VerifyResult = Pick<ServerResult, 'tools' | 'error' | 'smokeTests' | 'toolChanges'> &
  Partial<Pick<ServerResult, 'healthStatus'>>;

interface Checks {
  readonly names: readonly string[];
  readonly truncated?: string;
  readonly toolChanges?: readonly ToolChange[];
  readonly smokeTests?: readonly ToolTestResult[];
}

/**
 * Connects to a deployed server as an MCP client: `initialize`, `tools/list`, and what `tools-snapshot` and `smoke-test`
 * ask for. Starts a server that is scaled to zero.
 *
 * @param url the server's MCP URL
 * @param deadline the moment of `performance.now()` at which the server must have answered
 */
export async function verifyServer(
  context: RunContext,
  url: string,
  deadline: number,
): Promise<VerifyResult> {
  const { ci, inputs, runtime } = context;
  const call = {
    url: new URL(url),
    token: inputs.token.value,
    redact: ci.redact,
    deadline,
    signal: runtime.signal,
    debug: ci.debug,
    onWaiting: ci.info,
  };
  try {
    const checks = await withMcpSession(call, (session) => runChecks(context, call, session));
    const { names, truncated, toolChanges, smokeTests } = checks;
    if (truncated !== undefined) ci.info(`The list of tools is not complete: ${truncated}.`);
    const error = findSnapshotError(toolChanges ?? []) ?? findSmokeTestError(smokeTests ?? []);
    return {
      tools: names,
      healthStatus: 'healthy',
      ...(toolChanges && { toolChanges }),
      ...(smokeTests && { smokeTests }),
      ...(error && { error }),
    };
  } catch (thrown) {
    return describeFailure(context, toErrorInfo(thrown));
  }
}

async function runChecks(
  context: RunContext,
  call: Parameters<typeof withMcpSession>[0],
  session: McpSession,
): Promise<Checks> {
  const { ci, inputs } = context;
  const { snapshot, smokeTest } = inputs.verification ?? {};
  const { tools, truncated } = await readTools(call, session, (json) => {
    // Whole tools are kept only for a snapshot: their schemas may be large.
    const tool = snapshot && parseTool(json);
    return getToolName(json, call.redact).map((name): { name: string; tool?: Tool } => ({
      name,
      ...(tool && { tool }),
    }));
  });
  const names = tools.map(({ name }) => name);
  ci.info(`Tools: ${names.join(', ') || 'none'}`);
  const toolChanges =
    snapshot &&
    applySnapshot(
      ci,
      snapshot,
      tools.flatMap(({ tool }) => tool ?? []),
    );
  const smokeTests = smokeTest && (await runSmokeTest(context, session, smokeTest, call.deadline));
  return {
    names,
    ...(truncated !== undefined && { truncated }),
    ...(toolChanges && { toolChanges }),
    ...(smokeTests && { smokeTests }),
  };
}

function describeFailure({ ci, inputs, runtime }: RunContext, error: ErrorInfo): VerifyResult {
  // Without a common version, the tools cannot be compared or called: no reason to fail unless the user wants just that.
  if (error.code === 'mcp-unsupported' && inputs.verification === undefined) {
    reportNotice(ci, 'mcp-unsupported', error.message);
    return { healthStatus: 'unknown' };
  }
  // A client that is refused, or a cancel, says nothing about the health of the server.
  const isUnhealthy = error.code === 'mcp-failed' && !runtime.signal.aborted;
  return { error, healthStatus: isUnhealthy ? 'unhealthy' : 'unknown' };
}
