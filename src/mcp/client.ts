import { setTimeout as pause } from 'node:timers/promises';
import { isRecord, type Json, listField, textField } from '../api/json.js';
import type { HttpResult } from '../lib/http.js';
import { inert, printable } from '../lib/sanitize.js';
import { product } from '../schema/constants.js';
import { failed } from '../schema/errors.js';
import { type McpPeer, type Message, placeOf, post, resultOf } from './transport.js';

/** Whom to ask for its tools, and how long. */
export interface McpCall extends McpPeer {
  /** Hears now and then what is waited for, so that no CI system takes the job for dead. */
  readonly onWaiting: (text: string) => void;
}

/** The version of MCP that is offered. What is asked here is the same in every version so far. */
const protocolVersion = '2025-06-18';
const sessionHeader = 'mcp-session-id';
/** Milliseconds between two tries to reach a server that wakes. Jitter of a quarter comes on top. */
const pauses = [500, 1_000, 2_000, 3_200];
/** Milliseconds without which a last try makes no sense. */
const shortestTry = 1_000;
/** Milliseconds after which something is said. */
const heartbeat = 25_000;
const mostPages = 20;
const mostTools = 1_000;
/** Characters of a tool's name. */
const longestName = 128;

/**
 * Speaks MCP to a server: `initialize`, `notifications/initialized`, `tools/list` over streamable HTTP. A server that
 * was scaled to zero is waited for until the deadline: 502, 503, 504 and faults of the connection are its waking, as
 * long as it has not answered once.
 *
 * @returns names of its tools, at most 1000, each printable and of at most 128 characters; none if it declares no tools
 * @throws Failed with token-rejected, token-not-allowed or mcp-failed, the latter also when it is cancelled
 */
export async function listTools(call: McpCall): Promise<readonly string[]> {
  let problem = 'no answer yet';
  const say = () => {
    const seconds = Math.max(0, Math.ceil((call.deadline - performance.now()) / 1000));
    call.onWaiting(`Waiting for ${placeOf(call)} to answer MCP: ${problem} (${seconds} s left)`);
  };
  const beat = setInterval(say, heartbeat);
  try {
    const greeting = await initialize(call, (text) => {
      if (text === problem) return;
      problem = text;
      say();
    });
    problem = 'it is awake';
    await ask(call, greeting, { method: 'notifications/initialized' });
    return greeting.hasTools ? await readTools(call, greeting) : [];
  } finally {
    clearInterval(beat);
  }
}

/** What a server says of itself when it is greeted. */
interface Greeting {
  /** Headers of every later request. */
  readonly session: Readonly<Record<string, string>>;
  readonly hasTools: boolean;
}

/** @param onProblem hears why the server is not awake yet */
async function initialize(call: McpCall, onProblem: (text: string) => void): Promise<Greeting> {
  const clientInfo = { name: 'ntcli-deploy', version: product.version };
  const message: Message = {
    id: 0,
    method: 'initialize',
    params: { protocolVersion, capabilities: {}, clientInfo },
  };
  for (let attempt = 0; ; attempt++) {
    const reply = await post(call, {}, message);
    const problem = wakingProblem(reply.http);
    const timeLeft = call.deadline - performance.now() - shortestTry;
    if (problem !== undefined && timeLeft <= 0 && !call.signal.aborted) {
      throw failed('mcp-failed', `${placeOf(call)} did not answer MCP in time (${problem}).`);
    }
    if (problem === undefined || call.signal.aborted) {
      const result = resultOf(call, message, reply);
      return greetingOf(call, result, reply.http.got === 'answer' ? reply.http.headers[sessionHeader] : '');
    }
    onProblem(problem);
    const next = (pauses[attempt] ?? pauses.at(-1) ?? 0) * (1 + Math.random() / 4);
    await pause(Math.min(next, timeLeft), undefined, { signal: call.signal }).catch(() => {});
  }
}

/** Why a server that has not answered yet may still wake; undefined for an answer that stands. */
function wakingProblem(http: HttpResult): string | undefined {
  if (http.got === 'nothing') return http.isFinal ? undefined : http.reason;
  return http.status >= 502 && http.status <= 504 ? `it answered ${http.status}` : undefined;
}

function greetingOf(call: McpCall, result: Json | undefined, sessionId: string | undefined): Greeting {
  const version = textField(result, 'protocolVersion');
  // It goes into a header, so nothing but the date that a version is counts.
  if (!version || !/^\d{4}-\d{2}-\d{2}$/.test(version)) {
    throw failed('mcp-failed', `initialize at ${placeOf(call)} was answered without a version of MCP.`);
  }
  const capabilities = isRecord(result) ? result.capabilities : undefined;
  return {
    session: { 'mcp-protocol-version': version, ...(sessionId ? { [sessionHeader]: sessionId } : {}) },
    hasTools: isRecord(capabilities) && isRecord(capabilities.tools),
  };
}

async function ask(call: McpCall, { session }: Greeting, message: Message): Promise<Json | undefined> {
  return resultOf(call, message, await post(call, session, message));
}

async function readTools(call: McpCall, greeting: Greeting): Promise<readonly string[]> {
  const names: string[] = [];
  let cursor: string | undefined;
  for (let page = 1; page <= mostPages && names.length < mostTools; page++) {
    const params = cursor === undefined ? {} : { cursor };
    const result = await ask(call, greeting, { id: page, method: 'tools/list', params });
    const tools = listField(result, 'tools');
    if (!tools) {
      throw failed('mcp-failed', `tools/list at ${placeOf(call)} was answered without a list of tools.`);
    }
    names.push(...tools.slice(0, mostTools).flatMap((tool) => nameOf(tool, call.redact)));
    cursor = textField(result, 'nextCursor');
    if (cursor === undefined) break;
  }
  return names.slice(0, mostTools);
}

/** The name of a tool in a form that is safe to show; none where it has no name. */
function nameOf(tool: Json, redact: (text: string) => string): readonly string[] {
  const name = redact(inert(printable(textField(tool, 'name') ?? '')))
    .replace(/\s+/g, ' ')
    .trim();
  return name === '' ? [] : [[...name].slice(0, longestName).join('')];
}
