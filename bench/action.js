/**
 * The action, as a GitHub runner starts it.
 */
import { startJob } from '../test/fakes/github-runner.js';
import { timeLines } from './child.js';

/** @typedef {import('./fixtures.js').Fixtures} Fixtures */
/** @typedef {import('../test/fakes/scripted-server.js').LoggedRequest} LoggedRequest */

/**
 * @typedef {object} ActionRun
 * @property {number} whole seconds of the step
 * @property {number} post seconds of its post step
 * @property {import('./child.js').Lines} lines
 * @property {LoggedRequest[]} platform requests to the platform
 * @property {LoggedRequest[]} npm requests to the npm registry
 */

/**
 * Runs the step and its post step, on a platform without servers.
 *
 * @param {Fixtures} fixtures
 * @param {ReturnType<typeof startJob>} job
 * @param {Record<string, string>} [also] more inputs, or overrides
 * @param {Record<string, string>} [env] more environment variables
 * @returns {Promise<ActionRun>}
 */
export async function runAction(fixtures, job, also = {}, env = {}) {
  const { platform, registry, token } = fixtures;
  platform.servers.clear();
  const [api, npm] = [platform.requests.length, registry.requests.length];
  const inputs = {
    token,
    workspace: 'my-workspace',
    server: 'ai.nimbletools/echo',
    domain: platform.domain,
    'npm-registry': registry.url,
    ...also,
  };
  /** @type {import('./child.js').Lines | undefined} */
  let lines;
  const started = performance.now();
  const main = await job.main(inputs, {
    env,
    onStart: (child) => {
      lines = timeLines(child);
    },
  });
  const ended = performance.now();
  await job.post(main);
  const post = (performance.now() - ended) / 1000;
  const isDone = main.code === 0 && main.outputs['deploy-status'] === 'deployed';
  if (!isDone || !lines) throw new Error(`Exit ${main.code} of the action:\n${main.log.join('\n')}`);
  return {
    whole: (ended - started) / 1000,
    post,
    lines,
    platform: platform.requests.slice(api),
    npm: registry.requests.slice(npm),
  };
}

/**
 * A machine for one run. Its files are kept until the end of the bench: after many deletions, ext4 takes several times as
 * long to create files (`recently_deleted` in fs/ext4/ialloc.c of Linux, up to five minutes).
 *
 * @param {Fixtures} fixtures
 * @param {Record<string, string>} [also]
 * @param {Record<string, string>} [env]
 */
export function runOnFreshMachine(fixtures, also, env) {
  return runAction(fixtures, startJob(), also, env);
}
