import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { fakeNtcli } from '../integration/github/test-env.js';
import { watchProcess } from './process-watch.js';
import { createSandbox, type Sandbox } from './sandbox.js';

const megabyte = 1024 * 1024;

/** Starts the engine on GitLab, with an ntcli that prints this many megabytes in lines of 100 characters. */
function start({ job, platform, token }: Sandbox, megabytes: number, stdout: number | 'pipe'): ChildProcess {
  const code = `
    const piece = ('x'.repeat(99) + '\\n').repeat(10000);
    for (let n = 0; n < ${megabytes}; n++) await new Promise((done) => process.stdout.write(piece, done));
    console.log('Deployment successful!');`;
  return spawn(process.execPath, [resolve('dist/ntcli-deploy.mjs')], {
    cwd: job.places.checkout,
    stdio: ['ignore', stdout, 'inherit'],
    env: {
      PATH: fakeNtcli(job, '0.4.4', code),
      HOME: job.places.home,
      TMPDIR: job.places.temp,
      GITLAB_CI: 'true',
      CI_PROJECT_DIR: job.places.checkout,
      NTCLI_TOKEN: token,
      NTCLI_WORKSPACE: 'my-workspace',
      NTCLI_SERVER: 'ai.nimbletools/echo',
      NTCLI_DOMAIN: platform.domain,
      NTCLI_PACKAGE: 'preinstalled',
      NTCLI_WAIT: 'false',
    },
  });
}

/** Reads at most this many bytes per second, and returns the total. */
async function readSlowly(stream: Readable, bytesPerSecond: number): Promise<number> {
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    await new Promise((done) => setTimeout(done, (chunk.length / bytesPerSecond) * 1000));
  }
  return bytes;
}

// Not in the table, because its runner keeps the whole log.
it('an ntcli that prints 100 MB in lines is passed on completely, within 150 MB of memory', async () => {
  const sandbox = await createSandbox();
  const log = join(sandbox.outside('log'), 'log');
  const file = openSync(log, 'w');
  try {
    const child = start(sandbox, 105, file);
    const watch = watchProcess(child.pid ?? 0);
    const exit = await new Promise((done) => child.once('exit', done));
    watch.stop();
    console.log(`Peak memory at 100 MB of output in lines: ${Math.round(watch.peakMemory() / 1024)} MiB`);
    // Nothing was actually deployed.
    expect(exit).toBe(6);
    expect(statSync(log).size).toBeGreaterThan(100 * megabyte);
    expect(watch.peakMemory() / 1024).toBeLessThan(150);
  } finally {
    closeSync(file);
    await sandbox.end();
  }
});

it('an ntcli that prints 50 MB faster than the log is read is passed on completely, within 150 MB of memory', async () => {
  const sandbox = await createSandbox();
  try {
    const child = start(sandbox, 50, 'pipe');
    const watch = watchProcess(child.pid ?? 0);
    const ended = new Promise((done) => child.once('close', done));
    const bytes = child.stdout ? await readSlowly(child.stdout, 12 * megabyte) : 0;
    const exit = await ended;
    watch.stop();
    console.log(`Peak memory at 50 MB, read slowly: ${Math.round(watch.peakMemory() / 1024)} MiB`);
    expect(exit).toBe(6);
    expect(bytes).toBeGreaterThan(50 * 1_000_000);
    expect(watch.peakMemory() / 1024).toBeLessThan(150);
  } finally {
    await sandbox.end();
  }
});
