import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pathWithNtcli, startPlatformEnv } from './test-env.js';

let testEnv: Awaited<ReturnType<typeof startPlatformEnv>>;
beforeAll(async () => {
  testEnv = await startPlatformEnv();
});
afterAll(() => testEnv.close());

it.each([
  ['the action', 'dist/main/index.js'],
  ['the engine', 'dist/ntcli-deploy.mjs'],
])('%s ends with the run, whatever still keeps Node.js busy', async (_, file) => {
  const job = testEnv.job();
  const inputs = Object.entries({
    ...testEnv.inputs,
    'ntcli-package': 'preinstalled',
    'npm-registry': '',
    'ntcli-version': '',
  });
  const env = Object.fromEntries(
    inputs.flatMap(([name, value]) => [
      [`INPUT_${name.toUpperCase()}`, value],
      [`NTCLI_${name.toUpperCase().replaceAll('-', '_')}`.replace('NTCLI_NTCLI_', 'NTCLI_'), value],
    ]),
  );
  // Such a timer is what a connection to a proxy that does not respond leaves.
  const args = ['--import', 'data:text/javascript,setInterval(()=>{},1000)', resolve(file)];
  const started = performance.now();
  const { code, raw } = await job.run({
    file: process.execPath,
    args,
    env: { ...env, PATH: pathWithNtcli(job, 'published') },
    onStart: (child) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), 40_000);
      child.once('exit', () => clearTimeout(timer));
    },
  });
  expect(code, raw).toBe(0);
  expect(performance.now() - started).toBeLessThan(40_000);
});
