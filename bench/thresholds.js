/**
 * The performance thresholds, and whether they are met.
 */
import { rounded } from './results.js';

/** @typedef {import('./results.js').Raw} Raw */
/** @typedef {import('./results.js').Measured} Measured */
/**
 * @typedef {object} Threshold
 * @property {string} name
 * @property {'at most' | 'at least'} is
 * @property {number} threshold
 * @property {string} unit
 * @property {(results: Raw) => number} measure
 * @property {(results: Raw) => string} limit what the value consists of, which explains why it cannot be better
 */
/** @typedef {{ name: string, threshold: string, measured: string, verdict: 'reached' | 'NOT REACHED', limit: string }} Verdict */

/** @type {readonly Threshold[]} */
export const thresholds = [
  {
    name: 'cold action / vendor snippet',
    is: 'at most',
    threshold: 0.6,
    unit: '',
    measure: ({ cases }) => ratio(cases.cold, cases.vendor),
    limit: ({ cases, parts }) =>
      `npm's own time: ${seconds(parts.coldInstall)} of ${seconds(cases.cold)}; in the snippet ${seconds(parts.vendorInstall)} of ${seconds(cases.vendor)}`,
  },
  {
    name: 'warm action / vendor snippet',
    is: 'at most',
    threshold: 0.08,
    unit: '',
    measure: ({ cases }) => ratio(cases.warm, cases.vendor),
    limit: ({ cases }) =>
      `the ntcli process alone: ${seconds(cases.floor)} of ${seconds(cases.warm)}, or ${ratio(cases.floor, cases.vendor)} of the snippet; waiting for the server: ${difference(cases.warm, cases.warmNoWait)}`,
  },
  {
    name: '`deploy-with: api` / vendor snippet',
    is: 'at most',
    threshold: 0.02,
    unit: '',
    measure: ({ cases }) => ratio(cases.api, cases.vendor),
    limit: ({ cases, startUp }) =>
      `start-up: ${startUp.github.median.toFixed(0)} ms, of which bare Node.js ${startUp.bare.median.toFixed(0)} ms; waiting for the server, as measured warm: ${difference(cases.warm, cases.warmNoWait)}`,
  },
  {
    name: 'warm action with `wait: false` / bare `ntcli server deploy`',
    is: 'at most',
    threshold: 1.25,
    unit: '',
    measure: ({ cases }) => ratio(cases.warmNoWait, cases.floor),
    limit: ({ cases, parts, startUp }) =>
      `over the bare process of ${seconds(cases.floor)}: ${difference(cases.warmNoWait, cases.floor)}, of which until the first line ${seconds(parts.warmStart)} (bare Node.js ${startUp.bare.median.toFixed(0)} ms), to check every file of ntcli in the tool cache and to find the workspace ${seconds(parts.warmReady)}, to end ${seconds(parts.warmEnd)}`,
  },
  {
    name: 'start-up over bare `node -e 0`: GitHub',
    is: 'at most',
    threshold: 20,
    unit: ' ms',
    measure: ({ startUp }) => startUp.github.median - startUp.bare.median,
    limit: ({ startUp }) => startUpLimit(startUp, 'github'),
  },
  {
    name: 'start-up over bare `node -e 0`: single-file engine',
    is: 'at most',
    threshold: 20,
    unit: ' ms',
    measure: ({ startUp }) => startUp.engine.median - startUp.bare.median,
    limit: ({ startUp }) => startUpLimit(startUp, 'engine'),
  },
  {
    name: 'output filter',
    is: 'at least',
    threshold: 100,
    unit: ' MB/s',
    measure: ({ filter }) => filter.ordinary?.median ?? Number.NaN,
    limit: ({ filter }) =>
      Object.values(filter)
        .map((row) => `${row.label}: ${row.median.toFixed(0)}`)
        .join(', '),
  },
  {
    name: 'API calls of a healthy single deploy',
    is: 'at most',
    threshold: 7,
    unit: '',
    measure: ({ apiCalls }) => apiCalls.length,
    limit: ({ apiCalls }) => apiCalls.join(', '),
  },
  {
    name: 'N servers: seconds of one more, from 4 to 8 over from 1 to 4',
    is: 'at most',
    threshold: 1.25,
    unit: '',
    measure: ({ servers }) => growth(servers),
    limit: ({ servers }) =>
      servers.map(({ servers: count, median }) => `${count}: ${median.toFixed(2)} s`).join(', '),
  },
  {
    name: '8 servers that take 5 s to start / one',
    is: 'at most',
    threshold: 1.5,
    unit: '',
    measure: ({ cases }) => ratio(cases.slowServers, cases.slowServer),
    limit: ({ cases }) =>
      `deploys are sent one after the other: ${difference(cases.slowServers, cases.slowServer)} for seven more`,
  },
  {
    name: 'N servers: installs and look-ups repeated',
    is: 'at most',
    threshold: 0,
    unit: '',
    measure: ({ servers }) => repeated(servers).length,
    limit: ({ servers }) => repeated(servers).join(', ') || 'no request is repeated',
  },
];

/** @param {Raw} results @returns {Verdict[]} */
export function judge(results) {
  return thresholds.map(({ name, is, threshold, unit, measure, limit }) => {
    const value = measure(results);
    const required = `${is === 'at most' ? '<=' : '>='} ${threshold}${unit}`;
    const base = { name, threshold: required, limit: limit(results) };
    const isReached = is === 'at most' ? value <= threshold : value >= threshold;
    const digits = Number.isInteger(value) ? 0 : unit ? 1 : 3;
    return {
      ...base,
      measured: value.toFixed(digits) + unit,
      verdict: isReached ? 'reached' : 'NOT REACHED',
    };
  });
}

/** Every case relative to the vendor's snippet and to the bare process. @param {Raw} results */
export function getRatios({ cases }) {
  return Object.fromEntries(
    Object.entries(cases).map(([name, row]) => [
      name,
      { overVendor: ratio(row, cases.vendor), overFloor: ratio(row, cases.floor) },
    ]),
  );
}

/** @param {Measured} above @param {Measured} below */
function ratio(above, below) {
  return rounded(above.median / below.median);
}

/** @param {Raw['servers']} servers */
function growth(servers) {
  const find = (/** @type {number} */ count) =>
    servers.find((run) => run.servers === count)?.median ?? Number.NaN;
  const [one, four, eight] = [find(1), find(4), find(8)];
  return rounded((eight - four) / 4 / ((four - one) / 3));
}

/** Requests for one server. */
const ofOneServer = /\/servers\/[^/]+(?:\/versions\/[^/]+)?$|^POST .*\/servers$/;

/** Requests without a server that are more frequent with many servers than with one. @param {Raw['servers']} servers */
function repeated(servers) {
  const [one, ...more] = servers.map(({ requests }) => requests);
  const names = new Set(more.flatMap((requests) => Object.keys(requests)));
  return [...names].filter((name) => {
    const most = Math.max(...more.map((requests) => requests[name] ?? 0));
    return !ofOneServer.test(name) && most > (one?.[name] ?? 0);
  });
}

/** @param {Raw['startUp']} startUp @param {'github' | 'engine'} name */
function startUpLimit(startUp, name) {
  const [bare, least] = [startUp.bare, startUp[name]].map(({ samples }) => Math.min(...samples));
  const over = (least ?? Number.NaN) - (bare ?? Number.NaN);
  return `bare node: ${startUp.bare.median.toFixed(0)} ms; least over least: ${over.toFixed(0)} ms; --imports shows what is loaded`;
}

/** @param {Measured} row */
function seconds(row) {
  return `${row.median.toFixed(2)} s`;
}

/** @param {Measured} above @param {Measured} below */
function difference(above, below) {
  return `${(above.median - below.median).toFixed(2)} s`;
}
