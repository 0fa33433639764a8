import { resolve } from 'node:path';
import type { Step, StepResult } from '../fakes/github-runner.js';
import { pathWithNtcli } from '../integration/github/test-env.js';
import type { Sandbox } from './sandbox.js';

const engine = resolve('dist/ntcli-deploy.mjs');

/** A normal deploy by the committed engine, as on GitLab and CircleCI. */
export function runEngine(
  { job, platform, token }: Sandbox,
  { env, ...also }: Partial<Omit<Step, 'args'>> = {},
): Promise<StepResult> {
  return job.run({
    file: process.execPath,
    args: [engine],
    env: {
      PATH: pathWithNtcli(job, 'published'),
      NTCLI_TOKEN: token,
      NTCLI_WORKSPACE: 'my-workspace',
      NTCLI_SERVER: 'ai.nimbletools/echo',
      NTCLI_DOMAIN: platform.domain,
      NTCLI_PACKAGE: 'preinstalled',
      ...env,
    },
    ...also,
  });
}
