import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, filesWith, packages, pathWithNtcli } from '../integration/github/test-env.js';
import { makeOlder } from '../make-older.js';
import { kill, treeOf } from './cache-stress/kills.js';
import { runEngine } from './run-engine.js';
import { createSandbox, type Sandbox } from './sandbox.js';

const hour = 3_600;

/** Kills a process and all its descendants, like a power failure. */
function killAllWhen(isSo: () => boolean) {
  return (child: import('node:child_process').ChildProcess) => {
    const timer = setInterval(() => {
      if (!isSo() || child.pid === undefined) return;
      clearInterval(timer);
      for (const pid of treeOf(child.pid)) kill(pid);
    }, 10);
    child.once('exit', () => clearInterval(timer));
  };
}

const githubInputs = ({ token, platform }: Sandbox) => ({
  token,
  workspace: 'my-workspace',
  server: 'ai.nimbletools/echo',
  domain: platform.domain,
});

async function inSandbox(body: (sandbox: Sandbox) => Promise<void>): Promise<void> {
  const sandbox = await createSandbox();
  await body(sandbox).finally(sandbox.end);
}

describe.concurrent('after SIGKILL of all processes', () => {
  it('while ntcli deploys on GitHub, the post step removes leftovers', () =>
    inSandbox(async (sandbox) => {
      const { job, platform, token } = sandbox;
      platform.script('POST', /\/servers$/, { act: 'hang' });
      const main = await job.main(
        { ...githubInputs(sandbox), 'ntcli-package': 'preinstalled' },
        {
          env: { PATH: pathWithNtcli(job, 'published') },
          onStart: killAllWhen(() => platform.requests.some(({ method }) => method === 'POST')),
        },
      );
      expect(main.code).toBe(null);
      expect(main.outputs).toMatchObject({ 'deploy-status': 'unknown', 'server-id': 'echo' });
      expect(main.outputs['server-url']).toMatch(/^http.*\/echo\/mcp$/);
      expect(filesWith(token, job.places.temp)).not.toEqual([]);
      await job.post(main);
      expect(readdirSync(job.places.temp)).toEqual([]);
    }));

  it('while ntcli deploys elsewhere, a run on the next day removes leftovers, and one on the same day does not', () =>
    inSandbox(async (sandbox) => {
      const { job, platform } = sandbox;
      const run = () => runEngine(sandbox);
      platform.script('POST', /\/servers$/, { act: 'hang' });
      const isSent = () => platform.requests.some(({ method }) => method === 'POST');
      await runEngine(sandbox, { onStart: killAllWhen(isSent) });
      const [left = '', ...more] = readdirSync(job.places.temp);
      expect(more).toEqual([]);
      expect((await run()).code).toBe(0);
      expect(readdirSync(job.places.temp)).toEqual([left]);
      makeOlder(join(job.places.temp, left), 25 * hour);
      expect((await run()).code).toBe(0);
      expect(readdirSync(job.places.temp)).toEqual([]);
    }));

  it('while npm installs, an install one hour later removes leftovers in the cache', () =>
    inSandbox(async (sandbox) => {
      const { job } = sandbox;
      const registry = await sandbox.startRegistry([packages.documented]);
      registry.script('GET', /\.tgz$/, { act: 'hang' });
      const inputs = {
        ...githubInputs(sandbox),
        command: 'setup',
        'ntcli-version': '1.0.0',
        'npm-registry': registry.url,
      };
      const isAtWork = () => registry.requests.some(({ path }) => path.endsWith('.tgz'));
      await job.main(inputs, { onStart: killAllWhen(isAtWork) });
      const [tool = ''] = readdirSync(job.places.toolCache);
      const place = join(job.places.toolCache, tool);
      const [left = '', ...more] = readdirSync(place);
      expect({ left, more }).toEqual({ left: expect.stringMatching(/^\.new-/), more: [] });
      makeOlder(join(place, left), 2 * hour);
      expect((await job.main(inputs)).code).toBe(0);
      expect(readdirSync(place)).toEqual(['1.0.0']);
      expect(filesBelow(place).filter((path) => path.includes('.new-'))).toEqual([]);
    }));
});
