import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join, resolve, win32 } from 'node:path';
import { test } from 'vitest';
import { startJob } from '../../fakes/github-runner.js';
import { minimalVersion, withMinimalNtcli } from '../../fakes/minimal-ntcli.js';
import { startNpmRegistry } from '../../fakes/npm-registry.js';
import { startPlatform } from '../../fakes/platform.js';
import { makeToken } from '../../fakes/tokens.js';
import { githubNode } from '../../github-node.js';
import { machineNode } from '../../machine-node.js';
import { runsAll } from '../../nightly.js';
import { isPosix } from '../../posix.js';

export { minimalVersion };

type Job = ReturnType<typeof startJob>;

/** The directories of the two fake packages. */
export const packages = {
  published: resolve('test/fakes/ntcli-0.4'),
  documented: resolve('test/fakes/ntcli-documented'),
};

/** The Node.js versions that the bundle is run with: GitHub's, and the one of this machine. */
export const nodes = [
  { node: 'GitHub runtime', file: githubNode },
  ...(runsAll ? [{ node: 'Node.js of this machine', file: machineNode }] : []),
];

/** Inputs for an ntcli that is on PATH already, which takes a tenth of the time of an install. */
export const preinstalled = { 'npm-registry': '', 'ntcli-version': '', 'ntcli-package': 'preinstalled' };

interface ActionOptions {
  /** By default, a machine of its own. */
  readonly job?: Job;
  /** The ntcli on PATH that the action uses. Absent: the inputs decide. */
  readonly ntcli?: keyof typeof packages;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** A local platform with one token, and jobs that use it. */
export async function startPlatformEnv(options: Parameters<typeof startPlatform>[0] = {}) {
  const token = makeToken();
  const platform = await startPlatform(options);
  platform.tokens.set(token, { access: 'full' });
  const jobs: Job[] = [];
  /** What a user would write in `with:` for the fake. */
  const inputs = { token, workspace: 'my-workspace', server: 'ai.nimbletools/echo', domain: platform.domain };
  const startOwnJob = (options: Parameters<typeof startJob>[0] = {}): Job => {
    const job = startJob({ node: githubNode, ...options });
    jobs.push(job);
    return job;
  };
  return {
    token,
    platform,
    inputs,
    job: startOwnJob,
    /** Runs the main step of the action. `requests` are those that the platform got during the step. */
    async runAction(
      more: Readonly<Record<string, string>> = {},
      { job = startOwnJob(), ntcli, env = {} }: ActionOptions = {},
    ) {
      const before = platform.requests.length;
      const result = await job.main(
        { ...inputs, ...(ntcli && { 'ntcli-package': 'preinstalled' }), ...more },
        { env: { ...(ntcli && { PATH: pathWithNtcli(job, ntcli) }), ...env } },
      );
      return { ...result, job, requests: platform.requests.slice(before) };
    },
    async close() {
      for (const job of jobs) job.end();
      await platform.close();
    },
  };
}

export type PlatformEnv = Awaited<ReturnType<typeof startPlatformEnv>>;

/** `it` for tests that run at the same time: each gets a platform of its own, as `env`. */
export const itWithEnv = test.extend<{ env: PlatformEnv }>({
  env: async ({ onTestFinished }, use) => {
    const env = await startPlatformEnv();
    onTestFinished(env.close);
    await use(env);
  },
});

/** A local platform, and an npm registry with both dialects of ntcli. */
export async function startTestEnv() {
  const env = await startPlatformEnv();
  const registry = await withMinimalNtcli((minimal) =>
    startNpmRegistry({ packages: [minimal, packages.documented] }),
  );
  return {
    ...env,
    registry,
    inputs: { ...env.inputs, 'npm-registry': registry.url, 'ntcli-version': minimalVersion },
    async close() {
      await Promise.all([env.close(), registry.close()]);
    },
  };
}

/** A PATH on which the job finds an `ntcli` that was installed before, which makes a run fast. */
export function pathWithNtcli(job: Job, dialect: keyof typeof packages): string {
  const bin = join(job.root, `bin-${dialect}`);
  if (!existsSync(bin)) linkNtcli(packages[dialect], 'bin/ntcli.js', bin);
  return `${bin}${delimiter}${process.env.PATH}`;
}

/** A PATH with an ntcli that runs this code, whatever it is told. */
export function fakeNtcli(job: Job, version: string, code: string): string {
  const home = join(job.root, 'fake-ntcli');
  mkdirSync(join(home, 'bin'), { recursive: true });
  const manifest = { name: '@nimbletools/ntcli', version, type: 'module', bin: { ntcli: 'run.js' } };
  writeFileSync(join(home, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(home, 'run.js'), code);
  linkNtcli(home, 'run.js', join(home, 'bin'));
  return `${join(home, 'bin')}${delimiter}${process.env.PATH}`;
}

/** Puts a command `ntcli` into a directory as npm does: a symlink, or on Windows `ntcli.cmd` beside `node_modules`. */
function linkNtcli(from: string, script: string, bin: string): void {
  mkdirSync(bin, { recursive: true });
  if (isPosix) {
    symlinkSync(join(from, script), join(bin, 'ntcli'));
    return;
  }
  const copy = join('node_modules', '@nimbletools', 'ntcli');
  const parts = readdirSync(from).filter((name) => join(from, name) !== bin);
  for (const name of parts) cpSync(join(from, name), join(bin, copy, name), { recursive: true });
  writeFileSync(join(bin, 'ntcli.cmd'), `@node "%~dp0\\${win32.join(copy, script)}" %*\r\n`);
}

/** All files below a directory, by their path from there. */
export function filesBelow(directory: string): string[] {
  const entries = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  return entries.filter((entry) => statSync(join(directory, entry)).isFile()).sort();
}

/** The files below a directory that contain a text. */
export function filesWith(text: string, directory: string): string[] {
  return filesBelow(directory).filter((file) => readFileSync(join(directory, file)).includes(text));
}
