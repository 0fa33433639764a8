/**
 * Measures the time from the start of a process to its first line.
 */
import { fileURLToPath } from 'node:url';
import { timed, untilFirstOutput } from './child.js';
import { measured } from './results.js';

/** @typedef {import('./fixtures.js').Fixtures} Fixtures */

const file = (/** @type {string} */ name) => fileURLToPath(new URL(`../dist/${name}`, import.meta.url));
const github = file('main/index.js');
const engine = file('ntcli-deploy.mjs');

/** Many, because they are short. */
const runs = 25;

/**
 * The first line reports a bad input, for which a run parses all inputs. (With a token, the first line of the action is a
 * mask, which is earlier.) HTTP is loaded after that line, so a complete `check` with one request is measured as well. Bare
 * Node.js prints nothing, and is measured to its exit; `console.log` prints its line at the same time (within 1 ms).
 *
 * @param {Fixtures} fixtures
 * @returns {Promise<import('./results.js').Raw['startUp']>} milliseconds
 */
export async function measureStartUp({ root, token, platform }) {
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: root,
    RUNNER_TEMP: root,
    GITHUB_WORKSPACE: root,
    'INPUT_DRY-RUN': '',
  };
  const bad = { cwd: root, env: { ...env, INPUT_TIMEOUT: 'bad', NTCLI_TIMEOUT: 'bad' } };
  const good = {
    NTCLI_TOKEN: token,
    INPUT_COMMAND: 'check',
    INPUT_DOMAIN: platform.domain,
    NTCLI_COMMAND: 'check',
    NTCLI_DOMAIN: platform.domain,
  };
  const checking = { cwd: root, env: { ...env, ...good } };
  const whole = (/** @type {string} */ program) =>
    timed(process.execPath, [program], checking).then(({ seconds }) => seconds * 1000);
  /** @type {Record<import('./results.js').StartName, number[]>} */
  const all = { bare: [], github: [], engine: [], githubCheck: [], engineCheck: [] };
  for (let run = 0; run < runs; run++) {
    all.bare.push(await untilFirstOutput(['-e', '0'], bad));
    all.github.push(await untilFirstOutput([github], bad));
    all.engine.push(await untilFirstOutput([engine], bad));
    all.githubCheck.push(await whole(github));
    all.engineCheck.push(await whole(engine));
  }
  return {
    bare: measured('node -e 0', all.bare),
    github: measured('first line of dist/main/index.js', all.github),
    engine: measured('first line of dist/ntcli-deploy.mjs', all.engine),
    githubCheck: measured('whole check, dist/main/index.js', all.githubCheck),
    engineCheck: measured('whole check, dist/ntcli-deploy.mjs', all.engineCheck),
  };
}
