import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startSilence } from '../../fakes/network.js';
import { workspaceId } from '../../fakes/platform.js';
import { serverSpec } from '../../fakes/platform-registry.js';
import { deploy } from '../../fakes/platform-servers.js';
import { firstRows } from '../../nightly.js';
import { filesBelow, minimalVersion, pathWithNtcli, preinstalled, startPlatformEnv } from './test-env.js';

let testEnv: Awaited<ReturnType<typeof startPlatformEnv>>;
beforeAll(async () => {
  testEnv = await startPlatformEnv();
});
afterAll(() => testEnv.close());

/** Sends a signal to the entry process alone, as the runner does, once the fake has seen a request. */
async function signalWhen(
  seen: () => boolean,
  signal: NodeJS.Signals,
  inputs: Record<string, string>,
  path?: string,
) {
  const job = testEnv.job();
  const env = path === 'ntcli' ? { PATH: pathWithNtcli(job, 'published') } : {};
  const main = await job.main(
    { ...testEnv.inputs, ...inputs },
    {
      env,
      onStart(child) {
        const timer = setInterval(() => {
          if (!seen()) return;
          clearInterval(timer);
          child.kill(signal);
        }, 20);
        child.once('exit', () => clearInterval(timer));
      },
    },
  );
  return { ...main, job };
}

describe('a cancel', () => {
  it.each(
    firstRows(1, [
      ['SIGINT', 130, 'Cancelled'],
      ['SIGTERM', 143, 'Terminated'],
    ] as const),
  )('by %s while npm is waiting ends with %i and leaves nothing', async (signal, exit, title) => {
    const registry = await startSilence();
    onTestFinished(registry.close);
    const { code, annotations, job } = await signalWhen(() => registry.connections() > 0, signal, {
      'npm-registry': `http://127.0.0.1:${registry.port}`,
      'ntcli-version': minimalVersion,
    });
    expect({ code, title: annotations.map((one) => one.title) }).toEqual({ code: exit, title: [title] });
    expect(filesBelow(job.places.temp)).toEqual([]);
    expect(filesBelow(job.places.toolCache)).toEqual([]);
  });

  it('while a deploy is waiting is reported, and nothing is sent again', async () => {
    testEnv.platform.script('POST', /servers$/, { act: 'hang' });
    const posts = () => testEnv.platform.requests.filter(({ method }) => method === 'POST').length;
    const before = posts();
    const inputs = {
      ...preinstalled,
      server: 'ai.nimbletools/echo, io.acme/weather',
    };
    const { code, outputs, job, ...main } = await signalWhen(
      () => posts() > before,
      'SIGINT',
      inputs,
      'ntcli',
    );
    expect(code).toBe(130);
    expect(outputs['deploy-status']).toBe('unknown');
    expect(JSON.parse(outputs.servers ?? '')).toMatchObject([
      { server: 'ai.nimbletools/echo', deployStatus: 'unknown' },
      { server: 'io.acme/weather', deployStatus: 'skipped' },
    ]);
    expect(posts()).toBe(before + 1);
    await job.post({ code, outputs, ...main });
    expect(filesBelow(job.places.temp)).toEqual([]);
  });

  it('after `replace` removed a server reports the removal', async () => {
    const { platform } = testEnv;
    deploy(platform, workspaceId, serverSpec('ai.nimbletools/echo', '1.0.0'));
    platform.options.deleteMs = 30_000;
    const isRemoving = () => platform.requests.some(({ method }) => method === 'DELETE');
    const inputs = { 'deploy-with': 'api', replace: 'true' };
    const { code, annotations } = await signalWhen(isRemoving, 'SIGTERM', inputs);
    expect(code).toBe(143);
    expect(annotations.map(({ title }) => title)).toContain('The removal was not confirmed in time');
    platform.options.deleteMs = 0;
    platform.servers.clear();
  });

  it('after `replace` removed a server, while the deploy is waiting, reports that it was removed', async () => {
    const { platform } = testEnv;
    platform.requests.length = 0;
    deploy(platform, workspaceId, serverSpec('ai.nimbletools/echo', '1.0.0'));
    platform.script('POST', /servers$/, { act: 'hang' });
    const isSent = () => platform.requests.some(({ method }) => method === 'POST');
    const { code, annotations } = await signalWhen(isSent, 'SIGTERM', {
      'deploy-with': 'api',
      replace: 'true',
    });
    expect(code).toBe(143);
    expect(annotations.map(({ title }) => title)).toEqual([
      'The outcome of the deploy is unknown',
      'Terminated',
    ]);
    expect(annotations[0]?.message).toContain('ai.nimbletools/echo was removed for `replace`.');
    platform.servers.clear();
  });

  it('while a workspace is being created reports that it may exist', async () => {
    const { platform } = testEnv;
    platform.requests.length = 0;
    platform.script('POST', /\/workspaces$/, { act: 'hang' });
    const isSent = () => platform.requests.some(({ method }) => method === 'POST');
    const { code, annotations } = await signalWhen(isSent, 'SIGTERM', {
      'deploy-with': 'api',
      workspace: 'pr-1',
      'create-workspace': 'true',
    });
    expect(code).toBe(143);
    expect(annotations.map(({ title }) => title)).toEqual([
      'It is unknown whether the workspace was created',
      'Terminated',
    ]);
    expect(annotations[0]?.message).toMatch(/^pr-1: /);
  });

  it('while a server is coming up does not call it unhealthy', async () => {
    testEnv.platform.options.startMs = Number.POSITIVE_INFINITY;
    const polls = () =>
      testEnv.platform.requests.filter(({ path }) => /v1.*servers\/weather$/.test(path)).length;
    const inputs = {
      ...preinstalled,
      server: 'io.acme/weather',
    };
    const { code, outputs } = await signalWhen(() => polls() > 3, 'SIGTERM', inputs, 'ntcli');
    delete testEnv.platform.options.startMs;
    expect(code).toBe(143);
    expect(outputs).toMatchObject({ 'deploy-status': 'deployed', 'health-status': 'unknown' });
  });
});
