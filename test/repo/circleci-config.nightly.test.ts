import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expandConfig, expandJob, readConfig } from '../fakes/circleci-expand.js';
import { isMapping, mappingAt } from '../fakes/circleci-parameters.js';
import { startProject } from '../fakes/circleci-run.js';
import { certificates, checkOut, stopFakes, withFreePorts } from './own-checkout.js';

/** As much of the foreign orb as the first workflow uses. */
const continuation = {
  executors: { default: { docker: [{ image: 'cimg/base:stable' }] } },
  commands: { continue: { parameters: { configuration_path: { type: 'string' } }, steps: [] } },
};

const setup = readConfig(readFileSync('.circleci/config.yml', 'utf8'));
const [writer] = expandConfig(setup, { continuation });

/** The second configuration, as the first workflow writes it. */
async function written(): Promise<string> {
  const command = String(writer?.steps.find(({ kind }) => kind === 'run')?.keys.command);
  expect(command).toContain('> /tmp/test-orb.yml');
  const toOutput = command.replace('> /tmp/test-orb.yml', '');
  const text = execFileSync('bash', ['-eo', 'pipefail', '-c', toOutput], { encoding: 'utf8' });
  return withFreePorts(text);
}

/** A job of the second configuration with the steps that the workflow puts around it. */
function jobNamed(config: ReturnType<typeof readConfig>, name: string) {
  const orb = mappingAt(mappingAt(config, 'orbs'), 'ntcli-deploy');
  const job = expandConfig(config, { 'ntcli-deploy': orb }).find(
    (planned) => (planned.settings.name ?? planned.name) === name,
  );
  const around = ['pre-steps', 'post-steps'].map((key) => {
    const jobs = { around: { steps: job?.settings[key] ?? [] } };
    return expandJob({ source: { ...config, jobs }, orbs: { 'ntcli-deploy': orb } }, 'around').steps;
  });
  return [...(around[0] ?? []), ...(job?.steps ?? []), ...(around[1] ?? [])];
}

describe('the configuration of this repository on CircleCI', () => {
  let project: ReturnType<typeof startProject>;
  beforeAll(() => {
    project = startProject();
  });
  afterAll(() => project.end());

  it('puts the orb in as it is', async () => {
    const orb = mappingAt(mappingAt(readConfig(await written()), 'orbs'), 'ntcli-deploy');
    expect(orb).toEqual(readConfig(readFileSync('templates/circleci/orb.yml', 'utf8')));
    expect(isMapping(setup.orbs)).toBe(true);
  });

  it.each(['test-deploy', 'test-commands', 'test-check'])('passes %s', async (name) => {
    const steps = jobNamed(readConfig(await written()), name);
    const result = await project.run(steps, { checkout: checkOut, machine: certificates });
    const log = result.steps.map((step) => step.log).join('\n');
    stopFakes(log);
    expect(result.code, log).toBe(0);
    expect(result.steps.length).toBeGreaterThan(1);
  });
});
