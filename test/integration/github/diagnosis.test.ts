import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorCatalogue } from '../../../src/schema/errors.js';
import { serverSpec } from '../../fakes/platform-registry.js';
import { pathWithNtcli, startPlatformEnv } from './test-env.js';

let testEnv: Awaited<ReturnType<typeof startPlatformEnv>>;
beforeAll(async () => {
  testEnv = await startPlatformEnv();
});
afterAll(() => testEnv.close());

type Env = Record<string, string | undefined>;

/** Runs the action with an ntcli on PATH. */
function act(inputs: Record<string, string>, env: Env = {}) {
  return testEnv.runAction(inputs, { ntcli: 'published', env });
}

const skipped = { 'deploy-status': 'skipped', 'health-status': 'skipped' };

describe('a text that is stored in place of the token', () => {
  // The other texts: test/unit/token.test.ts.
  it('is named, and not sent', async () => {
    const value = '/builds/group/project.tmp/NTCLI_TOKEN';
    const { code, annotations, raw, outputs, requests } = await act({ token: value });
    expect({ code, title: annotations[0]?.title }).toEqual({ code: 3, title: 'NTCLI_TOKEN is malformed' });
    expect(annotations[0]?.message).toMatch(/path of a file; on GitLab .*`file: false`/);
    // The masks are the only lines with the value.
    const said = raw.split('\n').filter((line) => !line.startsWith('::add-mask::'));
    expect(said.join('\n')).not.toContain(value);
    expect(outputs).toEqual(skipped);
    expect(requests).toEqual([]);
  });

  it('is a variable that was not expanded', async () => {
    const value = '${env:NTCLI_TOKEN}';
    const { code, annotations, requests } = await act({ token: value });
    expect({ code, title: annotations[0]?.title }).toEqual({
      code: 3,
      title: 'NTCLI_TOKEN was not expanded',
    });
    expect(annotations[0]?.message).toContain(value);
    expect(requests).toEqual([]);
  });
});

describe('a run that ends before it does anything', () => {
  it.each<[string, Record<string, string>, Env, number, Record<string, string>]>([
    ['invalid input', { workspace: 'No' }, {}, 2, skipped],
    ['a shell trace', {}, { SHELLOPTS: 'braceexpand:xtrace' }, 2, skipped],
    ['debug output of Node.js', {}, { NODE_DEBUG: 'tls,http' }, 2, skipped],
    ['debug output of libraries', {}, { DEBUG: '*' }, 2, skipped],
    ['a malformed token', { token: 'a b' }, {}, 3, skipped],
    ['a missing token', { token: '' }, {}, 3, { ...skipped, 'token-status': 'missing' }],
  ])('is reported in the outputs after %s', async (_, inputs, env, exit, expected) => {
    const { code, outputs } = await act(inputs, env);
    expect({ code, outputs }).toEqual({ code: exit, outputs: expected });
  });

  it('names the reusable workflow as a cause of a missing token', async () => {
    const { annotations } = await act({ token: '' });
    expect(annotations[0]?.message).toContain('the calling job needs `secrets: inherit`');
  });

  const hasDash = spawnSync('dash', ['-c', ':']).status === 0;
  it.runIf(hasDash)(
    `because a shell lost the inputs with a hyphen: a dry run must not become a deploy${hasDash ? '' : ': SKIPPED, no dash here'}`,
    async () => {
      const job = testEnv.job();
      const before = testEnv.platform.requests.length;
      const inputs = { ...testEnv.inputs, 'npm-registry': '', 'ntcli-version': '', 'dry-run': 'true' };
      const env = { PATH: pathWithNtcli(job, 'published'), NTCLI_PACKAGE: 'preinstalled' };
      const { code, annotations } = await job.main(inputs, { through: ['dash', '-c', '"$@"', '-'], env });
      expect({ code, title: annotations[0]?.title }).toEqual({
        code: 2,
        title: 'Inputs with a hyphen are missing',
      });
      expect(testEnv.platform.requests.slice(before)).toEqual([]);
    },
  );
});

describe('outputs with a masked value', () => {
  it('are named once, for GitHub withholds them from other jobs', async () => {
    const server = 'ai.acme/forecasting';
    testEnv.platform.catalogue.set(server, serverSpec(server, '1.0.0'));
    const { code, annotations } = await act({ server, secrets: 'HOST=forecasting', 'deploy-with': 'api' });
    expect(code).toBe(0);
    const warnings = annotations.filter(({ title }) => title === 'Outputs contain a masked value');
    expect(warnings.map(({ message }) => message.replace(/\. .*/, ''))).toEqual([
      'Affected: server-id, server-url',
      'Affected: servers',
    ]);
  });
});

describe('an old Node.js', () => {
  const pretend = (version: string) =>
    `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`;

  it.each(['dist/ntcli-deploy.mjs', 'dist/main/index.js'])('is refused by %s', (bundle) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', pretend('16.20.2'), bundle, 'check'],
      { encoding: 'utf8', env: { PATH: process.env.PATH } },
    );
    expect({ status, stderr }).toEqual({ status: errorCatalogue['node-too-old'].exit, stderr: '' });
    expect(stdout).toMatch(/^Error: Node\.js 20 or newer is required: This is Node\.js 16\.20\.2\. /);
  });

  // Node.js 14 ended at the first `??=`, before any check of ours could run.
  it.each(['dist/ntcli-deploy.mjs', 'dist/main/index.js'])(
    'of version 14 can read the syntax of %s',
    (bundle) => {
      const text = readFileSync(bundle, 'utf8');
      const at = text.search(/\?\?=|\|\|=|&&=|static \{/);
      expect(at < 0 ? '' : text.slice(at - 60, at + 60)).toBe('');
    },
  );
});
