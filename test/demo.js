// @ts-check
/**
 * `npm run demo`: the same deploy on the three CI systems, on the stand-ins, with the log as each would show it. Needs
 * Node.js and npm, nothing else: the program is the committed bundle, npm installs ntcli for real from a local registry
 * and what ntcli depends on from the registry of this machine, HTTP goes to a local platform.
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
const job = startJob();

/** @param {string} title @param {{ log: string[], code: number | null }} result @param {number} [expected] */
function show(title, { log, code }, expected = 0) {
  console.log(`\n── ${title} ${'─'.repeat(Math.max(0, 100 - title.length))}`);
  console.log(log.join('\n'));
  if (code !== expected) {
    console.log(`The demo failed: exit ${code} where ${expected} was expected.`);
    process.exitCode = 1;
  }
}

try {
  const inputs = {
    token,
    workspace: 'my-workspace',
    server: 'my-server',
    verify: 'true',
    domain: platform.domain,
    'npm-registry': registry.url,
  };
  const main = await job.main(inputs);
  show('GitHub Actions: uses: NimbleBrainInc/ntcli-deploy@v1', main);
  show('GitHub Actions: the job summary, in Markdown', { log: main.summary.split('\n'), code: 0 });
  show('GitHub Actions, a later step: run: ntcli server list', await job.shell('ntcli server list'));
  show('GitHub Actions, at the end of the job: Post ntcli-deploy', await job.post(main));

  const variables = {
    NTCLI_COMMAND: 'deploy',
    NTCLI_TOKEN: token,
    NTCLI_WORKSPACE: 'my-workspace',
    NTCLI_SERVER: 'my-server',
    NTCLI_DOMAIN: platform.domain,
    NTCLI_NPM_REGISTRY: registry.url,
  };
  const gitlab = await runTemplateJob('gitlab', 'templates/deploy.yml', variables);
  show('GitLab CI/CD: include: templates/deploy.yml', gitlab);
  const circleci = await runTemplateJob('circleci', 'templates/circleci/config.yml', variables);
  show('CircleCI: templates/circleci/config.yml', circleci);

  const typo = await job.main({ ...inputs, workspace: 'my-workspce' });
  show('When something is wrong: workspace: my-workspce', typo, 4);
  await job.post(typo);
  const literal = { ...variables, NTCLI_TOKEN: '$NTCLI_TOKEN' };
  const pasted = await runTemplateJob('gitlab', 'templates/deploy.yml', literal);
  show('When something is wrong: `NTCLI_TOKEN: $NTCLI_TOKEN` in .gitlab-ci.yml', pasted, 3);
} finally {
  job.end();
  await registry.close();
  await platform.close();
}
