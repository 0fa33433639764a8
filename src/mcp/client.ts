import { setTimeout as pause } from 'node:timers/promises';
import { isRecord, type Json, listField, textField } from '../api/json.js';
import type { HttpResult } from '../lib/http.js';
import { escapeCommands, stripControlChars } from '../lib/sanitize.js';
import { product } from '../schema/constants.js';
import { createError } from '../schema/errors.js';
import { formatEndpoint, getResult, type McpEndpoint, type Message, sendMessage } from './transport.js';

/** Whom to ask for its tools, and how long. */
export interface McpCall extends McpEndpoint {
  /** Hears now and then what is waited for, so that no CI system takes the job for dead. */
  readonly onWaiting: (text: string) => void;
}

/** The version of MCP that is offered. What is asked here is the same in every version so far. */
const protocolVersion = '2025-06-18';
const sessionHeader = 'mcp-session-id';
/** Milliseconds between two tries to reach a server that wakes. Jitter of a quarter comes on top. */
const retryDelays = [500, 1_000, 2_000, 3_200];
/** Milliseconds without which a last try makes no sense. */
const minAttemptMs = 1_000;
/** Milliseconds after which something is said. */
const heartbeatMs = 25_000;
const MAX_PAGES = 20;
const MAX_TOOLS = 1_000;
/** Characters of a tool's name. */
const MAX_NAME_LENGTH = 128;

/**
 * Speaks MCP to a server: `initialize`, `notifications/initialized`, `tools/list` over streamable HTTP. A server that
 * was scaled to zero is waited for until the deadline: 502, 503, 504 and faults of the connection are its waking, as
 * long as it has not answered once.
 *
 * @returns names of its tools, at most 1000, each printable and of at most 128 characters; none if it declares no tools
 * @throws Failed with token-rejected, token-not-allowed or mcp-failed, the latter also when it is cancelled
 */
export async function listTools(call: McpCall): Promise<readonly string[]> {
  let problem = 'no response yet';
  const say = () => {
    const seconds = Math.max(0, Math.ceil((call.deadline - performance.now()) / 1000));
    call.onWaiting(`Waiting for ${formatEndpoint(call)} to respond to MCP: ${problem} (${seconds} s left)`);
  };
  const beat = setInterval(say, heartbeatMs);
  try {
    const greeting = await initialize(call, (text) => {
      if (text === problem) return;
      problem = text;
      say();
    });
    problem = 'it is running';
    await request(call, greeting, { method: 'notifications/initialized' });
    return greeting.hasTools ? await readTools(call, greeting) : [];
  } finally {
    clearInterval(beat);
  }
}

/** What a server says of itself when it is greeted. */
interface InitializeResult {
  /** Headers of every later request. */
  readonly session: Readonly<Record<string, string>>;
  readonly hasTools: boolean;
}

/** @param onProblem hears why the server is not awake yet */
async function initialize(call: McpCall, onProblem: (text: string) => void): Promise<InitializeResult> {
  const clientInfo = { name: 'ntcli-deploy', version: product.version };
  const message: Message = {
    id: 0,
    method: 'initialize',
    params: { protocolVersion, capabilities: {}, clientInfo },
  };
  for (let attempt = 0; ; attempt++) {
    const reply = await sendMessage(call, {}, message);
    const problem = coldStartReason(reply.http);
    const timeLeft = call.deadline - performance.now() - minAttemptMs;
    if (problem !== undefined && timeLeft <= 0 && !call.signal.aborted) {
      throw createError('mcp-failed', `${formatEndpoint(call)} did not respond to MCP in time (${problem}).`);
    }
    if (problem === undefined || call.signal.aborted) {
      const result = getResult(call, message, reply);
      return parseInitializeResult(call, result, reply.http.ok ? reply.http.headers[sessionHeader] : '');
    }
    onProblem(problem);
    const next = (retryDelays[attempt] ?? retryDelays.at(-1) ?? 0) * (1 + Math.random() / 4);
    await pause(Math.min(next, timeLeft), undefined, { signal: call.signal }).catch(() => {});
  }
}

/** Why a server that has not answered yet may still wake; undefined for an answer that stands. */
function coldStartReason(http: HttpResult): string | undefined {
  if (!http.ok) return http.retryable ? http.reason : undefined;
  return http.status >= 502 && http.status <= 504 ? `it returned ${http.status}` : undefined;
}

function parseInitializeResult(
  call: McpCall,
  result: Json | undefined,
  sessionId: string | undefined,
): InitializeResult {
  const version = textField(result, 'protocolVersion');
  // It goes into a header, so nothing but the date that a version is counts.
  if (!version || !/^\d{4}-\d{2}-\d{2}$/.test(version)) {
    throw createError(
      'mcp-failed',
      `initialize at ${formatEndpoint(call)} returned no MCP protocol version.`,
    );
  }
  const capabilities = isRecord(result) ? result.capabilities : undefined;
  return {
    session: { 'mcp-protocol-version': version, ...(sessionId ? { [sessionHeader]: sessionId } : {}) },
    hasTools: isRecord(capabilities) && isRecord(capabilities.tools),
  };
}

async function request(
  call: McpCall,
  { session }: InitializeResult,
  message: Message,
): Promise<Json | undefined> {
  return getResult(call, message, await sendMessage(call, session, message));
}

async function readTools(call: McpCall, greeting: InitializeResult): Promise<readonly string[]> {
  const names: string[] = [];
  let cursor: string | undefined;
  for (let page = 1; page <= MAX_PAGES && names.length < MAX_TOOLS; page++) {
    const params = cursor === undefined ? {} : { cursor };
    const result = await request(call, greeting, { id: page, method: 'tools/list', params });
    const tools = listField(result, 'tools');
    if (!tools) {
      throw createError('mcp-failed', `tools/list at ${formatEndpoint(call)} returned no list of tools.`);
    }
    names.push(...tools.slice(0, MAX_TOOLS).flatMap((tool) => getToolName(tool, call.redact)));
    cursor = textField(result, 'nextCursor');
    if (cursor === undefined) break;
  }
  return names.slice(0, MAX_TOOLS);
}

/** The name of a tool in a form that is safe to show; none where it has no name. */
function getToolName(tool: Json, redact: (text: string) => string): readonly string[] {
  const name = redact(escapeCommands(stripControlChars(textField(tool, 'name') ?? '')))
    .replace(/\s+/g, ' ')
    .trim();
  return name === '' ? [] : [[...name].slice(0, MAX_NAME_LENGTH).join('')];
}
