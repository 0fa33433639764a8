import { isTokenRefusal } from '../api/error-detail.js';
import { reportNotice } from '../ci/report.js';
import type { SmokeTest, ToolTest } from '../inputs/smoke-test.js';
import { findMismatch } from '../mcp/expectation.js';
import type { McpSession } from '../mcp/session.js';
import { type ErrorInfo, toErrorInfo } from '../schema/errors.js';
import type { RunContext } from './context.js';

/** How one tool call of a smoke test ended. */
export interface ToolTestResult {
  readonly name: string;
  readonly tool: string;
  /** What differed from the expectation; absent when the test passed. */
  readonly difference?: string;
}

/**
 * Calls the tools of a smoke test one after the other, each once, with a line for each. The next one runs even if
 * a test fails.
 *
 * @param deadline the moment of `performance.now()` at which no further tool is called
 * @throws DeployError token-rejected or token-not-allowed
 */
export async function runSmokeTest(
  { ci, runtime }: Pick<RunContext, 'ci' | 'runtime'>,
  session: McpSession,
  { tests, skipReason, hasEnvironment }: SmokeTest,
  deadline: number,
): Promise<readonly ToolTestResult[]> {
  if (skipReason !== undefined) {
    reportNotice(ci, 'smoke-test-skipped', `${skipReason}.`);
    return [];
  }
  if (hasEnvironment) reportNotice(ci, 'smoke-test-environment', '`environment` of the file is not used.');
  const results: ToolTestResult[] = [];
  for (const test of tests) {
    const isOver = runtime.signal.aborted || performance.now() >= deadline;
    const difference = isOver ? 'not run: out of time' : await callTool(session, test);
    const { name, tool } = test;
    results.push({ name, tool, ...(difference !== undefined && { difference }) });
    ci.info(difference === undefined ? `✓ ${name} (${tool})` : `✗ ${name} (${tool}): ${difference}`);
  }
  return results;
}

async function callTool(
  session: McpSession,
  { tool, arguments: args, expect }: ToolTest,
): Promise<string | undefined> {
  try {
    // A tool may have effects, so it is called again only if the server cannot have run it.
    const result = await session.repeat(
      () => session.request('tools/call', { name: tool, arguments: args }),
      {
        isRepeatable: false,
      },
    );
    return findMismatch(result ?? null, expect);
  } catch (thrown) {
    const { code, message } = toErrorInfo(thrown);
    if (isTokenRefusal(code)) throw thrown;
    return message;
  }
}

/** The error of a smoke test; undefined when every test passed. */
export function findSmokeTestError(results: readonly ToolTestResult[]): ErrorInfo | undefined {
  const failed = results.filter(({ difference }) => difference !== undefined);
  const [first] = failed;
  if (first === undefined) return undefined;
  const more = failed.length > 1 ? ` (and ${failed.length - 1} more)` : '';
  return {
    code: 'smoke-test-failed',
    message: `${failed.length} of ${results.length} tool calls failed. ${first.name} (${first.tool}): ${first.difference}${more}.`,
  };
}
