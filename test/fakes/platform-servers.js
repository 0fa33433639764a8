/**
 * The deployed servers: what is stored, which pods run, and what the API shows of both.
 */
import { editionOf } from './platform-editions.js';
import { isSameTemplate, isUsable, podMaker, templateOf, withSecrets } from './platform-pods.js';
import { newRollout, readyPods, replacePods, scalePods, statusAt } from './platform-rollout.js';
import { idOf, storedSpec } from './platform-spec.js';

/** @typedef {import('./platform.js').State} State */
/** @typedef {import('./platform-rollout.js').Phase} Phase */
/** @typedef {import('./platform-rollout.js').Rollout} Rollout */
/** @typedef {import('./platform-pods.js').Template} Template */
/** @typedef {import('./platform-spec.js').Fields} Fields */

/**
 * @typedef {object} DeployedServer
 * @property {string} id
 * @property {string} workspaceId
 * @property {string} name of the registry entry
 * @property {string} version of the last deploy, whatever runs
 * @property {Fields} body of the last deploy request
 * @property {Fields} spec as stored; the API shows it
 * @property {Template | undefined} template of the Deployment; undefined until the operator makes one
 * @property {Rollout} rollout the pods, those that are gone too
 * @property {Phase} [phase] set by a test: the API shows this one, until an MCP request wakes a `Stopped` one
 * @property {number} deploys
 * @property {string} created
 * @property {number} goneAt when a deletion is over; Infinity: there is none
 */

/** @param {State} state @param {string} workspaceId @param {string} id @returns {DeployedServer | undefined} */
export function findServer(state, workspaceId, id) {
  const key = `${workspaceId}/${id}`;
  const server = state.servers.get(key);
  if (server === undefined || state.now() < server.goneAt) return server;
  state.servers.delete(key);
  return undefined;
}

/** Those of a workspace. @param {State} state @param {string} workspaceId @returns {DeployedServer[]} */
export function serversOf(state, workspaceId) {
  return [...state.servers.values()].flatMap((server) =>
    server.workspaceId === workspaceId ? (findServer(state, workspaceId, server.id) ?? []) : [],
  );
}

/**
 * Stores a new server and starts its pods, or updates one as the edition does. What is being deleted stays that.
 *
 * @param {State} state
 * @param {string} workspaceId
 * @param {Fields} entry the registry entry
 * @param {Fields} [body] the rest of the deploy request
 * @returns {DeployedServer}
 */
export function deploy(state, workspaceId, entry, body = {}) {
  const { updates, readsTransportEnv } = editionOf(state.options);
  const before = findServer(state, workspaceId, idOf(entry));
  /** @type {DeployedServer} */
  const server = {
    id: idOf(entry),
    workspaceId,
    name: `${entry.name}`,
    version: `${entry.version}`,
    body,
    spec: storedSpec(body, entry, readsTransportEnv),
    template: before?.template,
    rollout: before?.rollout ?? newRollout(state.now(), timing(state)),
    deploys: (before?.deploys ?? 0) + 1,
    created: before?.created ?? `${new Date(state.now()).toISOString().slice(0, 19)}Z`,
    goneAt: before?.goneAt ?? Number.POSITIVE_INFINITY,
  };
  state.servers.set(`${workspaceId}/${server.id}`, server);
  if (!before) {
    server.rollout = newRollout(state.now(), timing(state), isUsable(server));
    if (isUsable(server)) startPods(state, server, templateOf(state, server), server.rollout.actsAt);
    return server;
  }
  const template = updates === 'stored' ? before.template : templateOf(state, server);
  const isChanged = template && before.template && !isSameTemplate(before.template, template);
  if (isChanged) startPods(state, server, template, operatorActsAt(state, server));
  else scaleTo(state, server, replicasOf(server));
  return server;
}

/** Rolls new pods out, with the secrets as they are now. @param {State} state @param {DeployedServer} server */
export function restart(state, server) {
  const { now, options } = state;
  if (!server.template) return;
  // In the patched edition the operator recreates the template at every change, so new keys arrive as well.
  const isNew = editionOf(options).updates === 'rolled-out';
  const template = isNew
    ? templateOf(state, server)
    : withSecrets(state, server.workspaceId, server.template);
  const restartedAt = new Date(now()).toISOString();
  startPods(state, server, { ...template, restartedAt }, now() + timing(state).lagMs);
}

/** @param {State} state @param {DeployedServer} server @param {number} replicas */
export function scaleTo(state, server, replicas) {
  server.spec = { ...server.spec, replicas };
  if (!server.template) return;
  const birth = podMaker(state, server, server.template);
  server.rollout = scalePods(server.rollout, operatorActsAt(state, server), replicas, birth);
}

/** An MCP request to a server scaled to zero starts it, for good. @param {State} state @param {DeployedServer} server */
export function wake(state, server) {
  if (server.phase === 'Stopped') delete server.phase;
  else if (state.options.settlesAs !== 'Stopped' || phaseOf(state, server) !== 'Stopped') return;
  if (!server.template) return;
  const awake = { ...state, options: { ...state.options, settlesAs: /** @type {const} */ ('Running') } };
  const birth = podMaker(awake, server, server.template);
  const asleep = scalePods(server.rollout, state.now(), 0, birth);
  server.rollout = scalePods(asleep, state.now(), 1, birth);
}

/** True once there is a route to it. @param {State} state @param {DeployedServer} server */
export function isRouted(state, { phase, rollout }) {
  return phase !== undefined || state.now() >= rollout.serviceAt;
}

/** The version that serves; undefined if none does. @param {State} state @param {DeployedServer} server */
export function servingVersion(state, server) {
  if (phaseOf(state, server) !== 'Running') return undefined;
  return readyPods(server.rollout, state.now())[0]?.template.version ?? server.version;
}

/** What a list tells of a server. @param {State} state @param {DeployedServer} server */
export function summaryOf(state, server) {
  const { id, name, workspace_id, namespace, image, created } = detailsOf(state, server);
  const status = phaseOf(state, server);
  return { id, name, workspace_id, namespace, image, status, replicas: replicasOf(server), created };
}

/** What the API tells of one server. @param {State} state @param {DeployedServer} server */
export function detailsOf(state, server) {
  const { id, workspaceId, spec, created, rollout } = server;
  const status = {
    ...(server.phase ? heldStatus(server) : statusAt(rollout, state.now())),
    phase: phaseOf(state, server),
    service_endpoint: isRouted(state, server) ? `/${workspaceId}/${id}/mcp` : null,
  };
  const container = /** @type {{ image: string }} */ (spec.container);
  return {
    id,
    name: id,
    workspace_id: workspaceId,
    namespace: namespaceOf(state, workspaceId),
    image: container.image,
    spec,
    status: state.options.statusAs === 'text' ? status.phase : status,
    created,
  };
}

/** @param {State} state @param {string} workspaceId */
export function namespaceOf({ workspaces }, workspaceId) {
  const found = workspaces.find(({ workspace_id }) => workspace_id === workspaceId);
  return `ws-${found?.workspace_name}-${workspaceId}`;
}

/** @param {State} state @param {DeployedServer} server @returns {Phase} */
function phaseOf(state, server) {
  const { phase } = server.phase ? { phase: server.phase } : statusAt(server.rollout, state.now());
  return phase === 'Running' && !server.phase && state.options.settlesAs === 'Unknown' ? 'Unknown' : phase;
}

/** @param {DeployedServer} server */
function heldStatus({ phase, spec }) {
  const isUp = phase === 'Running';
  return {
    deployment_ready: isUp || null,
    replicas: phase === 'Stopped' ? null : spec.replicas,
    ready_replicas: isUp ? spec.replicas : null,
  };
}

/** @param {State} state @param {DeployedServer} server @param {Template} template @param {number} at */
function startPods(state, server, template, at) {
  server.template = template;
  const birth = podMaker(state, server, template);
  server.rollout = replacePods(server.rollout, at, replicasOf(server), birth);
}

/** @param {State} state @param {DeployedServer} server */
function operatorActsAt(state, { rollout }) {
  const { operatorMs, lagMs } = timing(state);
  return Math.max(state.now() + operatorMs, rollout.deploymentAt) + lagMs;
}

/** @param {DeployedServer} server */
function replicasOf({ spec }) {
  return Number(spec.replicas);
}

/** @param {State} state */
function timing({ options: { operatorMs = 5, lagMs = 5 } }) {
  return { operatorMs, lagMs };
}
