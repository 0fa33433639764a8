import type { Json } from '../api/json.js';
import { retry } from '../lib/retry.js';
import { createError, type DeployError } from '../schema/errors.js';
import { type Connection, connect, type ServerInfo } from './handshake.js';
import { evaluateReply, formatEndpoint, type Outcome } from './outcome.js';
import { type McpEndpoint, type Message, sendDelete } from './transport.js';

/** An MCP server, and who is told what it is waited for. */
export interface McpCall extends McpEndpoint {
  /** Gets a line each time that the reason for waiting changes. */
  readonly onWaiting: (text: string) => void;
}

/** Requests to an MCP server. */
export interface McpSession {
  /** What the server said of itself when the session began. */
  readonly server: ServerInfo;
  /**
   * Sends a request, once.
   *
   * @returns its result
   * @throws DeployError token-rejected, token-not-allowed, mcp-refused, mcp-unsupported or mcp-failed (a JSON-RPC error,
   *   no usable response, or a lost session)
   */
  request(method: string, params?: Message['params']): Promise<Json | undefined>;
  /**
   * Runs `body`, and runs it again from its start, in a new session, each time that the session is lost, until the
   * deadline.
   *
   * @param options.isRepeatable false if a request may act only once: then `body` runs again only if the server cannot
   *   have acted on it. True by default.
   */
  repeat<Result>(body: () => Promise<Result>, options?: { readonly isRepeatable: boolean }): Promise<Result>;
}

type Lost = Extract<Outcome, { kind: 'lost' }>;

/** Milliseconds before the second, the third, ... session; the last one repeats. */
const retryDelays = [500, 1_000, 2_000];
/** How often a session is started again for a reason that may be permanent. */
const MAX_DOUBTFUL_RETRIES = 2;
/** No session starts with less time than this. */
const MIN_ATTEMPT_MS = 1_000;

/**
 * Opens a session with an MCP server, waiting for the server until the deadline, and closes it after `use`.
 *
 * @throws DeployError as `request` and `use`
 */
export async function withMcpSession<Result>(
  call: McpCall,
  use: (session: McpSession) => Promise<Result>,
): Promise<Result> {
  const reportWaiting = createWaitReporter(call);
  const state: {
    connection?: Connection | undefined;
    server?: ServerInfo;
    lost?: Lost | undefined;
    attempt: number;
  } = {
    attempt: 1,
  };

  /** Throws the error of an outcome that is not usable, and takes note of a lost session. */
  const fail = (outcome: Exclude<Outcome, { kind: 'result' }>): never => {
    if (outcome.kind === 'lost') Object.assign(state, { connection: undefined, lost: outcome });
    throw outcome.error;
  };
  const open = async (): Promise<Connection> => {
    if (state.connection) return state.connection;
    const handshake = await connect(call, state.attempt);
    if (handshake.kind === 'lost') return fail({ ...handshake, isUnprocessed: true });
    if (handshake.kind === 'failed') return fail(handshake);
    state.connection = handshake.connection;
    state.server = handshake.connection.server;
    return handshake.connection;
  };
  let lastId = 0;
  const request: McpSession['request'] = async (method, params = {}) => {
    const { send, sessionHeaders } = await open();
    lastId += 1;
    const message = { id: lastId, method, params };
    const outcome = evaluateReply(
      call,
      message,
      await send(message, state.attempt),
      sessionHeaders !== undefined,
    );
    return outcome.kind === 'result' ? outcome.result : fail(outcome);
  };
  const repeat: McpSession['repeat'] = async (body, { isRepeatable } = { isRepeatable: true }) => {
    let doubtful = 0;
    let isWorthwhile = false;
    const run = async (attempt: number) => {
      Object.assign(state, { attempt, lost: undefined });
      try {
        return { isDone: true, value: await body() } as const;
      } catch (error) {
        if (state.lost === undefined) throw error;
        return { isDone: false, lost: state.lost, error } as const;
      }
    };
    const last = await retry(run, {
      delays: retryDelays,
      repeatLastDelay: true,
      deadline: call.deadline - MIN_ATTEMPT_MS,
      signal: call.signal,
      shouldRetry(result) {
        if (result.isDone) return false;
        const { isDoubtful, isUnprocessed, reason, retryAfter } = result.lost;
        if (isDoubtful) doubtful += 1;
        isWorthwhile = doubtful <= MAX_DOUBTFUL_RETRIES && (isRepeatable || isUnprocessed);
        if (isWorthwhile) reportWaiting(reason);
        return isWorthwhile && (retryAfter ?? true);
      },
    });
    if (last.isDone) return last.value;
    throw isWorthwhile && !call.signal.aborted ? outOfTime(call, last.lost.reason) : last.error;
  };

  try {
    const { server } = await repeat(open);
    return await use({
      get server() {
        return state.server ?? server;
      },
      request,
      repeat,
    });
  } finally {
    const headers = state.connection?.sessionHeaders;
    if (headers && !call.signal.aborted) await sendDelete(call, headers);
  }
}

function outOfTime(call: McpCall, reason: string): DeployError {
  return createError('mcp-failed', `${formatEndpoint(call)} did not respond to MCP in time (${reason}).`);
}

/** Reports why a server is waited for, in a line for each change of the reason. */
function createWaitReporter(call: McpCall): (reason: string) => void {
  let last: string | undefined;
  return (reason) => {
    if (reason === last) return;
    last = reason;
    const seconds = Math.max(0, Math.ceil((call.deadline - performance.now()) / 1000));
    call.onWaiting(`Waiting for ${formatEndpoint(call)}: ${reason} (${seconds} s left)`);
  };
}
