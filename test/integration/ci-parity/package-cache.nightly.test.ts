import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import tree from '../../../src/ntcli/install/lockfile.json' with { type: 'json' };
import { product } from '../../../src/schema/constants.js';
import { expandJob, readConfig } from '../../fakes/circleci-expand.js';
import { startProject } from '../../fakes/circleci-run.js';
import { startNpmRegistry } from '../../fakes/npm-registry.js';
import { configuredRegistry } from '../../fakes/npm-upstream.js';
import { runProcess } from '../../fakes/run-process.js';
import { filesWith, packages, startTestEnv } from '../github/test-env.js';

const engine = resolve('dist/ntcli-deploy.mjs');
const all = Object.keys(tree.packages).length;

let testEnv: Awaited<ReturnType<typeof startTestEnv>>;
let registry: Awaited<ReturnType<typeof startNpmRegistry>>;
beforeAll(async () => {
  testEnv = await startTestEnv();
  registry = await startNpmRegistry({ packages: [packages.published], upstream: configuredRegistry() });
});
afterAll(() => Promise.all([testEnv.close(), registry.close()]));

/** The tarballs below ntcli that npm asks for while a job runs. */
async function askedIn<Result>(job: () => Promise<Result>): Promise<{ asked: number; result: Result }> {
  const before = registry.requests.length;
  const result = await job();
  const tarballs = registry.requests.slice(before).map(({ path }) => decodeURIComponent(path));
  const below = tarballs.filter((path) => path.endsWith('.tgz') && !path.startsWith('/@nimbletools/'));
  return { asked: below.length, result };
}

describe('GitLab', () => {
  /** A job in a new clone, into which GitLab has put the directory that an earlier job left. */
  async function job(kept: string | undefined, more: Record<string, string> = {}) {
    const directory = mkdtempSync(join(tmpdir(), 'gitlab-'));
    const checkout = join(directory, 'checkout');
    cpSync(kept ?? resolve('test/fakes/ntcli-0.4'), kept ? join(checkout, product.files.cache) : checkout, {
      recursive: true,
    });
    const { code, output: log } = await runProcess(process.execPath, [engine], {
      cwd: checkout,
      env: {
        PATH: process.env.PATH,
        HOME: directory,
        TMPDIR: directory,
        GITLAB_CI: 'true',
        CI_PROJECT_DIR: checkout,
        NTCLI_TOKEN: testEnv.token,
        NTCLI_WORKSPACE: testEnv.inputs.workspace,
        NTCLI_SERVER: testEnv.inputs.server,
        NTCLI_DOMAIN: testEnv.inputs.domain,
        NTCLI_NPM_REGISTRY: registry.url,
        ...more,
      },
    });
    expect(code, log).toBe(0);
    const left = join(checkout, product.files.cache);
    return { directory, left, log };
  }

  it('carries the packages from job to job, even if others replace them, and nothing secret', async () => {
    const none = await askedIn(() => job(undefined, { NTCLI_CACHE: 'false' }));
    const first = await askedIn(() => job(undefined));
    const second = await askedIn(() => job(first.result.left));
    try {
      expect(none.asked).toBe(all);
      expect(existsSync(none.result.left)).toBe(false);
      expect(first.asked).toBe(all);
      expect(filesWith(testEnv.token, first.result.left)).toEqual([]);
      expect(second.asked).toBe(0);
      expect(second.result.log).toMatch(/Restored packages from \.ntcli-cache \(\d/);

      const [name = ''] = readdirSync(first.result.left);
      const genuine = readFileSync(join(first.result.left, name));
      writeFileSync(join(first.result.left, name), genuine.subarray(0, 1_000_000));
      const third = await askedIn(() => job(first.result.left));
      expect(third.asked).toBeGreaterThan(0);
      expect(readFileSync(join(third.result.left, name)).equals(genuine)).toBe(true);
      rmSync(third.result.directory, { recursive: true, force: true });
    } finally {
      for (const { result } of [none, first, second]) {
        rmSync(result.directory, { recursive: true, force: true });
      }
    }
  }, 400_000);
});

describe('CircleCI', () => {
  it('carries the packages from job to job if asked, and no empty cache of a job that was skipped', async () => {
    const project = startProject();
    const source = { source: readConfig(readFileSync('templates/circleci/orb.yml', 'utf8')), orbs: {} };
    const { workspace, server, domain } = testEnv.inputs;
    const { steps } = expandJob(source, 'deploy', {
      workspace,
      server,
      domain,
      engine,
      'engine-sha256': createHash('sha256').update(readFileSync(engine)).digest('hex'),
      'npm-registry': registry.url,
      'on-missing-token': 'skip',
      cache: true,
    });
    try {
      const skipped = await project.run(steps);
      expect(skipped.code, skipped.steps[0]?.log).toBe(0);
      const run = () => project.run(steps, { context: { NTCLI_TOKEN: testEnv.token } });
      const first = await askedIn(run);
      expect(first.result.code, first.result.steps[0]?.log).toBe(0);
      const second = await askedIn(run);
      expect(second.result.code).toBe(0);
      expect([first.asked, second.asked]).toEqual([all, 0]);
    } finally {
      project.end();
    }
  }, 400_000);
});
