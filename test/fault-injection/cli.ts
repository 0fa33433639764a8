import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Expected } from './fault.js';
import { deploys, withNtcli } from './fixtures.js';
import { deployed, endsWith, rows } from './helpers.js';
import type { Observation } from './run-fault.js';
import type { Sandbox } from './sandbox.js';

/** Puts an ntcli on PATH that runs this code for `server deploy`. */
const running =
  (code: string, inputs: Record<string, string> = {}) =>
  (sandbox: Sandbox) => ({ inputs, ...withNtcli(sandbox, code) });

const timeout = 3_000;
const inTime = { timeout: `${timeout / 1000}s` };

/**
 * Starting Node.js and looking up the workspace happen before the time limit starts. Most of it is for a much slower
 * machine: a run that does not stop takes an hour.
 */
const before = 25_000;

const unknown: Expected = endsWith('deploy-unknown', { 'deploy-status': 'unknown' });
const unknownInTime: Expected = {
  ...unknown,
  also: ({ duration }) => expect(duration).toBeLessThan(timeout + 5_000 + before),
};

/** A file with a letter for each start of ntcli. */
function startsOf({ outside }: Sandbox): string {
  return join(outside('starts'), 'starts');
}

/** The process whose id the code wrote to a file of the job must be gone, or be a zombie. */
function expectGone({ sandbox }: Observation): void {
  const pid = readFileSync(join(sandbox.outside('grandchild'), 'pid'), 'utf8');
  let state = '';
  try {
    state = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) (\w).*$/s, '$1');
  } catch {
    // Gone.
  }
  expect(['', 'Z', 'X']).toContain(state);
}

/** Code that leaves a process which keeps the pipe open for an hour. */
const leavesGrandchild = ({ outside }: Sandbox, options: string) => `
  import { spawn } from 'node:child_process';
  import { writeFileSync } from 'node:fs';
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 3600000)'], { stdio: 'inherit' ${options} });
  writeFileSync(${JSON.stringify(join(outside('grandchild'), 'pid'))}, String(child.pid));
  child.unref();
  ${deploys}`;

export const cliFaults = rows('CLI', [
  {
    what: 'reports `--workspace` as unknown, and hangs',
    expected: 'stopped once, after `timeout`: exit 8, outcome unknown',
    arrange: (sandbox) =>
      running(
        `import { appendFileSync } from 'node:fs';
         appendFileSync(${JSON.stringify(startsOf(sandbox))}, 'x');
         console.log("error: unknown option '--workspace'");
         setInterval(() => {}, 1000);`,
        inTime,
      )(sandbox),
    expect: {
      ...unknownInTime,
      also(seen) {
        unknownInTime.also?.(seen);
        expect(readFileSync(startsOf(seen.sandbox), 'utf8'), 'starts of ntcli').toBe('x');
      },
    },
  },
  {
    what: 'deploys after the platform reported `--workspace` as unknown',
    expected: 'sent once: exit 0',
    arrange: running(`console.log("note: unknown option '--workspace' of the server"); ${deploys}`),
    expect: deployed,
  },
  {
    what: 'loses the response for a server whose id is a word of its output',
    expected: 'exit 8, outcome unknown',
    arrange: running(`console.error('Unable to connect to the API'); process.exit(1);`, {
      server: 'connect',
    }),
    expect: unknown,
  },
  {
    what: 'hangs',
    expected: 'stopped after `timeout`: exit 8, outcome unknown',
    arrange: running('setInterval(() => {}, 1000)', inTime),
    expect: { ...unknownInTime, log: ['ntcli did not finish in time'] },
  },
  {
    what: 'hangs and ignores SIGTERM and SIGINT',
    expected: 'killed within 5 s after `timeout`: exit 8, outcome unknown',
    arrange: running(
      "for (const one of ['SIGINT', 'SIGTERM']) process.on(one, () => {}); setInterval(() => {}, 1000)",
      inTime,
    ),
    expect: { ...unknownInTime, log: ['ntcli did not finish in time'] },
  },
  {
    what: 'deploys, and then hangs',
    expected: 'the new server on the platform counts: deployed',
    arrange: running(`${deploys} setInterval(() => {}, 1000)`, { timeout: '6s', wait: 'false' }),
    expect: { ...deployed, log: ['the server now exists on the platform'] },
  },
  ...['SIGSEGV', 'SIGKILL'].map((signal) => ({
    what: `dies by ${signal}`,
    expected: 'exit 8, outcome unknown',
    arrange: running(`process.kill(process.pid, '${signal}'); setInterval(() => {}, 1000)`),
    expect: unknown,
  })),
  {
    what: 'leaves a process that keeps its output open',
    expected: 'deployed without waiting for it, and it is stopped',
    arrange: (sandbox) => running(leavesGrandchild(sandbox, ''))(sandbox),
    expect: { ...deployed, also: expectGone },
  },
  {
    what: 'leaves a process in another process group that keeps its output open',
    expected: 'deployed without waiting for it',
    arrange(sandbox) {
      sandbox.onEnd(() => {
        try {
          process.kill(Number(readFileSync(join(sandbox.outside('grandchild'), 'pid'), 'utf8')), 'SIGKILL');
        } catch {
          // Already gone.
        }
      });
      return running(leavesGrandchild(sandbox, ', detached: true'))(sandbox);
    },
    expect: deployed,
  },
  {
    what: 'prints 100 MB without a newline',
    nightly: '100 MB',
    expected: 'deployed, one truncated line, memory under 150 MB',
    arrange: running(`
      const piece = 'x'.repeat(1024 * 1024);
      for (let n = 0; n < 100; n++) await new Promise((done) => process.stdout.write(piece, done));
      process.stdout.write('\\n');
      ${deploys}`),
    expect: {
      ...deployed,
      log: [/more bytes/],
      also({ peakMemory, main }) {
        expect(main.raw.length).toBeLessThan(1024 * 1024);
        expect(peakMemory, 'MiB').toBeLessThan(150);
      },
    },
  },
  {
    what: 'prints invalid UTF-8, and characters split over writes',
    expected: 'deployed; invalid bytes shown as U+FFFD',
    arrange: running(`
      const say = (bytes) => new Promise((done) => process.stdout.write(Buffer.from(bytes), () => setTimeout(done, 30)));
      await say([0x61, 0xff, 0xfe, 0x62, 0x0a, 0xe2, 0x82]);
      await say([0xac, 0x0a]);
      ${deploys}`),
    expect: { ...deployed, log: ['a\uFFFD\uFFFDb', '€'] },
  },
  {
    what: 'prompts and waits for input',
    expected: 'stdin is closed: exit 8, outcome unknown, no wait',
    arrange: running(`
      import { createInterface } from 'node:readline';
      const lines = createInterface({ input: process.stdin });
      process.stdout.write('Deploy to production? [y/N] ');
      lines.once('close', () => process.exit(0));`),
    expect: { ...unknown, log: ['Deploy to production?', 'did not report a deploy'] },
  },
  {
    what: 'is not a program',
    expected: 'exit 6, nothing deployed',
    arrange: running('this is not JavaScript'),
    expect: {
      ...endsWith('deploy-refused', { 'deploy-status': 'failed' }),
      also: ({ sandbox }) => expect(sandbox.platform.servers.size).toBe(0),
    },
  },
]);
