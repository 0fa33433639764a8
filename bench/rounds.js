/**
 * Runs the deploys. Every round runs each case once, so that a slow minute of the machine affects all of them.
 */
import { startJob } from '../test/fakes/github-runner.js';
import { runAction, runOnFreshMachine } from './action.js';
import { installFloor, runSnippet } from './baseline.js';
import { startDelayProxy } from './delay-proxy.js';
import { serverIds } from './fixtures.js';
import { measured, median, rounded } from './results.js';

/** @typedef {import('./fixtures.js').Fixtures} Fixtures */
/** @typedef {import('./results.js').Raw} Raw */
/** @typedef {import('./results.js').CaseName} CaseName */

/** Milliseconds to an npm registry that is not on this machine. */
const roundTrip = 30;

/** @type {Record<CaseName, string>} */
const labels = {
  vendor: "vendor's snippet",
  cold: 'action, cold',
  far: `action, cold, registry ${roundTrip} ms away`,
  warm: 'action, warm tool cache',
  warmNoWait: 'action, warm, wait: false',
  api: 'action, deploy-with: api',
  floor: 'bare ntcli server deploy',
  slowServer: 'one server that takes 5 s to start, deploy-with: api',
  slowServers: 'eight servers that take 5 s to start, deploy-with: api',
};

/** Milliseconds until a slow server is healthy. */
const slowStart = 5_000;

const serverCounts = [1, 2, 4, 8];

/**
 * @param {Fixtures} fixtures
 * @param {number} rounds
 * @param {(text: string) => void} say
 * @returns {Promise<Pick<Raw, 'cases' | 'parts' | 'apiCalls' | 'servers'>>}
 */
export async function runRounds(fixtures, rounds, say) {
  /** @type {Map<string, number[]>} */
  const samples = new Map();
  const note = (/** @type {string} */ name, /** @type {number} */ seconds) => {
    samples.set(name, [...(samples.get(name) ?? []), seconds]);
  };
  const getSamples = (/** @type {string} */ name) => samples.get(name) ?? [];
  /** @type {Map<number, Record<string, number>>} */
  const requests = new Map();
  /** @type {string[]} */
  let apiCalls = [];

  const job = startJob();
  const far = await startDelayProxy(fixtures.registry.url, roundTrip);
  try {
    say('Warm-up, not measured: fills the registry, the tool cache and the files of the machine');
    const floor = await installFloor(fixtures);
    await runAction(fixtures, job);
    await runOnFreshMachine(fixtures);
    await runSnippet(fixtures);
    for (let round = 1; round <= rounds; round++) {
      say(`Round ${round} of ${rounds}`);
      fixtures.platform.servers.clear();
      const vendor = await runSnippet(fixtures);
      note('vendor', vendor.whole);
      note('vendorInstall', vendor.install);

      const cold = await runOnFreshMachine(fixtures);
      note('cold', cold.whole);
      note('coldInstall', cold.lines.at('✓ ntcli') - cold.lines.at('From npm'));

      note('far', (await runOnFreshMachine(fixtures, { 'npm-registry': far.url })).whole);

      const warm = await runAction(fixtures, job);
      note('warm', warm.whole);
      note('post', warm.post);
      apiCalls = warm.platform.filter(isApiCall).map(callName);

      const { whole, lines } = await runAction(fixtures, job, { wait: 'false' });
      note('warmNoWait', whole);
      note('warmStart', lines.at('::add-mask'));
      note('warmReady', lines.at('::group::Deploy') - lines.at('::add-mask'));
      note('warmEnd', whole - lines.at('✓ ai.nimbletools/echo'));
      note('api', (await runOnFreshMachine(fixtures, { 'deploy-with': 'api' })).whole);

      fixtures.platform.servers.clear();
      note('floor', await floor(['server', 'deploy', 'ai.nimbletools/echo']));
      note('version', await floor(['--version']));

      fixtures.platform.options.startMs = slowStart;
      for (const [name, count] of /** @type {const} */ ([
        ['slowServer', 1],
        ['slowServers', serverIds.length],
      ])) {
        const server = serverIds.slice(0, count).join(',');
        note(name, (await runAction(fixtures, job, { server, 'deploy-with': 'api' })).whole);
      }
      fixtures.platform.options.startMs = 0;

      for (const count of serverCounts) {
        const server = serverIds.slice(0, count).join(',');
        const run = await runAction(fixtures, job, { server, wait: 'false' });
        note(`servers ${count}`, run.whole);
        requests.set(count, counted([...run.platform, ...run.npm].map(callName)));
      }
    }
  } finally {
    job.end();
    await far.close();
  }

  const row = (/** @type {CaseName} */ name) => measured(labels[name], getSamples(name));
  return {
    cases: {
      vendor: row('vendor'),
      cold: row('cold'),
      far: row('far'),
      warm: row('warm'),
      warmNoWait: row('warmNoWait'),
      api: row('api'),
      floor: row('floor'),
      slowServer: row('slowServer'),
      slowServers: row('slowServers'),
    },
    parts: {
      vendorInstall: measured("npm install of the vendor's snippet", getSamples('vendorInstall')),
      coldInstall: measured('install of the cold action', getSamples('coldInstall')),
      warmStart: measured('warm: until the first line', getSamples('warmStart')),
      warmReady: measured('warm: from there until ntcli is started', getSamples('warmReady')),
      warmEnd: measured('warm: from the last line on', getSamples('warmEnd')),
      post: measured('post step of the action', getSamples('post')),
      version: measured('bare ntcli --version', getSamples('version')),
    },
    apiCalls,
    servers: serverCounts.map((servers) => ({
      servers,
      samples: getSamples(`servers ${servers}`).map(rounded),
      median: median(getSamples(`servers ${servers}`)),
      requests: requests.get(servers) ?? {},
    })),
  };
}

/** Requests with the token, or to the server registry. @param {import('./action.js').LoggedRequest} request */
function isApiCall({ authorization, path }) {
  return authorization !== '' || path.startsWith('/v0.1/');
}

/** @param {import('./action.js').LoggedRequest} request */
function callName({ method, path }) {
  return `${method} ${path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '{id}')}`;
}

/** @param {string[]} names @returns {Record<string, number>} */
function counted(names) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
