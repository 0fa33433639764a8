import { describe, expect } from 'vitest';
import { workspaceId } from '../../fakes/platform.js';
import { serverSpec } from '../../fakes/platform-registry.js';
import { deploy } from '../../fakes/platform-servers.js';
import type { ScriptedAnswer } from '../../fakes/scripted-server.js';
import { runHere } from '../run-here.js';
import { itWithEnv as it, type PlatformEnv, pathWithNtcli, preinstalled } from './test-env.js';

const deployPath = /\/servers$/;
const details = /^\/v1\/.*\/servers\/echo$/;

/** Deploys `ai.nimbletools/echo` with an ntcli 0.4 on PATH, or without it in this process. */
async function deployWith(sender: 'ntcli' | 'api', env: PlatformEnv, inputs: Record<string, string> = {}) {
  if (sender === 'api') return runHere(env, inputs);
  const job = env.job();
  const result = await job.main(
    { ...env.inputs, ...preinstalled, 'deploy-with': sender, ...inputs },
    { env: { PATH: pathWithNtcli(job, 'published') } },
  );
  return { ...result, requests: env.platform.requests };
}

describe.concurrent.each(['api', 'ntcli'] as const)(
  'an update that the platform refuses, sent with %s',
  (sender) => {
    it('is a refusal, and the hint names `replace`', async ({ env }) => {
      deploy(env.platform, workspaceId, serverSpec('ai.nimbletools/echo', '1.1.0')).phase = 'Running';
      env.platform.options.edition = 'open';
      const { code, annotations, outputs, requests } = await deployWith(sender, env);
      expect({ code, titles: annotations.map(({ title }) => title) }).toEqual({
        code: 6,
        titles: ['The platform cannot update the server'],
      });
      expect(annotations[0]?.message).toContain('Set `replace: true`');
      expect(annotations[0]?.message).toContain(
        'metadata.resourceVersion: Invalid value: 0: must be specified',
      );
      expect(outputs['deploy-status']).toBe('failed');
      expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
      expect(requests.filter(({ method }) => method === 'DELETE')).toEqual([]);
    });
  },
);

describe.concurrent.each(['api', 'ntcli'] as const)(
  'a server error in answer to a deploy sent with %s',
  (sender) => {
    const page = { headers: { 'content-type': 'text/html' }, body: '<html>Bad Gateway</html>' };
    it.for<[string, ScriptedAnswer, number, string]>([
      ['502 of a gateway', { status: 502, ...page }, 8, 'The outcome of the deploy is unknown'],
      [
        '504 of a gateway, in JSON',
        { status: 504, body: { message: 'timed out' } },
        8,
        'The outcome of the deploy is unknown',
      ],
      ['500 without a reason', { status: 500, ...page }, 8, 'The outcome of the deploy is unknown'],
      ['500 with a reason', { status: 500, body: { detail: 'quota used up' } }, 6, 'The deploy was refused'],
    ])('%s, on a server that is as it was before', async ([, answer, exit, title], { env }) => {
      deploy(env.platform, workspaceId, serverSpec('ai.nimbletools/echo', '1.1.0')).phase = 'Running';
      env.platform.script('POST', deployPath, answer);
      const { code, annotations, outputs, requests } = await deployWith(sender, env);
      expect({ code, titles: annotations.map((one) => one.title) }).toEqual({ code: exit, titles: [title] });
      expect(annotations[0]?.message).toContain(exit === 6 ? 'quota used up' : `${answer.status}`);
      expect(outputs['deploy-status']).toBe(exit === 6 ? 'failed' : 'unknown');
      expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
    });
  },
);

describe.concurrent('a body that the API gets', () => {
  it('is announced as JSON', async ({ env }) => {
    const { code, requests } = await deployWith('api', env, { secrets: 'API_KEY=s3cr3t-value' });
    expect(code).toBe(0);
    const sent = requests.filter(({ method }) => method !== 'GET');
    expect(sent.map(({ method, headers }) => [method, headers['content-type']])).toEqual([
      ['PUT', 'application/json'],
      ['POST', 'application/json'],
    ]);
  });
});

describe.concurrent('a refusal that comes as 500', () => {
  it('is quoted by its innermost reason', async ({ env }) => {
    const detail =
      "Deployment error: 1 validation error for MCPServer\ndescription\n  String should have at most 100 characters [type=string_too_long, input_value='xx', input_type=str]\n    For further information visit https://errors.pydantic.dev/2.14/v/string_too_long";
    env.platform.script('POST', deployPath, { status: 500, body: { detail } });
    const { code, annotations } = await deployWith('api', env);
    expect({ code, titles: annotations.map(({ title }) => title) }).toEqual({
      code: 6,
      titles: ['The deploy was refused'],
    });
    expect(annotations[0]?.message).toContain(
      'returned 500: description: String should have at most 100 characters.',
    );
  });
});

describe.concurrent('the state right after a deploy', () => {
  it('is read until the time limit when the platform fails for some seconds', async ({ env }) => {
    const transient = [
      { status: 429, headers: { 'retry-after': '1' } },
      { status: 503 },
      { status: 503 },
      { act: 'reset' as const },
    ];
    env.platform.script('GET', details, { act: 'pass' }, ...transient);
    const { code, outputs } = await deployWith('api', env, { timeout: '30s' });
    expect({ code, health: outputs['health-status'] }).toEqual({ code: 0, health: 'healthy' });
    expect(env.platform.unusedScripts()).toEqual([]);
  });
});
