import { createHash } from 'node:crypto';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startPlatform, workspaceId } from '../../fakes/platform.js';
import { serverSpec } from '../../fakes/platform-registry.js';
import { makeToken } from '../../fakes/tokens.js';
import { startSystems, type Template } from './systems.js';

const token = makeToken();
const name = 'ai.acme/only-here';
const spec = JSON.stringify(serverSpec(name, '0.1.0'), null, 2);
const amd64 = 'only-here-v0.2.0-linux-amd64.mcpb';
const base = 'https://github.com/acme/x/releases/download/v0.2.0';

let platform: Awaited<ReturnType<typeof startPlatform>>;
const { systems, end } = startSystems();
beforeAll(async () => {
  platform = await startPlatform();
  platform.tokens.set(token, { access: 'full' });
});
beforeEach(() => {
  platform.servers.clear();
});
afterAll(async () => {
  end();
  await platform.close();
});

const posted = () =>
  platform.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/servers'));
const stored = () => Object(platform.servers.get(`${workspaceId}/only-here`)?.body).server;

describe.each(systems)('server-file on $system', ({ run }) => {
  const deploy = (inputs: Template['inputs'], more: Partial<Template> = {}) => {
    platform.requests.length = 0;
    return run({
      name: 'deploy',
      token,
      files: { 'servers/only-here/server.json': spec },
      inputs: {
        workspace: 'my-workspace',
        domain: platform.domain,
        'server-file': 'servers/only-here/server.json',
        'deploy-with': 'api',
        ...inputs,
      },
      ...more,
    });
  };

  it('deploys a server that the registry does not have, through the API, with a log line', async () => {
    const { code, log, outputs } = await deploy({ verify: 'true' });
    expect(log).toContain(`The registry does not have ${name}@0.1.0: the file is deployed as it is`);
    expect(log).toMatch(/✓ ai\.acme\/only-here@0\.1\.0 deployed and healthy, with 2 tools: http/);
    expect(code, log).toBe(0);
    expect(outputs).toMatchObject({ 'deploy-status': 'deployed', 'server-id': 'only-here' });
    expect(stored()).toMatchObject({ name, packages: [{ fileSha256: '0'.repeat(64) }, {}] });
  });

  it('sends nothing for a file with faults, and names all of them with their paths', async () => {
    const bad = JSON.stringify({ name: 'Echo', version: '1', description: 'x'.repeat(101), packages: [{}] });
    const { code, log } = await deploy({}, { files: { 'servers/only-here/server.json': bad } });
    expect(code).toBe(2);
    expect(log).toMatch(
      /`server-file`: servers\/only-here\/server\.json: name must be .*; description has 101/,
    );
    expect(log).toContain('packages[0].identifier is missing');
    expect(platform.requests).toEqual([]);
  });

  it('does not follow a symlink out of the checkout', async () => {
    const { code, log } = await deploy(
      { 'server-file': 'linked.json' },
      {
        prepare: (checkout) => {
          writeFileSync(join(checkout, '..', 'outside.json'), spec);
          symlinkSync('../outside.json', join(checkout, 'linked.json'));
        },
      },
    );
    expect(log).toMatch(/`server-file`: .*linked\.json is a symlink to a file outside the checkout/);
    expect(code).toBe(2);
    expect(platform.requests).toEqual([]);
  });

  it('deploys the bundles of a release, with the SHA-256 of the files', async () => {
    const content = 'bytes of a bundle';
    const { code, log } = await deploy(
      { 'server-version': 'v0.2.0', bundle: `dist/${amd64}`, 'bundle-url': base },
      { files: { 'servers/only-here/server.json': spec, [`dist/${amd64}`]: content } },
    );
    expect(code, log).toBe(0);
    const fileSha256 = createHash('sha256').update(content).digest('hex');
    expect(stored()).toMatchObject({
      version: '0.2.0',
      packages: [{ registryType: 'mcpb', identifier: `${base}/${amd64}`, version: '0.2.0', fileSha256 }],
    });
    expect(stored().packages).toHaveLength(1);
    expect(posted()).toHaveLength(1);
  });

  it('does not deploy the bundles of an older version', async () => {
    const { code, log } = await deploy({ 'server-version': '0.2.0' });
    expect(code).toBe(2);
    expect(log).toMatch(/`server-version`: .*packages\[0\] is a bundle of 0\.1\.0.*`bundle`/);
    expect(platform.requests).toEqual([]);
  });
});

describe('server-file beside server', () => {
  it('deploys both, in order', async () => {
    const [github] = systems;
    const result = await github?.run({
      name: 'deploy',
      token,
      files: { 'server.json': spec },
      inputs: {
        workspace: 'my-workspace',
        domain: platform.domain,
        server: 'ai.nimbletools/echo',
        'server-file': 'server.json',
        'deploy-with': 'api',
      },
    });
    expect(result?.code, result?.log).toBe(0);
    expect(JSON.parse(result?.outputs.servers ?? '').map(({ server }: { server: string }) => server)).toEqual(
      ['ai.nimbletools/echo', `${name}@0.1.0`],
    );
  });
});
