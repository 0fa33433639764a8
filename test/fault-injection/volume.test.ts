import { spawn } from 'node:child_process';
import { closeSync, openSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { fakeNtcli } from '../integration/github/test-env.js';
import { watchProcess } from './process-watch.js';
import { setFaultScene } from './sandbox.js';

const megabyte = 1024 * 1024;

// Apart from the table, whose runner keeps the whole log.
it('an ntcli that prints 100 MB in lines is passed on whole, within 150 MB of memory', async () => {
  const scene = await setFaultScene();
  const log = join(scene.outside('log'), 'log');
  const file = openSync(log, 'w');
  try {
    const { job, platform, token } = scene;
    const code = `
      const piece = ('x'.repeat(99) + '\\n').repeat(10000);
      for (let n = 0; n < 105; n++) await new Promise((done) => process.stdout.write(piece, done));
      console.log('Deployment successful!');`;
    const child = spawn(process.execPath, [resolve('dist/ntcli-deploy.mjs')], {
      cwd: job.places.checkout,
      stdio: ['ignore', file, file],
      env: {
        PATH: fakeNtcli(job, '0.4.4', code),
        HOME: job.places.home,
        TMPDIR: job.places.temp,
        GITLAB_CI: 'true',
        CI_PROJECT_DIR: job.places.checkout,
        NTCLI_TOKEN: token,
        NTCLI_WORKSPACE: 'my-workspace',
        NTCLI_SERVER: 'my-server',
        NTCLI_DOMAIN: platform.domain,
        NTCLI_PACKAGE: 'preinstalled',
        NTCLI_WAIT: 'false',
      },
    });
    const watch = watchProcess(child.pid ?? 0);
    const exit = await new Promise((done) => child.once('exit', done));
    watch.stop();
    console.log(`Peak memory at 100 MB of output in lines: ${Math.round(watch.peakMemory() / 1024)} MiB`);
    // Nothing was really deployed.
    expect(exit).toBe(6);
    expect(statSync(log).size).toBeGreaterThan(100 * megabyte);
    expect(watch.peakMemory() / 1024).toBeLessThan(150);
  } finally {
    closeSync(file);
    await scene.end();
  }
});
