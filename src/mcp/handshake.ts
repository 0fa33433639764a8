import { isRecord, type Json, type JsonObject, listField, parseJson, textField } from '../api/json.js';
import { joinFirst, quoteLine } from '../lib/sanitize.js';
import { product } from '../schema/constants.js';
import { createError } from '../schema/errors.js';
import { evaluateReply, formatEndpoint, type Outcome } from './outcome.js';
import { type McpEndpoint, type Message, type Reply, sendMessage } from './transport.js';

/** What a server reports about itself. */
export interface ServerInfo {
  readonly protocolVersion: string;
  /** What it offers: `tools`, `prompts`, ... */
  readonly capabilities: JsonObject;
  readonly name?: string;
  /** The version of the server, as reported by it. */
  readonly version?: string;
}

/** A server that accepted this client. */
export interface Connection {
  readonly server: ServerInfo;
  /** Present if the server keeps a session, which is to be deleted at the end. */
  readonly sessionHeaders?: Readonly<Record<string, string>>;
  /** Sends a message as this server expects it. */
  send(message: Message, attempt: number): Promise<Reply>;
}

/** Versions that begin with `initialize`, newest first. The first one is offered: every server since then knows it. */
const handshakeVersions = ['2025-06-18', '2025-11-25', '2025-03-26', '2024-11-05'];
/** The version without a handshake: each request says who sends it. */
const statelessVersion = '2026-07-28';
const sessionHeader = 'mcp-session-id';
const clientInfo = { name: 'ntcli-deploy', version: product.version };

/** The outcome of a handshake; a `result` holds the connection. */
export type Handshake =
  | { readonly kind: 'connected'; readonly connection: Connection }
  | Exclude<Outcome, { kind: 'result' }>;

/**
 * Agrees with a server on a version: offers the usual one, then, if the server names others that it supports, the first
 * of them that this client supports, too.
 *
 * @param attempt for the debug log
 * @returns the connection; `failed` with mcp-unsupported if there is no common version
 */
export async function connect(endpoint: McpEndpoint, attempt: number): Promise<Handshake> {
  const first = await initialize(endpoint, handshakeVersions[0] ?? '', attempt);
  if (first.kind !== 'unsupported') return first;
  const { supported } = first;
  const common = handshakeVersions.slice(1).find((version) => supported.includes(version));
  const second =
    common !== undefined
      ? await initialize(endpoint, common, attempt)
      : supported.includes(statelessVersion)
        ? await discover(endpoint, attempt)
        : first;
  return second.kind === 'unsupported'
    ? { kind: 'failed', error: unsupported(endpoint, second.supported) }
    : second;
}

/** The server does not support the version that was offered. */
interface Unsupported {
  readonly kind: 'unsupported';
  readonly supported: readonly string[];
}

function unsupported(endpoint: McpEndpoint, versions: readonly string[]) {
  const ours = [...handshakeVersions, statelessVersion].sort().join(', ');
  return createError(
    'mcp-unsupported',
    `${formatEndpoint(endpoint)} supports only MCP ${joinFirst(versions, 10)}; this client supports ${ours}.`,
  );
}

/** The handshake of the versions up to 2025-11-25. */
async function initialize(
  endpoint: McpEndpoint,
  version: string,
  attempt: number,
): Promise<Handshake | Unsupported> {
  const message = {
    id: 0,
    method: 'initialize',
    params: { protocolVersion: version, capabilities: {}, clientInfo },
  };
  const reply = await sendMessage(endpoint, {}, message, attempt);
  const supported = findSupportedVersions(reply);
  if (supported) return { kind: 'unsupported', supported };
  const outcome = evaluateReply(endpoint, message, reply, false);
  if (outcome.kind !== 'result') return outcome;
  const { result } = outcome;
  const protocolVersion = textField(result, 'protocolVersion');
  // It becomes a header, so nothing but the date that a version is counts.
  if (protocolVersion === undefined || !isVersion(protocolVersion)) {
    return {
      kind: 'failed',
      error: createError(
        'mcp-failed',
        `initialize at ${formatEndpoint(endpoint)} returned no MCP protocol version.`,
      ),
    };
  }
  const sessionId = reply.http.ok ? reply.http.headers[sessionHeader] : undefined;
  const headers = {
    'mcp-protocol-version': protocolVersion,
    ...(sessionId && { [sessionHeader]: sessionId }),
  };
  const connection: Connection = {
    server: { protocolVersion, ...readServerInfo(result, isRecord(result) ? result.serverInfo : undefined) },
    ...(sessionId && { sessionHeaders: headers }),
    send: (later, tries) => sendMessage(endpoint, headers, later, tries),
  };
  const initialized = { method: 'notifications/initialized' };
  const accepted = evaluateReply(
    endpoint,
    initialized,
    await connection.send(initialized, attempt),
    sessionId !== undefined,
  );
  return accepted.kind === 'result' ? { kind: 'connected', connection } : accepted;
}

/** The first request of version 2026-07-28, which has no session: who sends a request, and its version, come with each. */
async function discover(endpoint: McpEndpoint, attempt: number): Promise<Handshake | Unsupported> {
  const send = (message: Message, tries: number) => {
    const name = textField(message.params, 'name');
    const headers = {
      'mcp-protocol-version': statelessVersion,
      'mcp-method': message.method,
      ...(message.method === 'tools/call' && name !== undefined && { 'mcp-name': encodeHeader(name) }),
    };
    const _meta = {
      'io.modelcontextprotocol/protocolVersion': statelessVersion,
      'io.modelcontextprotocol/clientInfo': clientInfo,
      'io.modelcontextprotocol/clientCapabilities': {},
    };
    return sendMessage(endpoint, headers, { ...message, params: { ...message.params, _meta } }, tries);
  };
  const message = { id: 0, method: 'server/discover' };
  const reply = await send(message, attempt);
  const supported = findSupportedVersions(reply);
  if (supported) return { kind: 'unsupported', supported };
  const outcome = evaluateReply(endpoint, message, reply, false);
  if (outcome.kind !== 'result') return outcome;
  const meta = isRecord(outcome.result) ? outcome.result._meta : undefined;
  const serverInfo = isRecord(meta) ? meta['io.modelcontextprotocol/serverInfo'] : undefined;
  const server = { protocolVersion: statelessVersion, ...readServerInfo(outcome.result, serverInfo) };
  return { kind: 'connected', connection: { server, send } };
}

/** The versions that a server names when it refuses one (`error.data.supported`, in every version of MCP). */
function findSupportedVersions({ http, response }: Reply): readonly string[] | undefined {
  // A server may not know the id of what it refuses.
  const json = response ?? (http.ok ? parseJson(http.text) : undefined);
  const error = isRecord(json) ? json.error : undefined;
  const supported = listField(isRecord(error) ? error.data : undefined, 'supported');
  const versions = supported?.filter((version) => typeof version === 'string' && isVersion(version));
  return versions?.length ? versions.map(String) : undefined;
}

function isVersion(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

function readServerInfo(
  result: Json | undefined,
  info: Json | undefined,
): Omit<ServerInfo, 'protocolVersion'> {
  const capabilities = isRecord(result) ? result.capabilities : undefined;
  const name = textField(info, 'name');
  const version = textField(info, 'version');
  return {
    capabilities: isRecord(capabilities) ? capabilities : {},
    ...(name !== undefined && { name: quoteLine(name) }),
    ...(version !== undefined && { version: quoteLine(version) }),
  };
}

/** A header value as version 2026-07-28 wants it: anything but visible ASCII goes as Base64. */
function encodeHeader(value: string): string {
  const isPlain = /^[!-~](?:[ -~]*[!-~])?$/.test(value) && !value.startsWith('=?base64?');
  return isPlain ? value : `=?base64?${Buffer.from(value).toString('base64')}?=`;
}
