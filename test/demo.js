// @ts-check
/**
 * `npm run demo`: runs the same deploy on the three CI systems against local fakes, and prints each log. Needs only Node.js
 * and npm: the program is the committed bundle, npm installs the fake ntcli from a local registry and its dependencies from
 * the registry of this machine, and the platform is a local fake.
 */

import { fileURLToPath } from 'node:url';
import { startJob } from './fakes/github-runner.js';
import { startNpmRegistry } from './fakes/npm-registry.js';
import { configuredRegistry } from './fakes/npm-upstream.js';
import { startPlatform } from './fakes/platform.js';
import { runTemplateJob } from './fakes/template-job.js';
import { makeToken } from './fakes/tokens.js';

const token = makeToken({ exp: Math.floor(Date.now() / 1000) + 25 * 86_400 });
const platform = await startPlatform();
platform.tokens.set(token, { access: 'full' });
const registry = await startNpmRegistry({
  upstream: configuredRegistry(),
  packages: [fileURLToPath(new URL('fakes/ntcli-0.4', import.meta.url))],
});
const [job, other] = [startJob(), startJob()];

/** @param {string} title @param {{ log: string[], code: number | null }} result @param {number} [expected] */
function show(title, { log, code }, expected = 0) {
  console.log(`\n── ${title} ${'─'.repeat(Math.max(0, 100 - title.length))}`);
  console.log(log.join('\n'));
  if (code !== expected) {
    console.log(`The demo failed: exit ${code}, expected ${expected}.`);
    process.exitCode = 1;
  }
}

try {
  const inputs = {
    token,
    workspace: 'my-workspace',
    server: 'ai.nimbletools/echo',
    verify: 'true',
    domain: platform.domain,
    'npm-registry': registry.url,
  };
  const main = await job.main(inputs);
  show('GitHub Actions: uses: NimbleBrainInc/ntcli-deploy@v1', main);
  show('GitHub Actions: job summary, in Markdown', { log: main.summary.split('\n'), code: 0 });
  show('GitHub Actions: a later step with `ntcli server list`', await job.shell('ntcli server list'));
  show('GitHub Actions: post step', await job.post(main));

  const variables = {
    NTCLI_COMMAND: 'deploy',
    NTCLI_TOKEN: token,
    NTCLI_WORKSPACE: 'my-workspace',
    NTCLI_SERVER: 'ai.nimbletools/echo',
    NTCLI_DOMAIN: platform.domain,
    NTCLI_NPM_REGISTRY: registry.url,
  };
  const gitlab = await runTemplateJob('gitlab', 'templates/deploy.yml', variables);
  show('GitLab CI/CD: include: templates/deploy.yml', gitlab);
  const circleci = await runTemplateJob('circleci', 'templates/circleci/config.yml', variables);
  show('CircleCI: templates/circleci/config.yml', circleci);

  // A fresh machine: no copy of ntcli in the tool cache.
  const withoutNtcli = await other.main({ ...inputs, 'npm-registry': `${registry.url}/without-ntcli` });
  show('GitHub Actions: npm does not have ntcli', withoutNtcli);
  await other.post(withoutNtcli);

  const typo = await job.main({ ...inputs, workspace: 'my-workspce' });
  show('An error: workspace: my-workspce', typo, 4);
  await job.post(typo);
  const literal = { ...variables, NTCLI_TOKEN: '$NTCLI_TOKEN' };
  const pasted = await runTemplateJob('gitlab', 'templates/deploy.yml', literal);
  show('An error: `NTCLI_TOKEN: $NTCLI_TOKEN` in .gitlab-ci.yml', pasted, 3);
} finally {
  for (const one of [job, other]) one.end();
  await registry.close();
  await platform.close();
}
