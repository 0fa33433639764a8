import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { product } from '../../../src/schema/constants.js';
import { expandConfig, readConfig } from '../../fakes/circleci-expand.js';
import { type Mapping, mappingAt } from '../../fakes/circleci-parameters.js';
import { startProject } from '../../fakes/circleci-run.js';
import { bashFrame } from '../../fakes/gitlab-runner-shell.js';
import { startNpmRegistry } from '../../fakes/npm-registry.js';
import { configuredRegistry } from '../../fakes/npm-upstream.js';
import { workspaceId } from '../../fakes/platform.js';
import { nightly } from '../../nightly.js';
import { snippetsOf, systemOf } from '../../repo/docs/pages.js';
import { packages, startTestEnv } from '../github/test-env.js';
import { sha256, startMachine } from '../gitlab/job.js';

/**
 * The three snippets of README, run as they are: only the token, the address of the platform and the path of the engine
 * file are those of this machine, and npm is configured for a local registry.
 */

const snippets = snippetsOf('README.md', /^ya?ml$/);
/** The first snippet of README for a system: the one to paste. */
function snippet(system: ReturnType<typeof systemOf>): string {
  const found = snippets.find(({ text }) => systemOf(text) === system);
  if (!found) throw new Error(`README has no snippet for ${system}.`);
  return found.text;
}

/** The file of this checkout that an address of the release names. */
function fileAt(address: unknown): string {
  const release = `https://raw.githubusercontent.com/${product.action}/v${product.version}/`;
  expect(address).toMatch(/^https:/);
  return String(address).replace(release, '');
}

let testEnv: Awaited<ReturnType<typeof startTestEnv>>;
let registry: Awaited<ReturnType<typeof startNpmRegistry>>;
const machine = startMachine();
const project = startProject();
beforeAll(async () => {
  testEnv = await startTestEnv();
  registry = await startNpmRegistry({ packages: [packages.published], upstream: configuredRegistry() });
});
afterAll(async () => {
  machine.end();
  project.end();
  await Promise.all([testEnv.close(), registry.close()]);
});

const engine = resolve('dist/ntcli-deploy.mjs');

/** What the snippet does not say because it is true of this machine only. */
const here = () => ({
  domain: testEnv.platform.domain,
  engine,
  'engine-sha256': sha256(readFileSync(engine)),
});

interface Run {
  readonly code: number | null;
  readonly log: string;
  /** The output `deployed-with`. */
  readonly sender: string | undefined;
}

const systems: Readonly<Record<string, (npmRegistry: string) => Promise<Run>>> = {
  async GitHub(npmRegistry) {
    const { jobs } = parse(snippet('github'));
    const { uses, with: inputs } = jobs.deploy.steps[0];
    expect(uses).toBe(`${product.action}@v1`);
    expect(inputs.token).toBe('${{ secrets.NTCLI_TOKEN }}');
    const job = testEnv.job({
      env: { NTCLI_DOMAIN: testEnv.platform.domain, npm_config_registry: npmRegistry },
    });
    const { code, log, outputs } = await job.main({ ...inputs, token: testEnv.token });
    return { code, log: log.join('\n'), sender: outputs['deployed-with'] };
  },
  async GitLab(npmRegistry) {
    const { include } = parse(snippet('gitlab'), { version: '1.1' });
    const [{ remote, inputs }] = include;
    expect(fileAt(remote)).toBe('templates/deploy.yml');
    const { code, log, directory } = await machine.run(bashFrame, 'deploy', {
      inputs: { ...inputs, ...here() },
      variables: { GITLAB_CI: 'true', NTCLI_TOKEN: testEnv.token, npm_config_registry: npmRegistry },
    });
    const report = readFileSync(`${directory}/${product.files.outputs}`, 'utf8');
    return { code, log, sender: /^NTCLI_DEPLOYED_WITH=(.*)$/m.exec(report)?.[1] };
  },
  async CircleCI(npmRegistry) {
    const config = readConfig(snippet('circleci'));
    const [[name, address] = []] = Object.entries(mappingAt(config, 'orbs'));
    const orb = readConfig(readFileSync(fileAt(address), 'utf8'));
    const { jobs }: { jobs?: Mapping[] } = mappingAt(mappingAt(config, 'workflows'), 'deploy');
    for (const entry of jobs ?? []) Object.assign(mappingAt(entry, `${name}/deploy`), here());
    const [job] = expandConfig(config, { [String(name)]: orb }, { 'git.branch': 'main' });
    const { code, steps, bashEnv } = await project.run(job?.steps ?? [], {
      context: { NTCLI_TOKEN: testEnv.token },
      machine: { npm_config_registry: npmRegistry },
    });
    const log = steps.map((step) => step.log).join('\n');
    return { code, log, sender: [...bashEnv.matchAll(/^export NTCLI_DEPLOYED_WITH='(.*)'$/gm)].at(-1)?.[1] };
  },
};

describe.each(Object.entries(systems))('the snippet for %s', (_, run) => {
  it('deploys on a machine whose npm registry lacks ntcli', async () => {
    testEnv.platform.servers.clear();
    const { code, log, sender } = await run(`${testEnv.registry.url}/without-ntcli`);
    expect({ code, sender }, log).toEqual({ code: 0, sender: 'api' });
    expect(log).toContain('Deployed without ntcli');
    expect(log).toContain('✓ ai.nimbletools/echo deployed and healthy');
    expect([...testEnv.platform.servers.keys()]).toEqual([`${workspaceId}/echo`]);
  });
});

// ntcli has 137 packages. By day, `npm run demo` installs them; an ntcli without dependencies is installed in the folder of
// each system.
nightly(() => {
  describe.each(Object.entries(systems))('the snippet for %s', (_, run) => {
    it('deploys with ntcli on a machine whose npm registry has it', async () => {
      testEnv.platform.servers.clear();
      const { code, log, sender } = await run(registry.url);
      expect({ code, sender }, log).toEqual({ code: 0, sender: 'ntcli' });
      expect(log).toContain('Deploying with ntcli 0.4.4');
      expect(log).toContain('✓ ai.nimbletools/echo deployed and healthy');
      expect([...testEnv.platform.servers.keys()]).toEqual([`${workspaceId}/echo`]);
    });
  });
});
