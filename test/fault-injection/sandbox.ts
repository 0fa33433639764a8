import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startJob } from '../fakes/github-runner.js';
import { startNpmRegistry } from '../fakes/npm-registry.js';
import { startPlatform } from '../fakes/platform.js';
import { startScriptedServer } from '../fakes/scripted-server.js';
import { makeToken } from '../fakes/tokens.js';
import { nodes } from '../integration/github/test-env.js';

type JobOptions = NonNullable<Parameters<typeof startJob>[0]>;

/** The token of every sandbox of this process: to prepare the search for all its encodings takes 50 ms. */
export const sandboxToken = makeToken();

/** The isolated environment of one run of one row. */
export type Sandbox = Awaited<ReturnType<typeof createSandbox>>;

/**
 * A platform that accepts one token, another server that must never get it, and a job on a fresh machine.
 *
 * @param timeLimit milliseconds, for rows that wait until the time limit of a deploy is over; by default enough to start
 *   the processes of a deploy on a busy machine
 */
export async function createSandbox(timeLimit = 8_000) {
  const [{ file: node } = { file: process.execPath }] = nodes;
  const token = sandboxToken;
  const platform = await startPlatform();
  platform.tokens.set(token, { access: 'full' });
  /** A server of another party: records all requests, and returns 404. */
  const otherServer = await startScriptedServer(() => ({ status: 404, body: 'Not Found' }));
  const aside = realpathSync(mkdtempSync(join(tmpdir(), 'fault-aside-')));
  const registries: Awaited<ReturnType<typeof startNpmRegistry>>[] = [];
  const startAnotherJob = (options: JobOptions = {}) => {
    const job = startJob({ node, ...options });
    jobs.push(job);
    return job;
  };
  const jobs: ReturnType<typeof startJob>[] = [];
  const signal: { sentAt?: number } = {};
  const notes: unknown[] = [];
  const closers: (() => unknown)[] = [];
  return {
    token,
    timeLimit,
    platform,
    otherServer,
    registries,
    signal,
    /** The job of the row. */
    job: startAnotherJob(),
    /** A second machine, or with `env` a second job on the same one. */
    startAnotherJob,
    /** A new directory outside the job, for recordings of fakes and for files that must stay unchanged. */
    outside(name: string): string {
      const directory = join(aside, name);
      mkdirSync(directory, { recursive: true });
      return directory;
    },
    /** An npm registry with these package directories. */
    async startRegistry(packages: string[]) {
      const registry = await startNpmRegistry({ packages });
      registries.push(registry);
      return registry;
    },
    /** An `onStart` that signals only the entry process, as the runner does, once a condition holds. */
    signalWhen(isSo: () => boolean, name: NodeJS.Signals): (child: ChildProcess) => void {
      return (child) => {
        const timer = setInterval(() => {
          if (!isSo()) return;
          clearInterval(timer);
          signal.sentAt = performance.now();
          child.kill(name);
        }, 10);
        child.once('exit', () => clearInterval(timer));
      };
    },
    /** What a fake of the row has recorded, for its `also`. */
    notes,
    /** Registers cleanup for the end of the row. */
    onEnd(...close: (() => unknown)[]): void {
      closers.push(...close);
    },
    async end() {
      for (const close of closers) await close();
      for (const job of jobs) job.end();
      rmSync(aside, { recursive: true, force: true, maxRetries: 5 });
      await Promise.all([platform, otherServer, ...registries].map((server) => server.close()));
    },
  };
}
