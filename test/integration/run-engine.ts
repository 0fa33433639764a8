import { resolve } from 'node:path';
import type { startJob } from '../fakes/github-runner.js';
import { runProcess } from '../fakes/run-process.js';

/**
 * Runs the committed engine with `deploy-with: api`, on a machine without npm and ntcli.
 *
 * @param job the machine
 * @param variables environment of the engine
 * @param args its command line
 */
export async function runEngine(
  { places }: ReturnType<typeof startJob>,
  variables: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<{ code: number | null; log: string }> {
  const machine = { PATH: '/nowhere', HOME: places.home, TMPDIR: places.temp };
  const { code, output } = await runProcess(process.execPath, [resolve('dist/ntcli-deploy.mjs'), ...args], {
    env: { ...machine, NTCLI_DEPLOY_WITH: 'api', ...variables },
    cwd: places.checkout,
  });
  return { code, log: output };
}
