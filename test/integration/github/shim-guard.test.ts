import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeToken } from '../../fakes/tokens.js';
import { packages, startTestEnv } from './test-env.js';

let testEnv: Awaited<ReturnType<typeof startTestEnv>>;
beforeAll(async () => {
  testEnv = await startTestEnv();
});
afterAll(() => testEnv.close());

// Our wrapper can pass the guard to a script, such as one of pnpm, only in NODE_OPTIONS.
it('starts a script on PATH with the guard in later steps, whatever NODE_OPTIONS and the paths are', async () => {
  const job = testEnv.job();
  const temp = join(job.root, 'it\'s a "temp" with \\ and $HOME');
  const bin = join(job.root, 'programs');
  for (const place of [temp, bin]) mkdirSync(place);
  const program = join(packages.documented, 'bin', 'ntcli.js');
  writeFileSync(join(bin, 'ntcli'), `#!/bin/sh\nexec node '${program}' "$@"\n`, { mode: 0o755 });
  const { token, workspace, server, domain } = testEnv.inputs;
  const main = await job.main(
    { token, workspace, server, domain, 'ntcli-package': 'preinstalled' },
    { env: { PATH: `${bin}${delimiter}${process.env.PATH}`, RUNNER_TEMP: temp } },
  );
  expect(main.code, main.log.join('\n')).toBe(0);

  const [hook, ran] = [join(job.root, 'a hook.cjs'), join(job.root, 'ran')];
  writeFileSync(hook, `require('node:fs').writeFileSync(${JSON.stringify(ran)}, '');`);
  const own = await job.shell('ntcli server list', { env: { NODE_OPTIONS: `--require "${hook}"` } });
  expect(own.code, own.raw).toBe(0);
  // The options of the step count as well.
  expect(existsSync(ran)).toBe(true);

  const other = makeToken();
  for (const options of [undefined, '', '--use-openssl-ca  --no-warnings ', `--require "${hook}"`]) {
    const env = { NODE_OPTIONS: options, NTCLI_TOKEN: other };
    const { code, raw } = await job.shell('ntcli server list', { env });
    expect(raw, options).toContain('signed in with another token than NTCLI_TOKEN');
    expect(code, options).toBe(3);
  }
  const sent = testEnv.platform.requests.map(({ authorization }) => authorization);
  expect(sent).not.toContain(`Bearer ${other}`);
});
