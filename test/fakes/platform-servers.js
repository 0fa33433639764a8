/**
 * The life of a deployed server: Pending, then what the test chose, Stopped until somebody calls it.
 */
import { isRecord } from './platform-answers.js';

/** @typedef {import('./platform.js').State} State */
/** @typedef {'Running' | 'Pending' | 'Failed' | 'Stopped' | 'Unknown'} Phase */
/** @typedef {{ timestamp: string, level: string, message: string, pod_name: string, container_name: string }} LogEntry */

/**
 * @typedef {object} DeployedServer
 * @property {string} id
 * @property {string} workspaceId
 * @property {string} name of the registry entry
 * @property {string} version
 * @property {Record<string, unknown>} body of the last deploy request
 * @property {Record<string, unknown>} environment that the edition really takes from that request: the open one reads
 *   only a top-level `environment`, the hosted one also `server.transport.env`
 * @property {number} replicas
 * @property {Phase} phase may be set by a test and then stays
 * @property {number} polls looks at it since the last deploy
 * @property {number} deploys
 * @property {boolean} woken by an MCP request while it was Stopped
 * @property {LogEntry[]} logs newest first
 * @property {string} created
 */

/**
 * Creates the server, or updates it in place.
 *
 * @param {State} state
 * @param {string} workspaceId
 * @param {Record<string, unknown>} body
 * @param {Record<string, unknown>} spec the registry entry in the body
 */
export function deploy(state, workspaceId, body, spec) {
  const name = `${spec.name}`;
  const id = name.slice(name.lastIndexOf('/') + 1);
  const key = `${workspaceId}/${id}`;
  const before = state.servers.get(key);
  const staysUp = before?.phase === 'Running' && state.options.updateKeepsRunning === true;
  const created = new Date().toISOString();
  /** @type {DeployedServer} */
  const server = {
    id,
    workspaceId,
    name,
    version: `${spec.version}`,
    body,
    environment: environmentOf(state, body, spec),
    replicas: typeof body.replicas === 'number' ? body.replicas : 1,
    phase: staysUp ? 'Running' : 'Pending',
    polls: 0,
    deploys: (before?.deploys ?? 0) + 1,
    woken: false,
    logs: before?.logs ?? [logEntry(id, created, 'info', `Starting ${name}`)],
    created: before?.created ?? created,
  };
  state.servers.set(key, server);
  return { server, isNew: !before };
}

/**
 * The phase that one more look at the server finds; every look brings a Pending one nearer to its end.
 *
 * @param {State} state
 * @param {DeployedServer} server
 * @returns {Phase}
 */
export function look({ options }, server) {
  const { readyAfterPolls = 1, settlesAs = 'Running' } = options;
  if (server.phase === 'Pending' && server.polls >= readyAfterPolls) {
    server.phase = server.woken ? 'Running' : settlesAs;
  }
  server.polls += 1;
  return server.phase;
}

/** An MCP request to a server scaled to zero starts it. @param {DeployedServer} server */
export function wake(server) {
  if (server.phase === 'Stopped') Object.assign(server, { phase: 'Pending', polls: 0, woken: true });
}

/** @param {DeployedServer} server */
export function summaryOf(server) {
  const { id, phase, replicas, created } = server;
  return { id, name: id, image: imageOf(server), status: phase, replicas, created };
}

/**
 * What the API tells of one server.
 *
 * @param {State} state
 * @param {DeployedServer} server
 * @param {Phase} phase
 */
export function detailsOf({ options }, server, phase) {
  const { id, workspaceId, replicas, environment, created } = server;
  const isUp = phase === 'Running';
  const status = {
    phase,
    deployment_ready: isUp ? true : null,
    replicas: phase === 'Stopped' ? 0 : replicas,
    ready_replicas: isUp ? replicas : null,
    service_endpoint: `/${workspaceId}/${id}/mcp`,
  };
  return {
    id,
    name: id,
    workspace_id: workspaceId,
    image: imageOf(server),
    spec: { container: { image: imageOf(server), port: 8000 }, replicas, environment },
    status: options.statusAs === 'text' ? phase : status,
    created,
  };
}

/** @param {string} id @param {string} timestamp @param {string} level @param {string} message @returns {LogEntry} */
export function logEntry(id, timestamp, level, message) {
  return { timestamp, level, message, pod_name: `${id}-deployment-5d9c7b8f6-x2x4z`, container_name: id };
}

/** @param {DeployedServer} server */
function imageOf({ id, version }) {
  return `registry.example/${id}:${version}`;
}

/** @param {State} state @param {Record<string, unknown>} body @param {Record<string, unknown>} spec */
function environmentOf({ options }, body, spec) {
  const given = isRecord(body.environment) ? body.environment : {};
  const transport = isRecord(spec.transport) ? spec.transport.env : undefined;
  return options.edition === 'hosted' && isRecord(transport) ? { ...transport, ...given } : { ...given };
}
