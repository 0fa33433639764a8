import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

import tree from '../../../src/ntcli/install/lockfile.json' with { type: 'json' };
import { product } from '../../../src/schema/constants.js';
import { startNpmRegistry } from '../../fakes/npm-registry.js';
import { configuredRegistry } from '../../fakes/npm-upstream.js';
import { nightly } from '../../nightly.js';
import { packages, startTestEnv } from './test-env.js';

let testEnv: Awaited<ReturnType<typeof startTestEnv>>;
let registry: Awaited<ReturnType<typeof startNpmRegistry>>;
beforeAll(async () => {
  testEnv = await startTestEnv();
});
afterAll(() => testEnv.close());
nightly(() => {
  beforeAll(async () => {
    registry = await startNpmRegistry({ packages: [packages.published], upstream: configuredRegistry() });
  });
  afterAll(() => registry.close());
});

const inputs = () => ({ ...testEnv.inputs, 'npm-registry': registry.url, 'ntcli-version': '' });

describe('the default ntcli', () => {
  it('is the one that the pinned tree belongs to', () => {
    expect(tree.ntcli).toMatchObject({ name: product.ntcli.package, version: product.ntcli.version });
    const pins = Object.values(tree.packages).map(({ integrity }) => integrity);
    for (const pin of pins) expect(pin).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
    expect(pins.length).toBeGreaterThan(100);
  });

  // README's snippets install all of them in every run of the tests; here, the first tarball is missing.
  it('is installed from the pinned packages only, of which it asks for no metadata', async () => {
    const job = testEnv.job();
    const lacking = await startNpmRegistry({ packages: [packages.published] });
    onTestFinished(lacking.close);
    const { code, annotations } = await job.main({
      ...testEnv.inputs,
      'npm-registry': lacking.url,
      'ntcli-version': '',
      'deploy-with': 'ntcli',
    });
    expect({ code, title: annotations[0]?.title }).toEqual({
      code: 5,
      title: 'ntcli not found in the npm registry',
    });
    const paths = lacking.requests.map(({ path }) => decodeURIComponent(path));
    expect(paths.filter((path) => !path.endsWith('.tgz'))).toEqual(['/@nimbletools/ntcli']);
    expect(paths.filter((path) => path.endsWith('.tgz')).length).toBeGreaterThan(1);
  });

  nightly(() => {
    it('comes with exactly the pinned packages, asks for no metadata of them, and from the cache the next time', async () => {
      const job = testEnv.job();
      const first = await job.main(inputs());
      expect(first.outputs).toMatchObject({ 'ntcli-version': '0.4.4', 'deploy-status': 'deployed' });
      const asked = registry.requests.map(({ path }) => decodeURIComponent(path));
      expect(asked.filter((path) => !path.endsWith('.tgz'))).toEqual(['/@nimbletools/ntcli']);
      const [tool = ''] = readdirSync(job.places.toolCache);
      const copy = join(job.places.toolCache, tool, '0.4.4', process.arch);
      const installed = JSON.parse(readFileSync(join(copy, 'node_modules/.package-lock.json'), 'utf8'));
      expect(Object.keys(installed.packages).sort()).toEqual(
        ['node_modules/@nimbletools/ntcli', ...Object.keys(tree.packages)].sort(),
      );
      const second = await job.main(inputs());
      expect(second.outputs).toMatchObject({ 'cache-hit': 'true', 'deploy-status': 'deployed' });
    });
  });

  nightly(() => {
    it('is not mixed with what the user configures for packages of another kind', async () => {
      const job = testEnv.job();
      writeFileSync(join(job.places.home, '.npmrc'), 'replace-registry-host=never\nlegacy-peer-deps=true\n');
      expect((await job.main(inputs())).outputs['deploy-status']).toBe('deployed');
    });
  });

  nightly(() => {
    it('is refused when a registry has other bytes for a package below it', async () => {
      // npm itself asks again for a tarball that does not fit.
      const others = Array.from({ length: 12 }, () => ({ body: Buffer.from('other bytes') }));
      registry.script('GET', /\/chalk\/-\//, ...others);
      const main = await testEnv.job().main(inputs());
      expect(main.code).toBe(5);
      expect(main.annotations).toMatchObject([{ title: 'Unexpected ntcli package' }]);
    });
  });
});

nightly(() => {
  describe('a home directory inside the checkout', () => {
    it('has no say in where packages come from', async () => {
      const job = testEnv.job();
      const home = join(job.places.checkout, 'home');
      mkdirSync(home);
      writeFileSync(join(home, '.npmrc'), '//127.0.0.1/:_authToken=x\nproxy=http://127.0.0.1:9/\n');
      const main = await job.main(testEnv.inputs, { env: { HOME: home, USERPROFILE: home } });
      expect(main.code).toBe(0);
      expect(existsSync(join(home, '.npm'))).toBe(false);
    });
  });
});
