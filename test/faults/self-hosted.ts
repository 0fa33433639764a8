import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { pathWithNtcli } from '../action/stage.js';
import type { StepResult } from '../stand-ins/github-runner.js';
import { makeToken } from '../stand-ins/tokens.js';
import { deployed, deployPath, rows } from './common.js';

const otherToken = makeToken();

export const selfHostedAttacks = rows('Self-hosted machines', [
  {
    what: 'two jobs at once with one HOME, one temporary directory, one tool cache and two tokens',
    expected: 'each deploys with its own token, and sees nothing of the other',
    arrange(scene) {
      const { platform, job } = scene;
      platform.tokens.set(otherToken, { access: 'full' });
      const { home, temp, toolCache } = job.places;
      const other = scene.startAnotherJob({
        env: { HOME: home, USERPROFILE: home, RUNNER_TEMP: temp, TMPDIR: temp, RUNNER_TOOL_CACHE: toolCache },
      });
      const env = { PATH: pathWithNtcli(other, 'published') };
      const inputs = {
        token: otherToken,
        workspace: 'my-workspace',
        server: 'acme/echo',
        domain: platform.domain,
        'ntcli-package': 'preinstalled',
      };
      const others: { main?: Promise<StepResult> } = {};
      return {
        onStart() {
          others.main = other.main(inputs, { env });
        },
        async afterMain(main) {
          const othersMain = await others.main;
          if (!othersMain) throw new Error('The other job did not start.');
          expect(othersMain.outputs).toMatchObject({ 'deploy-status': 'deployed' });
          expect(othersMain.outputs['ntcli-path']).not.toBe(main.outputs['ntcli-path']);
          expect(othersMain.raw).not.toContain(scene.token);
          await other.post(othersMain, { env });
        },
        secrets: [otherToken],
      };
    },
    expect: {
      ...deployed,
      also({ scene }) {
        const posts = scene.platform.requests.filter(({ method }) => method === 'POST');
        expect(
          Object.fromEntries(posts.map(({ body, authorization }) => [nameOf(body), authorization])),
        ).toEqual({
          'my-server': `Bearer ${scene.token}`,
          'acme/echo': `Bearer ${otherToken}`,
        });
      },
    },
  },
  {
    what: 'links laid in the temporary directory under every name that can be guessed',
    expected: 'none is followed; the deploy is done',
    arrange({ job, outside }) {
      for (const name of [
        'ntcli-deploy',
        'ntcli-deploy-',
        'ntcli-deploy-1',
        'ntcli',
        '.ntcli',
        'npm',
        'home',
        'session',
      ])
        symlinkSync(outside('lured'), join(job.places.temp, name));
      return {
        async afterMain(main) {
          expect(main.outputs['ntcli-path']).toMatch(
            /ntcli-deploy-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/,
          );
          expect(readdirSync(outside('lured'))).toEqual([]);
          await job.shell('find "$RUNNER_TEMP" -type l -delete');
        },
      };
    },
    expect: { ...deployed },
  },
  {
    what: 'the session of ntcli, while the job goes on',
    expected: 'readable by this user alone (0700, its file 0600)',
    arrange: ({ job }) => ({
      async afterMain() {
        const { raw } = await job.shell(
          'find "$RUNNER_TEMP" -mindepth 1 -perm /077 -not -type l -printf "%m %y %P\\n" | grep -v /bin/ || true',
        );
        const open = raw.split('\n').filter(Boolean);
        expect(
          open.filter((line) => !/ d /.test(line)),
          'files that others may read',
        ).toEqual([]);
      },
    }),
    expect: deployed,
  },
  {
    what: 'the main step killed (SIGKILL) in the middle of a deploy',
    expected: 'the post step removes the session with the token',
    arrange(scene) {
      scene.platform.script('POST', deployPath, { act: 'hang' });
      const isSent = () => scene.platform.requests.some(({ method }) => method === 'POST');
      return { onStart: scene.signalWhen(isSent, 'SIGKILL') };
    },
    expect: { exit: null, title: null },
  },
  {
    what: 'what a killed job of long ago left in HOME: an ntcli configuration of another user',
    expected: 'not read, not changed; the deploy is done with the token of this job',
    arrange({ job }) {
      mkdirSync(join(job.places.home, '.ntcli'));
      return { inputs: {} };
    },
    expect: {
      ...deployed,
      also: ({ scene }) => expect(readdirSync(join(scene.job.places.home, '.ntcli'))).toEqual([]),
    },
  },
]);

function nameOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'name' in body ? `${body.name}` : '';
}
