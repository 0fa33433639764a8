import { reportNotice } from '../ci/report.js';
import { getToolName, readTools } from '../mcp/client.js';
import { type McpCall, type McpSession, withMcpSession } from '../mcp/session.js';
import type { ToolChange } from '../mcp/tool-change.js';
import { parseTool, type Tool } from '../mcp/tools.js';
import { createError, type ErrorInfo, toErrorInfo } from '../schema/errors.js';
import type { RunContext } from './context.js';
import type { ServerResult } from './results.js';
import { findSmokeTestError, runSmokeTest, type ToolTestResult } from './smoke-test.js';
import { applySnapshot, findSnapshotError } from './tools-snapshot.js';

/** What MCP showed of a server. */
export type VerifyResult = Pick<ServerResult, 'tools' | 'error' | 'smokeTests' | 'toolChanges'> &
  Partial<Pick<ServerResult, 'healthStatus'>> & {
    /** The version that the server reports of itself. */
    readonly serverVersion?: string;
  };

/** Milliseconds for the version of a server before its update, which only helps to prove the update. */
const VERSION_TIMEOUT_MS = 5_000;

interface Checks {
  readonly serverVersion?: string;
  readonly names: readonly string[];
  readonly truncated?: string;
  readonly toolChanges?: readonly ToolChange[];
  readonly smokeTests?: readonly ToolTestResult[];
}

/**
 * Connects to a deployed server as an MCP client: `initialize`, `tools/list`, and what `tools-snapshot` and `smoke-test`
 * require. Starts a server that is scaled to zero.
 *
 * @param url the server's MCP URL
 * @param deadline the moment of `performance.now()` at which the server must have answered
 */
export async function verifyServer(
  context: RunContext,
  url: string,
  deadline: number,
): Promise<VerifyResult> {
  const { ci, runtime } = context;
  const call = createCall(context, url, deadline, runtime.signal);
  try {
    const checks = await withMcpSession(call, (session) => runChecks(context, call, session));
    const { names, serverVersion, truncated, toolChanges, smokeTests } = checks;
    if (truncated !== undefined) ci.info(`The list of tools is not complete: ${truncated}.`);
    const error = findSnapshotError(toolChanges ?? []) ?? findSmokeTestError(smokeTests ?? []);
    return {
      tools: names,
      healthStatus: 'healthy',
      ...(serverVersion && { serverVersion }),
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
  // A tool that was not read would look like one that was removed.
  if (snapshot && truncated !== undefined) {
    const message = `The list of tools is not complete (${truncated}), so it is neither compared with the snapshot nor written to it.`;
    throw createError('mcp-failed', message);
  }
  const toolChanges =
    snapshot &&
    applySnapshot(
      ci,
      snapshot,
      tools.flatMap(({ tool }) => tool ?? []),
    );
  const smokeTests = smokeTest && (await runSmokeTest(context, session, smokeTest, call.deadline));
  const serverVersion = session.server.version;
  return {
    names,
    ...(serverVersion && { serverVersion }),
    ...(truncated !== undefined && { truncated }),
    ...(toolChanges && { toolChanges }),
    ...(smokeTests && { smokeTests }),
  };
}

/** The version that a running server reports over MCP; undefined if it does not within some seconds. Never throws. */
export async function readServerVersion(
  context: RunContext,
  url: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const call = createCall(context, url, performance.now() + VERSION_TIMEOUT_MS, signal);
  const version = withMcpSession(
    { ...call, onWaiting: context.ci.debug },
    async (session) => session.server.version,
  );
  return version.catch(() => undefined);
}

function createCall(
  { ci, inputs, network }: RunContext,
  url: string,
  deadline: number,
  signal: AbortSignal,
): McpCall {
  return {
    url: new URL(url),
    network,
    token: inputs.token.value,
    redact: ci.redact,
    deadline,
    signal,
    debug: ci.debug,
    onWaiting: ci.info,
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
