import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesBelow, pathWithNtcli, preinstalled, startPlatformEnv } from './test-env.js';

let testEnv: Awaited<ReturnType<typeof startPlatformEnv>>;
beforeAll(async () => {
  testEnv = await startPlatformEnv({ operatorMs: 0, lagMs: 0, startMs: 0 });
});
afterAll(() => testEnv.close());

const inputs = () => ({ ...testEnv.inputs, ...preinstalled });

const uid = 65_534;
const canSwitch = process.getuid?.() === 0 && spawnSync('setpriv', ['--version']).status === 0;
const asOtherUser = ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'];

/** A job whose container runs as another user than the runner, which owns the command files. */
function containerJob() {
  const job = testEnv.job();
  chmodSync(job.root, 0o755);
  for (const place of Object.values(job.places)) chownSync(place, uid, uid);
  return job;
}

describe.runIf(canSwitch)(
  `a container job of another uid${canSwitch ? '' : ': SKIPPED, needs root and setpriv'}`,
  () => {
    it.each(['ntcli', 'api'])('deploys with %s, and says what later steps do not get', async (sender) => {
      const job = containerJob();
      const { code, annotations, outputs, log } = await job.main(
        { ...inputs(), ...(sender === 'api' ? { 'deploy-with': 'api', 'ntcli-package': '' } : {}) },
        { through: asOtherUser, env: { PATH: pathWithNtcli(job, 'published') } },
      );
      expect(log.at(-1)).toMatch(/✓ my-server deployed and healthy|warning/);
      expect({ code, outputs }).toEqual({ code: 0, outputs: {} });
      const [exported, report] = annotations;
      expect(exported).toMatchObject({
        level: 'warning',
        title: 'Token and ntcli not exported to later steps',
      });
      expect(exported?.message).toMatch(
        /GITHUB_ENV is not writable: EACCES at \S+; \S+ belongs to uid 0 \(mode 0644\), and this process runs as uid 65534/,
      );
      expect(report?.message).toMatch(/GITHUB_OUTPUT is not writable: .*GITHUB_STEP_SUMMARY is not writable/);
      expect(job.exported()).toEqual({});
      // Nothing promises its removal to the post step, so this step removes it.
      expect(readdirSync(job.places.temp)).toEqual([]);
    });

    it('stops `setup`, which has no other purpose', async () => {
      const job = containerJob();
      const { code, annotations } = await job.main(
        { ...inputs(), command: 'setup' },
        { through: asOtherUser, env: { PATH: pathWithNtcli(job, 'published') } },
      );
      expect({ code, title: annotations[0]?.title }).toEqual({
        code: 1,
        title: 'Runner command files are missing',
      });
      expect(annotations[0]?.message).toContain('runs as uid 65534');
    });

    it('names path, owner and uid if RUNNER_TEMP cannot be written', async () => {
      const job = containerJob();
      chownSync(job.places.temp, 0, 0);
      const { code, annotations } = await job.main(inputs(), {
        through: asOtherUser,
        env: { PATH: pathWithNtcli(job, 'published') },
      });
      expect(code).toBe(1);
      expect(annotations.at(-1)?.message).toMatch(
        /EACCES at \S+temp\S*; \S+temp belongs to uid 0 \(mode 0755\), and this process runs as uid 65534/,
      );
    });
  },
);

describe('RUNNER_TEMP', () => {
  it('that does not exist yet is created', async () => {
    const job = testEnv.job();
    const temp = join(job.root, 'not', 'yet');
    const env = { PATH: pathWithNtcli(job, 'published'), RUNNER_TEMP: temp };
    const main = await job.main(inputs(), { env });
    expect({ code: main.code, left: readdirSync(temp).length }).toEqual({ code: 0, left: 1 });
    await job.post(main, { env });
    expect(readdirSync(temp)).toEqual([]);
  });

  it.each([
    ['outside the checkout is resolved', '../relative-temp', 'relative-temp'],
    ['inside it is not used for the session', 'relative-temp', 'temp'],
  ])('that is relative and leads %s', async (_, temp, used) => {
    const job = testEnv.job();
    const env = { PATH: pathWithNtcli(job, 'published'), RUNNER_TEMP: temp };
    const main = await job.main(inputs(), { env });
    expect(main.code).toBe(0);
    expect(main.state.directory).toMatch(new RegExp(`^${job.root}/${used}/ntcli-deploy-`));
    expect((await job.shell('ntcli --version')).code).toBe(0);
    await job.post(main, { env });
    expect(existsSync(main.state.directory ?? '')).toBe(false);
    expect(filesBelow(job.places.checkout)).toEqual([]);
  });
});
