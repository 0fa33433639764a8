// @ts-check
/**
 * `npm run demo`: runs the same deploy on the three CI systems against local fakes, and prints each log. Needs only Node.js
 * and npm: the program is the committed bundle, npm installs the fake ntcli from a local registry and its dependencies from
 * the registry of this machine, and the platform is a local fake.
 *
 * The job on GitHub installs ntcli with its 137 packages, as users do. The others install one without dependencies: three
 * full installs take 15 s.
 */

import { fileURLToPath } from 'node:url';
import { startJob } from './fakes/github-runner.js';
import { minimalVersion, withMinimalNtcli } from './fakes/minimal-ntcli.js';
import { startNpmRegistry } from './fakes/npm-registry.js';
import { configuredRegistry } from './fakes/npm-upstream.js';
import { startPlatform } from './fakes/platform.js';
import { runTemplateJob } from './fakes/template-job.js';
import { makeToken } from './fakes/tokens.js';

const token = makeToken({ exp: Math.floor(Date.now() / 1000) + 25 * 86_400 });
// Each system deploys to a platform of its own, so that all run at the same time.
const platforms = await Promise.all([1, 2, 3, 4].map(() => startPlatform()));
const [onGithub, onGitlab, onCircleci, onOther] = platforms.map((platform) => {
  platform.tokens.set(token, { access: 'full' });
  return platform.domain;
});
const registry = await withMinimalNtcli((minimal) =>
  startNpmRegistry({
    upstream: configuredRegistry(),
    packages: [fileURLToPath(new URL('fakes/ntcli-0.4', import.meta.url)), minimal],
  }),
);
const [job, other] = [startJob(), startJob()];

/** @typedef {{ log: string[], code: number | null }} Result */

/**
 * Prints a log. The demo ends at the first one that did not end as expected.
 *
 * @param {string} title @param {Result} result @param {number} [expected]
 */
function show(title, { log, code }, expected = 0) {
  console.log(`\n── ${title} ${'─'.repeat(Math.max(0, 100 - title.length))}`);
  // GitHub hides them unless debug logging is on.
  console.log(log.filter((line) => !/^ *debug: /.test(line)).join('\n'));
  if (code !== expected) throw new Error(`The demo failed: exit ${code}, expected ${expected}.`);
}

const common = { token, workspace: 'my-workspace', server: 'ai.nimbletools/echo', verify: 'true' };

/** Steps of a job on GitHub, one after the other. */
async function github() {
  const inputs = { ...common, domain: `${onGithub}`, 'npm-registry': registry.url };
  const main = await job.main(inputs);
  const later = await job.run({ file: 'ntcli', args: ['server', 'list'] });
  const post = await job.post(main);
  const typo = await job.main({ ...inputs, workspace: 'my-workspce' });
  await job.post(typo);
  return { main, later, post, typo };
}

/** A job on a fresh machine, whose registry does not have ntcli. */
async function withoutNtcli() {
  const inputs = { ...common, domain: `${onOther}`, 'npm-registry': `${registry.url}/without-ntcli` };
  const main = await other.main(inputs);
  await other.post(main);
  return main;
}

/** @param {string | undefined} domain @param {string} [ntcliToken] */
function variables(domain, ntcliToken = token) {
  return {
    NTCLI_COMMAND: 'deploy',
    NTCLI_TOKEN: ntcliToken,
    NTCLI_WORKSPACE: 'my-workspace',
    NTCLI_SERVER: 'ai.nimbletools/echo',
    NTCLI_DOMAIN: `${domain}`,
    NTCLI_NPM_REGISTRY: registry.url,
    NTCLI_VERSION: minimalVersion,
  };
}

const [{ main, later, post, typo }, gitlab, circleci, fallback, literal] = await Promise.all([
  github(),
  runTemplateJob('gitlab', 'templates/deploy.yml', variables(onGitlab)),
  runTemplateJob('circleci', 'templates/circleci/config.yml', variables(onCircleci)),
  withoutNtcli(),
  runTemplateJob('gitlab', 'templates/deploy.yml', variables(onGitlab, '$NTCLI_TOKEN')),
]).finally(async () => {
  for (const one of [job, other]) one.end();
  await Promise.all([registry, ...platforms].map((server) => server.close()));
});
show('GitHub Actions: uses: NimbleBrainInc/ntcli-deploy@v1', main);
show('GitHub Actions: job summary, in Markdown', { log: main.summary.split('\n'), code: 0 });
show('GitHub Actions: a later step with `ntcli server list`', later);
show('GitHub Actions: post step', post);
show('GitLab CI/CD: include: templates/deploy.yml', gitlab);
show('CircleCI: templates/circleci/config.yml', circleci);
show('GitHub Actions: npm does not have ntcli', fallback);
show('An error: workspace: my-workspce', typo, 4);
show('An error: `NTCLI_TOKEN: $NTCLI_TOKEN` in .gitlab-ci.yml', literal, 3);
