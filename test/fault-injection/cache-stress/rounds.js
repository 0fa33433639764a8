// @ts-check
/**
 * Rounds of parallel installs into one tool cache, many of which are killed. After each round, one more run must find an
 * intact copy or install one, and so must every run that was not killed.
 */
import { mkdirSync, readdirSync, rmSync, truncateSync, utimesSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startJob } from '../../fakes/github-runner.js';
import { startPlatform } from '../../fakes/platform.js';
import { makeToken } from '../../fakes/tokens.js';
import { isRunning, killAt } from './kills.js';
import { makeNpm, packagePlace } from './package.js';

/**
 * @typedef {object} Tally
 * @property {number} rounds
 * @property {number} runs
 * @property {number} killed
 * @property {number} cached runs that found an intact copy
 * @property {number} leftovers directories left by killed runs
 * @property {number} unswept leftovers that the next round did not remove
 * @property {string[]} broken failures of runs that were not killed
 */

/** State of the cache at the start of a round. */
const states = /** @type {const} */ (['empty', 'broken', 'unmarked', 'empty']);

/** Milliseconds by which leftovers are aged, so that they count as abandoned. */
const age = 2 * 3_600_000;

/**
 * @param {{ rounds: number, width: number, node: string, onRound?: (tally: Tally) => void }} options `node` runs the
 *   action; its directory must not contain npm
 * @returns {Promise<Tally>}
 */
export async function runRounds({ rounds, width, node, onRound }) {
  const platform = await startPlatform();
  const token = makeToken();
  platform.tokens.set(token, { access: 'full' });
  const job = startJob({ node });
  const { toolCache, temp } = job.places;
  const env = { PATH: `${makeNpm(join(job.root, 'npm'))}${delimiter}${process.env.PATH}` };
  const inputs = {
    token,
    command: 'setup',
    workspace: 'my-workspace',
    domain: platform.domain,
    'ntcli-version': '1.0.0',
    'export-token': 'false',
  };
  /** @type {Tally} */
  const tally = { rounds: 0, runs: 0, killed: 0, cached: 0, leftovers: 0, unswept: 0, broken: [] };
  /** Duration of recent runs in milliseconds: kill within it. */
  let usual = 1_000;

  /** @param {{ state: string, mayDie: boolean }} how */
  const run = async ({ state, mayDie }) => {
    /** @type {Set<number>} */
    const orphans = new Set();
    const started = performance.now();
    let isKilled = false;
    const { code, log, outputs } = await job.main(inputs, {
      env,
      onStart(child) {
        if (!mayDie || Math.random() < 0.5) return;
        killAt(child, { within: usual * 1.2, cache: toolCache }, (left) => {
          isKilled = true;
          for (const pid of left) orphans.add(pid);
        });
      },
    });
    tally.runs += 1;
    if (isKilled && code === null) tally.killed += 1;
    else if (code !== 0)
      tally.broken.push(`round ${tally.rounds}, ${state}: exit ${code}\n${log.join('\n')}`);
    else usual = usual * 0.9 + (performance.now() - started) * 0.1;
    if (outputs['cache-hit'] === 'true') tally.cached += 1;
    for (const pid of orphans) while (isRunning(pid)) await pause(20);
  };

  try {
    for (; tally.rounds < rounds; tally.rounds++) {
      const state = states[tally.rounds % states.length] ?? 'empty';
      putInState(toolCache, state);
      const old = makeOld(toolCache);
      await Promise.all(Array.from({ length: width }, () => run({ state, mayDie: true })));
      await run({ state, mayDie: false });
      // If every run of a round was killed before its install started, only the last one may have removed leftovers.
      const left = leftovers(toolCache);
      tally.unswept += left.filter((path) => old.includes(path)).length;
      tally.leftovers += left.filter((path) => !old.includes(path)).length;
      // The runner empties its temporary directory between two jobs.
      for (const name of readdirSync(temp)) rmSync(join(temp, name), { recursive: true, force: true });
      onRound?.(tally);
    }
  } finally {
    job.end();
    await platform.close();
  }
  return tally;
}

/** Directories left in the cache by installs. @param {string} cache @returns {string[]} absolute paths */
function leftovers(cache) {
  return placesIn(cache).flatMap(({ tool, versions }) => [
    ...readdirSync(tool)
      .filter((name) => name.startsWith('.new-'))
      .map((name) => join(tool, name)),
    ...versions.flatMap((version) =>
      readdirSync(version)
        .filter((name) => name.includes('.broken-') || name.endsWith('.lock'))
        .map((name) => join(version, name)),
    ),
  ]);
}

/** @param {string} cache */
function placesIn(cache) {
  return readdirSync(cache).map((name) => {
    const tool = join(cache, name);
    const versions = readdirSync(tool).filter((version) => !version.startsWith('.'));
    return { tool, versions: versions.map((version) => join(tool, version)) };
  });
}

/** Ages leftovers. @param {string} cache */
function makeOld(cache) {
  const old = (Date.now() - age) / 1000;
  const paths = leftovers(cache);
  for (const path of paths) utimesSync(path, old, old);
  return paths;
}

/** @param {string} cache @param {typeof states[number]} state */
function putInState(cache, state) {
  for (const { versions } of placesIn(cache)) {
    for (const version of versions) {
      const copy = join(version, process.arch);
      const marker = `${copy}.complete`;
      if (state !== 'broken') rmSync(marker, { force: true });
      if (state === 'empty') rmSync(copy, { recursive: true, force: true });
      else spoil(copy, state);
    }
  }
}

/** @param {string} copy @param {'broken' | 'unmarked'} state */
function spoil(copy, state) {
  const lib = join(copy, packagePlace, 'lib');
  mkdirSync(lib, { recursive: true });
  if (state === 'unmarked') rmSync(lib, { recursive: true });
  else for (const name of readdirSync(lib).slice(0, 1)) truncateSync(join(lib, name), 100);
}
