import { runRecorded } from '../fault-injection/run-recorded.js';
import type { PlatformEnv } from './github/test-env.js';

/**
 * Runs a command in this process, with `deploy-with: api`: 5 ms of CPU instead of 200 for a process. What the bundle, the
 * runner or ntcli add is not tested, so one test of each kind starts a process.
 *
 * @param inputs by name; those of the environment by default
 * @param job where it runs; a machine of its own by default
 */
export async function runHere(
  env: PlatformEnv,
  inputs: Readonly<Record<string, string>> = {},
  job = env.job(),
) {
  const before = env.platform.requests.length;
  const { token, workspace, server, domain } = env.inputs;
  const all = { token, workspace, server, domain, 'deploy-with': 'api', ...inputs };
  const result = await runRecorded(job.places, all, 100_000);
  return { ...result, requests: env.platform.requests.slice(before) };
}
