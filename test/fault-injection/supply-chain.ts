import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { packages } from '../integration/github/test-env.js';
import { canaryCode, expectNotExecuted } from './fixtures.js';
import { deployed, endsWith, rows, type Scripted } from './helpers.js';
import type { Sandbox } from './sandbox.js';

const name = '@nimbletools/ntcli';
const fromNpm = { 'ntcli-package': '', 'ntcli-version': '1.0.0' };

/** A changed copy of the documented ntcli. */
function changedNtcli({ outside }: Sandbox, place: string, changes: Record<string, unknown>): string {
  const directory = outside(place);
  cpSync(packages.documented, directory, { recursive: true });
  const manifest: Record<string, unknown> = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ ...manifest, ...changes }));
  return directory;
}

/** An ntcli that writes the canary file when executed. */
function hostileNtcli(sandbox: Sandbox, version: string): string {
  const directory = changedNtcli(sandbox, `hostile-${version}`, { version, type: 'commonjs' });
  writeFileSync(join(directory, 'bin', 'ntcli.js'), canaryCode(sandbox));
  return directory;
}

/** A package whose lifecycle scripts write the canary file. */
function scripts(sandbox: Sandbox, directory: string): Record<string, string> {
  writeFileSync(join(directory, 'evil.cjs'), canaryCode(sandbox));
  const moments = [
    'preinstall',
    'install',
    'postinstall',
    'prepublish',
    'preprepare',
    'prepare',
    'postprepare',
  ];
  return Object.fromEntries(moments.map((moment) => [moment, 'node evil.cjs']));
}

/** The same response for every attempt of npm, which retries after a wrong checksum. */
const always = (answer: Scripted) => Array.from({ length: 20 }, () => answer);

type Registry = Awaited<ReturnType<Sandbox['startRegistry']>>;

function distOf(registry: Registry, version: string) {
  const dist = registry.packuments.get(name)?.versions[version]?.dist;
  if (!dist) throw new Error(`The registry has no ntcli ${version}`);
  return dist;
}

function bytesOf(registry: Registry, version: string): Buffer {
  return readFileSync(registry.tarballs.get(`${name}@${version}`)?.file ?? '');
}

export const supplyChainAttacks = rows('Supply chain', [
  {
    what: 'lifecycle scripts of ntcli and of one of its dependencies',
    expected: 'not run; deployed',
    async arrange(sandbox) {
      const dependency = sandbox.outside('dependency');
      const common = { name: 'left-right', version: '1.0.0', scripts: scripts(sandbox, dependency) };
      writeFileSync(join(dependency, 'package.json'), JSON.stringify(common));
      const ntcli = changedNtcli(sandbox, 'ntcli', { dependencies: { 'left-right': '1.0.0' } });
      const manifest = JSON.parse(readFileSync(join(ntcli, 'package.json'), 'utf8'));
      const all = { ...manifest, scripts: scripts(sandbox, ntcli) };
      writeFileSync(join(ntcli, 'package.json'), JSON.stringify(all));
      const registry = await sandbox.startRegistry([ntcli, dependency]);
      return { inputs: { ...fromNpm, 'npm-registry': registry.url } };
    },
    expect: { ...deployed, also: expectNotExecuted },
  },
  {
    what: 'a registry that sends different bytes than it announces',
    expected: 'rejected with exit 5, not executed',
    async arrange(sandbox) {
      const registry = await sandbox.startRegistry([packages.documented, hostileNtcli(sandbox, '6.6.6')]);
      registry.script('GET', /ntcli-1\.0\.0\.tgz$/, ...always({ body: bytesOf(registry, '6.6.6') }));
      return { inputs: { ...fromNpm, 'npm-registry': registry.url } };
    },
    expect: { ...endsWith('ntcli-unexpected'), also: expectNotExecuted },
  },
  {
    what: 'a tarball redirect to plain http at another origin with different bytes',
    nightly: 'npm retries after 10 s',
    expected: 'rejected with exit 5, not executed; the other origin gets no credentials',
    async arrange(sandbox) {
      const registry = await sandbox.startRegistry([packages.documented, hostileNtcli(sandbox, '6.6.6')]);
      // npm decides only by host name where to send its own token.
      const location = `${sandbox.otherServer.url.replace('127.0.0.1', 'localhost')}/ntcli.tgz`;
      registry.script('GET', /ntcli-1\.0\.0\.tgz$/, ...always({ status: 302, headers: { location } }));
      sandbox.otherServer.script('GET', /ntcli\.tgz$/, ...always({ body: bytesOf(registry, '6.6.6') }));
      const npmrc = `//${registry.domain}/:_authToken=\${NODE_AUTH_TOKEN}\n`;
      writeFileSync(join(sandbox.job.places.home, '.npmrc'), npmrc);
      return {
        inputs: { ...fromNpm, 'npm-registry': registry.url },
        env: { NODE_AUTH_TOKEN: 'the-token-of-npm' },
      };
    },
    expect: {
      ...endsWith('ntcli-unexpected'),
      also(seen) {
        expectNotExecuted(seen);
        const sent = seen.sandbox.otherServer.requests.map(({ authorization }) => authorization);
        expect(new Set(sent)).toEqual(new Set(['']));
      },
    },
  },
  {
    what: 'package metadata that points to another origin with different bytes',
    nightly: 'npm retries after 10 s',
    expected: 'rejected with exit 5, not executed',
    async arrange(sandbox) {
      const registry = await sandbox.startRegistry([packages.documented, hostileNtcli(sandbox, '6.6.6')]);
      distOf(registry, '1.0.0').tarball = `${sandbox.otherServer.url}/ntcli.tgz`;
      sandbox.otherServer.script('GET', /ntcli\.tgz$/, ...always({ body: bytesOf(registry, '6.6.6') }));
      return { inputs: { ...fromNpm, 'npm-registry': registry.url } };
    },
    expect: { ...endsWith('ntcli-unexpected'), also: expectNotExecuted },
  },
  {
    what: 'a registry that announces different bytes for the same version, with `ntcli-integrity` set',
    expected: 'rejected with exit 5, not executed',
    async arrange(sandbox) {
      const genuine = await sandbox.startRegistry([packages.documented]);
      const registry = await sandbox.startRegistry([hostileNtcli(sandbox, '1.0.0')]);
      const { integrity } = distOf(genuine, '1.0.0');
      return { inputs: { ...fromNpm, 'npm-registry': registry.url, 'ntcli-integrity': integrity } };
    },
    expect: { ...endsWith('ntcli-unexpected'), also: expectNotExecuted },
  },
  {
    what: 'a registry that sends hostile bytes for all dependencies of ntcli, in the default install',
    nightly: '137 packages',
    expected: 'rejected with exit 5, not executed',
    async arrange(sandbox) {
      const registry = await sandbox.startRegistry([packages.published, hostileNtcli(sandbox, '6.6.6')]);
      const hostile = Array<Scripted>(2_000).fill({ body: bytesOf(registry, '6.6.6') });
      registry.script('GET', /\/-\/(?!ntcli-)[^/]*\.tgz$/, ...hostile);
      return {
        inputs: { 'ntcli-package': '', 'npm-registry': registry.url },
        within: 120_000,
      };
    },
    expect: { ...endsWith('ntcli-unexpected'), also: expectNotExecuted },
  },
  {
    what: 'a parent project that declares the install as its workspace and sets another registry',
    nightly: 'an install with npm, as the row on lifecycle scripts',
    expected: 'its registry gets no request; deployed',
    async arrange(sandbox) {
      const genuine = await sandbox.startRegistry([packages.documented]);
      const { temp, home } = sandbox.job.places;
      writeFileSync(join(home, '.npmrc'), `registry=${genuine.url}\n`);
      const project = { private: true, workspaces: ['ntcli-deploy-*/ntcli'] };
      writeFileSync(join(temp, 'package.json'), JSON.stringify(project));
      writeFileSync(join(temp, '.npmrc'), `registry=${sandbox.otherServer.url}\n`);
      return {
        inputs: { ...fromNpm, cache: 'false' },
        afterMain() {
          for (const file of ['package.json', '.npmrc']) rmSync(join(temp, file));
        },
      };
    },
    expect: { ...deployed, also: ({ sandbox }) => expect(sandbox.otherServer.requests).toEqual([]) },
  },
  {
    what: '`latest` moved to a hostile version',
    expected: 'the requested version is installed; deployed',
    async arrange(sandbox) {
      const registry = await sandbox.startRegistry([hostileNtcli(sandbox, '6.6.6'), packages.documented]);
      expect(registry.packuments.get(name)?.['dist-tags'].latest).toBe('6.6.6');
      return { inputs: { ...fromNpm, 'npm-registry': registry.url } };
    },
    expect: {
      ...deployed,
      outputs: { ...deployed.outputs, 'ntcli-version': '1.0.0' },
      also: expectNotExecuted,
    },
  },
  {
    what: 'a package whose `ntcli` command points outside the package',
    expected: 'rejected with exit 5, not executed',
    async arrange(sandbox) {
      const bin = { ntcli: '../../../../../../../../../../../../../../usr/bin/env' };
      const registry = await sandbox.startRegistry([changedNtcli(sandbox, 'ntcli', { bin })]);
      return { inputs: { ...fromNpm, 'npm-registry': registry.url } };
    },
    expect: endsWith('ntcli-unexpected'),
  },
]);
