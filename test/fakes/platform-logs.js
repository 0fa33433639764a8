/**
 * The log of a server: the lines of the pods that there are, newest first.
 */
import { invalid } from './platform-answers.js';
import { livePods } from './platform-rollout.js';
import { findServer } from './platform-servers.js';

/** @typedef {import('./scripted-server.js').Answer} Answer */
/** @typedef {import('./scripted-server.js').LoggedRequest} LoggedRequest */
/** @typedef {import('./platform.js').State} State */
/** @typedef {import('./platform-rollout.js').Pod} Pod */

const levels = ['debug', 'info', 'warning', 'error', 'critical'];

/** @param {State} state @param {LoggedRequest} request @param {string} workspaceId @param {string} id @returns {Answer} */
export function logsAnswer(state, { query }, workspaceId, id) {
  const { limit = '10', since = '', level = 'debug' } = query;
  const fault = limitFault(limit);
  if (fault) return invalid(state, { loc: ['query', 'limit'], input: limit, ...fault });
  if (!levels.includes(level)) {
    const expected = "'debug', 'info', 'warning', 'error' or 'critical'";
    const msg = `Input should be ${expected}`;
    return invalid(state, { type: 'enum', loc: ['query', 'level'], msg, input: level, ctx: { expected } });
  }
  const server = findServer(state, workspaceId, id);
  const pods = server ? livePods(server.rollout, state.now()) : [];
  const entries = pods
    .flatMap((pod) => linesOf(pod).map((line) => ({ ...line, pod_name: pod.name, container_name: id })))
    .filter(({ at, level: own }) => at <= state.now() && levels.indexOf(own) >= levels.indexOf(level))
    .filter(({ at }) => !(at < Date.parse(since)))
    .sort((one, other) => other.at - one.at);
  const logs = entries
    .slice(0, Number(limit))
    .map(({ at, ...entry }) => ({ timestamp: new Date(at).toISOString(), ...entry }));
  return {
    body: {
      version: 'v1',
      server_id: id,
      workspace_id: workspaceId,
      logs,
      count: logs.length,
      has_more: entries.length > logs.length,
      query_timestamp: new Date(state.now()).toISOString(),
    },
  };
}

/** What a pod writes, newest first. The control plane takes the first word of a line for its level. @param {Pod} pod */
function linesOf({ fate, bornAt, readyAt, failsAt }) {
  const started = { at: bornAt, level: 'info', message: 'Started server process [1]' };
  if (fate === 'crashes') {
    const messages = ["'API_KEY'", '"/app/server.py", line 12, in <module>', '(most recent call last):'];
    return [...messages.map((message) => ({ at: failsAt, level: 'info', message })), started];
  }
  if (readyAt === Number.POSITIVE_INFINITY) return [];
  const messages = ['10.42.1.1:42920 - "GET /health HTTP/1.1" 200 OK', 'Application startup complete.'];
  return [...messages.map((message) => ({ at: readyAt, level: 'info', message })), started];
}

/** @param {string} limit */
function limitFault(limit) {
  if (!/^-?\d+$/.test(limit)) {
    const msg = 'Input should be a valid integer, unable to parse string as an integer';
    return { type: 'int_parsing', msg };
  }
  const [most, least] = [1000, 1];
  if (Number(limit) < least) {
    const msg = `Input should be greater than or equal to ${least}`;
    return { type: 'greater_than_equal', msg, ctx: { ge: least } };
  }
  if (Number(limit) <= most) return undefined;
  return {
    type: 'less_than_equal',
    msg: `Input should be less than or equal to ${most}`,
    ctx: { le: most },
  };
}
