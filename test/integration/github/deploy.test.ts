import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workspaceId } from '../../fakes/platform.js';
import { hasProgram } from '../../programs.js';
import {
  filesBelow,
  filesWith,
  minimalVersion,
  nodes,
  pathWithNtcli,
  preinstalled,
  startTestEnv,
} from './test-env.js';

let testEnv: Awaited<ReturnType<typeof startTestEnv>>;
beforeAll(async () => {
  testEnv = await startTestEnv();
  Object.assign(testEnv.platform.options, { operatorMs: 0, lagMs: 0, startMs: 0 });
});
afterAll(() => testEnv.close());

// On Windows, the one of Git.
const hasBash = hasProgram('bash', '--version');

describe.each(nodes)('a deploy on the $node', ({ file: node }) => {
  it.runIf(hasBash).each([
    { dialect: 'published', version: minimalVersion },
    { dialect: 'documented', version: '1.0.0' },
  ])('with the $dialect ntcli reports, exports the session and cleans up', async ({ version }) => {
    const job = testEnv.job({ node });
    const main = await job.main({ ...testEnv.inputs, 'ntcli-version': version });
    expect(main.log.join('\n')).toContain('✓ ai.nimbletools/echo deployed and healthy: ');
    expect(main.code).toBe(0);

    // A group and a result for each step, and nothing twice.
    expect(main.log.filter((line) => !line.startsWith('  '))).toEqual([
      '▾ Install ntcli',
      expect.stringMatching(/^✓ ntcli [\d.]+ installed in \d+\.\d s$/),
      `✓ Workspace my-workspace (${workspaceId})`,
      '✓ Added signed-in `ntcli` to PATH and exported NTCLI_TOKEN for later steps',
      `Deploying with ntcli ${version}: nothing needs the API`,
      '▾ Deploy ai.nimbletools/echo',
      '▾ Wait for ai.nimbletools/echo',
      expect.stringMatching(/^✓ ai\.nimbletools\/echo deployed and healthy: http/),
    ]);
    const lines = main.log.map((line) => line.trim()).filter((line) => line.length > 0);
    expect(new Set(lines).size).toBe(lines.length);

    const url = `http://${testEnv.platform.domain}/${workspaceId}/echo/mcp`;
    expect(main.outputs).toEqual({
      'ntcli-version': version,
      'ntcli-path': expect.stringMatching(/ntcli(\.cmd)?$/),
      'cache-hit': 'false',
      'workspace-id': workspaceId,
      'workspace-name': 'my-workspace',
      'server-id': 'echo',
      'server-url': url,
      'token-status': 'valid',
      'token-expires-at': expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      'token-days-left': '29',
      'deployed-with': 'ntcli',
      'deploy-status': 'deployed',
      'health-status': 'healthy',
      servers: JSON.stringify([
        { server: 'ai.nimbletools/echo', id: 'echo', url, deployStatus: 'deployed', healthStatus: 'healthy' },
      ]),
    });

    const later = await job.shell('ntcli server list && test -n "$NTCLI_TOKEN"');
    expect(later.log.join('\n')).toMatch(/^echo +\S*/m);
    expect(later.code).toBe(0);

    const post = await job.post(main);
    expect(post.code).toBe(0);
    expect(post.log.join('\n')).toContain('Removed the ntcli session');
    expect(existsSync(main.outputs['ntcli-path'] ?? '')).toBe(false);
    for (const place of [job.places.home, job.places.checkout, job.places.temp]) {
      expect(filesBelow(place), place).toEqual([]);
    }
    expect(filesWith(testEnv.token, job.places.toolCache)).toEqual([]);
    expect(job.exported().NTCLI_TOKEN).toBe('');
  });
});

/** Runs the action with an ntcli on PATH, which takes a tenth of the time of an install. */
function runPreinstalled(
  job: ReturnType<typeof testEnv.job>,
  inputs: Record<string, string> = {},
  dialect: 'published' | 'documented' = 'published',
) {
  return job.main(
    { ...testEnv.inputs, ...preinstalled, ...inputs },
    { env: { PATH: pathWithNtcli(job, dialect) } },
  );
}

describe('the log', () => {
  it('masks the token in all its forms before anything else is printed', async () => {
    const job = testEnv.job();
    const { raw, masks } = await runPreinstalled(job, { token: `${testEnv.token}\n` });
    const lines = raw.split('\n');
    const firstOther = lines.findIndex((line) => !line.startsWith('::add-mask::'));
    expect(masks).toContain(testEnv.token);
    expect(masks).toContain(Buffer.from(testEnv.token).toString('hex'));
    expect(masks.every((mask) => mask.length >= 8)).toBe(true);
    for (const mask of masks) expect(lines.slice(firstOther).join('\n')).not.toContain(mask);
  });
});

describe('a checkout', () => {
  it('cannot steer ntcli with a .env file', async () => {
    const job = testEnv.job();
    writeFileSync(join(job.places.checkout, '.env'), 'NTCLI_DEBUG=1\nNODE_TLS_REJECT_UNAUTHORIZED=0\n');
    const { code, log } = await runPreinstalled(job);
    expect(code).toBe(0);
    expect(log.join('\n')).not.toContain('DEBUG');
  });
});

describe('what ntcli is told', () => {
  const withNtcli = { 'deploy-with': 'ntcli' };

  it('passes version, limits, replicas and variables on, each value whole', async () => {
    const job = testEnv.job();
    const { code } = await runPreinstalled(job, {
      ...withNtcli,
      server: 'ai.nimbletools/echo@1.2.0',
      env: 'PLAIN=b\nODD=x y "z" $(id) `id` ; & | -e\nEMPTY=',
      cpu: '250m',
      memory: '256Mi',
      'min-replicas': '1',
      'max-replicas': '2',
    });
    expect(code).toBe(0);
    expect(testEnv.platform.servers.get(`${workspaceId}/echo`)?.body).toMatchObject({
      name: 'ai.nimbletools/echo',
      server: {
        version: '1.2.0',
        transport: { env: { PLAIN: 'b', ODD: 'x y "z" $(id) `id` ; & | -e', EMPTY: '' } },
        _meta: {
          'ai.nimblebrain.mcp/v1': {
            resources: { limits: { cpu: '250m', memory: '256Mi' } },
            scaling: { minReplicas: 1, maxReplicas: 2 },
          },
        },
      },
    });
  });

  it('passes a value with = whole through an ntcli that can, and refuses it before the deploy with one that cannot', async () => {
    const job = testEnv.job();
    const env = 'DSN=host=a;user=b';
    const whole = await runPreinstalled(job, { ...withNtcli, env }, 'documented');
    expect(whole.code).toBe(0);
    const body = testEnv.platform.servers.get(`${workspaceId}/echo`)?.body;
    expect(body).toMatchObject({ server: { transport: { env: { DSN: 'host=a;user=b' } } } });

    const deploys = testEnv.platform.requests.filter(({ method }) => method === 'POST').length;
    const cut = await runPreinstalled(job, { ...withNtcli, env });
    expect(cut.code).toBe(2);
    expect(cut.annotations[0]?.message).toContain(
      'the value of DSN contains `=`, and ntcli 0.4.4 would cut it',
    );
    expect(testEnv.platform.requests.filter(({ method }) => method === 'POST').length).toBe(deploys);
  });
});

describe('later steps', () => {
  it.runIf(hasBash)('get nothing when export-token is false, and the session is gone at once', async () => {
    const job = testEnv.job();
    const main = await runPreinstalled(job, { 'export-token': 'false' });
    expect(main.code).toBe(0);
    expect(job.exported()).toEqual({});
    expect(main.outputs).not.toHaveProperty('ntcli-path');
    expect(filesBelow(job.places.temp)).toEqual([]);
    expect((await job.shell('command -v ntcli')).code).not.toBe(0);
    expect((await job.post(main)).raw).toBe('');
  });

  it.runIf(hasBash)('get ntcli from the setup command, which deploys nothing', async () => {
    const job = testEnv.job();
    const before = testEnv.platform.requests.length;
    const main = await runPreinstalled(job, { server: '', command: 'setup' });
    expect(main.code).toBe(0);
    expect(main.outputs['deploy-status']).toBe('skipped');
    expect(testEnv.platform.requests.slice(before).map(({ method }) => method)).toEqual(['GET']);
    expect((await job.shell('ntcli server list')).code).toBe(0);
  });

  it.runIf(hasBash)('get ntcli for a look into a deploy that failed', async () => {
    const job = testEnv.job();
    const main = await runPreinstalled(job, { server: 'no-such-server' });
    expect(main.code).toBe(4);
    expect((await job.shell('ntcli server list')).code).toBe(0);
  });

  it.runIf(hasBash)('start ntcli where no .env of the checkout can reach it', async () => {
    const job = testEnv.job();
    await runPreinstalled(job);
    const later = await job.shell('echo NTCLI_DEBUG=1 > .env && ntcli server list');
    expect(later.code).toBe(0);
    expect(later.raw).not.toContain(testEnv.token);
    expect(later.raw).not.toContain('DEBUG');
  });

  it('are given nothing, and the token is not printed, when the runner has no command files', async () => {
    const job = testEnv.job({ env: { GITHUB_ENV: undefined } });
    const main = await job.main(testEnv.inputs, { env: { GITHUB_ENV: '' } });
    expect(main.annotations).toMatchObject([{ title: 'Runner command files are missing' }]);
    expect(main.code).toBe(1);
    expect(main.raw.replace(/^::add-mask::.*$/gm, '')).not.toContain(testEnv.token);
    expect(filesBelow(job.places.temp)).toEqual([]);
  });
});
