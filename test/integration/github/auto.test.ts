import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startNpmRegistry } from '../../fakes/npm-registry.js';
import { configuredRegistry } from '../../fakes/npm-upstream.js';
import { workspaceId } from '../../fakes/platform.js';
import { firstRows, nightly, runsAll } from '../../nightly.js';
import { filesBelow, packages, pathWithNtcli, startTestEnv } from './test-env.js';

/** `deploy-with: auto`, the default: what sends the deploys, and what happens if ntcli cannot be installed. */

let testEnv: Awaited<ReturnType<typeof startTestEnv>>;
beforeAll(async () => {
  testEnv = await startTestEnv();
  Object.assign(testEnv.platform.options, { operatorMs: 0, lagMs: 0, startMs: 0 });
});
afterAll(() => testEnv.close());

/** What a user sets in README's snippet, and where the local platform is. */
function snippet() {
  const { token, workspace, server, domain } = testEnv.inputs;
  return { token, workspace, server, domain };
}

/** A registry that has no ntcli. */
const lacking = () => ({ 'npm-registry': `${testEnv.registry.url}/without-ntcli` });
/** A PATH without npm: that ntcli cannot be installed is known at once, where a real npm takes a second. */
const noNpm = { PATH: '/nowhere/at/all' };
/** An ntcli that an earlier step installed. */
const preinstalled = { 'ntcli-package': 'preinstalled' };

function act(inputs: Record<string, string>, env: Record<string, string> = {}) {
  testEnv.platform.servers.clear();
  return testEnv.runAction(inputs, { job: testEnv.job({ env }) });
}

describe('ntcli cannot be installed', () => {
  const onlyAnother: [string, () => Record<string, string>, Record<string, string>, RegExp] = [
    'the registry has only another version',
    () => ({ 'npm-registry': testEnv.registry.url }),
    {},
    /npm failed with E(404|TARGET)/,
  ];

  it.each<[string, () => Record<string, string>, Record<string, string>, RegExp]>([
    [
      'the registry does not have it',
      lacking,
      {},
      /ntcli not found in the npm registry: npm failed with E404/,
    ],
    [
      'the registry is down',
      () => ({ 'npm-registry': 'http://127.0.0.1:1' }),
      {},
      /ntcli could not be installed: npm failed with ECONNREFUSED/,
    ],
    ['npm is missing', () => ({}), noNpm, /npm was not found: No npm found/],
    ...(runsAll ? [onlyAnother] : []),
  ])('because %s: the API deploys, with a warning', async (_, inputs, env, reason) => {
    const { code, annotations, log, outputs, summary, job } = await act(inputs(), env);
    expect(log.at(-1)).toMatch(/^✓ ai\.nimbletools\/echo deployed and healthy/);
    expect(code).toBe(0);
    expect(annotations).toMatchObject([{ level: 'warning', title: 'Deployed without ntcli' }]);
    expect(annotations[0]?.message).toMatch(reason);
    expect(annotations[0]?.message).toContain('Later steps have the token, but not ntcli.');
    expect(log).toContain('Deploying through the API: ntcli could not be installed');
    expect(summary).toContain('deployed through the API (ntcli could not be installed)');
    expect(outputs).toMatchObject({ 'deployed-with': 'api', 'deploy-status': 'deployed' });
    expect(outputs).not.toHaveProperty('ntcli-path');
    expect(job.exported().NTCLI_TOKEN).toBe(testEnv.token);
    expect(filesBelow(job.places.temp)).toEqual([]);
  });

  nightly(() => {
    it('with a registry that fails or shows a page: the API deploys', async () => {
      const answers = [{ status: 503 }, { status: 503 }, { status: 503 }];
      // npm itself sends a request three times, and we run npm three times.
      testEnv.registry.script('GET', /\/failing\//, ...answers, ...answers, ...answers);
      const failing = await act({ 'npm-registry': `${testEnv.registry.url}/failing` });
      expect([failing.code, failing.outputs['deployed-with']]).toEqual([0, 'api']);
      testEnv.registry.script('GET', /\/page\//, ...answers.map(() => ({ body: '<html>Log in</html>' })));
      const page = await act({ 'npm-registry': `${testEnv.registry.url}/page` });
      expect([page.code, page.outputs['deployed-with']]).toEqual([0, 'api']);
    }, 60_000);
  });

  it('sets secrets and sends every setting through the API', async () => {
    const values = { secrets: 'API_KEY=not-for-the-log-1', env: 'DSN=host=a;user=b', cpu: '250m' };
    const { code, outputs, requests } = await act({ ...values, verify: 'true' }, noNpm);
    expect([code, outputs['deployed-with']]).toEqual([0, 'api']);
    const changes = requests.filter(({ method }) => method === 'PUT' || method === 'POST');
    expect(changes.map(({ method, path }) => `${method} ${path.split('/').slice(-2).join('/')}`)).toEqual([
      'PUT secrets/API_KEY',
      expect.stringMatching(/^POST .*servers$/),
      ...changes.slice(2).map(() => expect.stringMatching(/mcp$/)),
    ]);
    expect(testEnv.platform.servers.get(`${workspaceId}/echo`)?.template).toMatchObject({
      environment: { DSN: 'host=a;user=b' },
    });
  });

  nightly(() => {
    it('looks the workspace up once', async () => {
      const { requests } = await act(lacking());
      expect(requests.filter(({ path }) => path === '/v1/workspaces')).toHaveLength(1);
    });
  });

  nightly(() => {
    it('says nothing of later steps that get nothing', async () => {
      const { code, annotations, job } = await act({ ...lacking(), 'export-token': 'false' });
      expect(code).toBe(0);
      expect(annotations[0]?.message).not.toContain('Later steps');
      expect(job.exported()).not.toHaveProperty('NTCLI_TOKEN');
    });
  });

  it.each<[string, Record<string, string>, string]>([
    ['a version', { 'ntcli-version': '0.4.4' }, 'npm was not found'],
    ['`command: setup`', { command: 'setup', server: '' }, 'npm was not found'],
    ['`preinstalled`', preinstalled, 'ntcli is not on PATH'],
    ['a package', { 'ntcli-package': '@acme/ntcli' }, 'npm was not found'],
    ['a tarball', { 'ntcli-package': 'absent.tgz' }, 'ntcli not found in the npm registry'],
    ['a checksum', { 'ntcli-integrity': `sha512-${'A'.repeat(86)}==` }, 'npm was not found'],
    ['`deploy-with: ntcli`', { 'deploy-with': 'ntcli' }, 'npm was not found'],
  ])('fails if %s was set', async (_, inputs, title) => {
    const { code, annotations, requests, outputs } = await act(inputs, noNpm);
    expect({ code, title: annotations.findLast(({ level }) => level === 'error')?.title }).toEqual({
      code: 5,
      title,
    });
    expect(outputs).not.toHaveProperty('deployed-with');
    expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('fails if the token is rejected meanwhile, and if the platform refuses what the API sends', async () => {
    testEnv.platform.script('GET', /\/v1\/workspaces$/, { status: 401, body: { detail: 'old' } });
    expect((await act({}, noNpm)).code).toBe(3);
    testEnv.platform.script('POST', /\/servers$/, { status: 422, body: { detail: 'arm only' } });
    const refused = await act({}, noNpm);
    expect([refused.code, refused.outputs['deployed-with']]).toEqual([6, 'api']);
  });
});

nightly(() => {
  describe('a registry that has ntcli', () => {
    it('in other bytes than announced: fails, and deploys nothing', async () => {
      const registry = await startNpmRegistry({
        packages: [packages.published],
        upstream: configuredRegistry(),
      });
      try {
        const [version] = Object.values(registry.packuments.get('@nimbletools/ntcli')?.versions ?? {});
        if (version) version.dist.integrity = `sha512-${'A'.repeat(86)}==`;
        const { code, annotations, requests } = await act({ 'npm-registry': registry.url });
        expect({ code, title: annotations[0]?.title }).toEqual({
          code: 5,
          title: 'Unexpected ntcli package',
        });
        expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
      } finally {
        await registry.close();
      }
    });

    it('deploys with ntcli, and logs why', async () => {
      const registry = await startNpmRegistry({
        packages: [packages.published],
        upstream: configuredRegistry(),
      });
      try {
        const { code, log, outputs, summary, annotations } = await act({ 'npm-registry': registry.url });
        expect([code, annotations]).toEqual([0, []]);
        expect(log).toContain('Deploying with ntcli 0.4.4: nothing needs the API');
        expect(summary).toContain('deployed with ntcli `0.4.4` (nothing needs the API)');
        expect(outputs).toMatchObject({ 'deployed-with': 'ntcli', 'ntcli-version': '0.4.4' });
      } finally {
        await registry.close();
      }
    });
  });
});

describe('settings that ntcli cannot deliver', () => {
  const settings = [
    ['cpu', '500m'],
    ['max-replicas', '2'],
    ['env', 'DSN=a=b'],
    ['memory', '512Mi'],
    ['min-replicas', '1'],
    ['env', 'MODE=b'],
  ] as const;

  it.each(firstRows(3, settings))(
    'go through the API, while later steps get ntcli: %s: %s',
    async (name, value) => {
      const job = testEnv.job();
      const env = { PATH: pathWithNtcli(job, 'published') };
      const { code, log, outputs, annotations } = await job.main(
        { ...snippet(), ...preinstalled, [name]: value },
        { env },
      );
      expect([code, annotations]).toEqual([0, []]);
      expect(log.join('\n')).toMatch(
        new RegExp(`Deploying through the API: ntcli [\\d.]+ cannot deliver \`${name}\``),
      );
      expect(outputs).toMatchObject({ 'deployed-with': 'api', 'ntcli-path': expect.stringMatching(/ntcli/) });
    },
  );

  it('are the only ones that the documented ntcli does not get', async () => {
    const sender = async (inputs: Record<string, string>) => {
      const job = testEnv.job();
      const env = { PATH: pathWithNtcli(job, 'documented') };
      return (await job.main({ ...snippet(), ...preinstalled, ...inputs }, { env })).outputs['deployed-with'];
    };
    expect(await sender({ env: 'MODE=b', cpu: '500m' })).toBe('ntcli');
    expect(await sender({ env: 'DSN=a=b' })).toBe('api');
  });

  it('install nothing if no later step gets ntcli', async () => {
    const before = testEnv.registry.requests.length;
    const { code, outputs, job, annotations } = await act({
      'npm-registry': testEnv.registry.url,
      'export-token': 'false',
      memory: '512Mi',
    });
    expect([code, annotations, outputs['deployed-with']]).toEqual([0, [], 'api']);
    expect(testEnv.registry.requests.length).toBe(before);
    expect(filesBelow(job.places.toolCache)).toEqual([]);
  });

  it('go to ntcli with `deploy-with: ntcli`', async () => {
    const job = testEnv.job();
    const env = { PATH: pathWithNtcli(job, 'published') };
    const { code, log, outputs } = await job.main(
      { ...snippet(), ...preinstalled, 'deploy-with': 'ntcli', cpu: '500m' },
      { env },
    );
    expect([code, outputs['deployed-with']]).toEqual([0, 'ntcli']);
    expect(log.join('\n')).toMatch(/Deploying with ntcli [\d.]+: `deploy-with: ntcli` is set/);
  });
});

describe('without settings', () => {
  it('secrets do not change what sends the deploys', async () => {
    const job = testEnv.job();
    const env = { PATH: pathWithNtcli(job, 'published') };
    const { code, outputs } = await job.main(
      { ...snippet(), ...preinstalled, secrets: 'API_KEY=not-for-the-log-1' },
      { env },
    );
    expect([code, outputs['deployed-with']]).toEqual([0, 'ntcli']);
  });

  it('a dry run names the way, and sets no output that says that something was deployed', async () => {
    const { code, log, outputs } = await act({ 'dry-run': 'true' }, noNpm);
    expect(code).toBe(0);
    expect(log).toContain('A deploy would go through the API: ntcli could not be installed');
    expect(outputs).not.toHaveProperty('deployed-with');
  });
});

describe('npm-registry', () => {
  it('has the dependencies of a tarball', async () => {
    const [tarball] = [...testEnv.registry.tarballs.values()];
    const before = testEnv.registry.requests.length;
    const { code, outputs, annotations } = await act({
      'ntcli-package': tarball?.file ?? '',
      'npm-registry': testEnv.registry.url,
    });
    expect([code, annotations, outputs['deployed-with']]).toEqual([0, [], 'ntcli']);
    // This tarball has no dependency.
    expect(testEnv.registry.requests.length).toBe(before);
  });

  it('is ignored with a notice for `preinstalled`', async () => {
    const job = testEnv.job();
    const env = { PATH: pathWithNtcli(job, 'published') };
    const { code, annotations } = await job.main(
      { ...snippet(), ...preinstalled, 'npm-registry': testEnv.registry.url },
      { env },
    );
    expect(code).toBe(0);
    expect(annotations).toMatchObject([{ level: 'notice', title: '`npm-registry` is not used' }]);
  });
});
