// @ts-check
/**
 * `npm run demo`: the main job on the stand-ins, with the log as CI would show it. Needs Node.js and npm, nothing else:
 * the action is the committed bundle, npm installs ntcli for real from a local registry, HTTP goes to a local platform.
 */

import { fileURLToPath } from 'node:url';
import { startJob } from './stand-ins/github-runner.js';
import { startNpmRegistry } from './stand-ins/npm-registry.js';
import { startPlatform } from './stand-ins/platform.js';
import { makeToken } from './stand-ins/tokens.js';

const token = makeToken({ exp: Math.floor(Date.now() / 1000) + 25 * 86_400 });
const platform = await startPlatform();
platform.tokens.set(token, { access: 'full' });
const registry = await startNpmRegistry({
  packages: [fileURLToPath(new URL('stand-ins/ntcli-0.4', import.meta.url))],
});
const job = startJob();

/** @param {string} title @param {import('./stand-ins/github-runner.js').StepResult} result @param {number} [expected] */
function show(title, { log, code }, expected = 0) {
  console.log(`\n── ${title} ${'─'.repeat(Math.max(0, 90 - title.length))}`);
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
    domain: platform.domain,
    'npm-registry': registry.url,
  };
  console.log('GitHub Actions, as a run of this workflow would show it:\n');
  console.log('  - uses: NimbleBrainInc/ntcli-deploy@v1');
  console.log('    with:');
  console.log('      token: ${{ secrets.NTCLI_TOKEN }}');
  console.log('      workspace: my-workspace');
  console.log('      server: my-server');
  console.log('  - run: ntcli server list');
  const main = await job.main(inputs);
  show('uses: NimbleBrainInc/ntcli-deploy@v1', main);
  show('run: ntcli server list', await job.shell('ntcli server list'));
  show('Post ntcli-deploy', await job.post(main));

  const typo = await job.main({ ...inputs, workspace: 'my-workspce' });
  show('The same with `workspace: my-workspce`', typo, 4);
  await job.post(typo);
} finally {
  job.end();
  await registry.close();
  await platform.close();
}
