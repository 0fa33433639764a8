import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { startTls } from '../fakes/network.js';
import { startNpmRegistry } from '../fakes/npm-registry.js';
import { packages } from '../integration/github/test-env.js';
import type { Arranged } from './fault.js';
import { deployed, endsWith, rows } from './helpers.js';
import type { Observation } from './run-fault.js';
import type { Sandbox } from './sandbox.js';

const password = 'pass-word-of-another';
const signature = '5f2c81e09ab3d47615c4';
const query = `X-Amz-Signature=${signature}&x=1`;
const encoded = Buffer.from(password).toString('base64');
const secrets = [password, signature, query, encoded, `me:${password}`];
const tarball = /\/ntcli-1\.0\.0\.tgz/;

/** An npm registry that may get the credentials, unlike those of the sandbox. */
async function startRegistry(sandbox: Sandbox) {
  const registry = await startNpmRegistry({ packages: [packages.documented] });
  sandbox.onEnd(registry.close);
  return registry;
}

/** A signed URL with a password for a tarball, which redirects to the tarball on another origin. */
async function signedUrl(sandbox: Sandbox, status: number): Promise<Arranged> {
  const registry = await startRegistry(sandbox);
  const port = Number(new URL(registry.url).port);
  const first = await startTls(port, ['localhost']);
  const second = await startTls(port, [], {}, first);
  sandbox.onEnd(first.close, second.close);
  const file = join(sandbox.outside('certificates'), 'ca.pem');
  writeFileSync(file, first.cert);
  const { pathname } = new URL(registry.tarballs.get('@nimbletools/ntcli@1.0.0')?.url ?? '');
  const location = `https://localhost:${second.port}${pathname}`;
  registry.script('GET', tarball, { status, ...(status === 302 && { headers: { location } }) });
  sandbox.notes.push(registry.requests);
  const url = `https://me:${password}@localhost:${first.port}${pathname}?${query}`;
  return { inputs: { 'ntcli-package': url }, env: { NODE_EXTRA_CA_CERTS: file }, secrets };
}

/** The texts of npm's lockfiles in the tool cache. */
function cachedLockfiles({ sandbox }: Observation): readonly string[] {
  const { toolCache } = sandbox.job.places;
  const paths = readdirSync(toolCache, { recursive: true, encoding: 'utf8' });
  return paths
    .filter((path) => path.endsWith('package-lock.json'))
    .map((path) => readFileSync(join(toolCache, path), 'utf8'));
}

export const credentialFaults = rows('npm', [
  {
    what: '`ntcli-package` with a password and a signature, redirected to another origin',
    expected: 'neither shown, cached or sent to the other origin; deployed',
    arrange: (sandbox) => signedUrl(sandbox, 302),
    expect: {
      ...deployed,
      also(seen) {
        const basic = `Basic ${Buffer.from(`me:${password}`).toString('base64')}`;
        const requests: unknown = seen.sandbox.notes[0];
        expect(requests).toMatchObject([{ authorization: basic }, { authorization: '' }]);
        expect(cachedLockfiles(seen)).toHaveLength(2);
      },
    },
  },
  {
    what: '`ntcli-package` with an expired signature (403)',
    expected: 'exit 5, one request, signature not shown',
    arrange: (sandbox) => signedUrl(sandbox, 403),
    expect: {
      ...endsWith('npm-credentials', { 'deploy-status': 'skipped' }),
      also: ({ sandbox }) => expect(sandbox.notes[0]).toHaveLength(1),
    },
  },
  {
    what: 'an npm configuration with credentials: URL, `_auth`, `_password` and `_authToken`',
    expected: 'used, but neither shown nor cached; deployed',
    async arrange(sandbox) {
      const registry = await startRegistry(sandbox);
      sandbox.notes.push(registry.requests);
      const { host } = new URL(registry.url);
      const lines = [`//${host}/:_authToken=\${NPM_TOKEN}`, `//other.example/:_password=${encoded}`];
      const file = join(sandbox.outside('npm'), '.npmrc');
      writeFileSync(file, `${lines.join('\n')}\n`);
      const env = {
        NPM_CONFIG_USERCONFIG: file,
        NPM_CONFIG_REGISTRY: `http://me:${password}@${host}/`,
        NPM_TOKEN: signature,
      };
      return { inputs: { 'ntcli-package': '', 'ntcli-version': '1.0.0' }, env, secrets };
    },
    expect: {
      ...deployed,
      also(seen) {
        expect(seen.sandbox.notes[0]).not.toEqual([]);
        expect(cachedLockfiles(seen)).toHaveLength(2);
        for (const text of cachedLockfiles(seen)) expect(text).not.toContain('"resolved"');
      },
    },
  },
  ...(
    [
      ['ntcli-package', `https://me:${password}%zz@host.example/x.tgz`],
      ['ntcli-package', `https://host.example/x.tgz?sig=${signature}%zz`],
      ['npm-registry', 'https://host.example/%zz/'],
      ['npm-registry', `https://me:${password.slice(0, 12)}@a.b`],
    ] satisfies (readonly [string, string])[]
  ).map(([input, value], index) => ({
    what: `\`${input}\` with a URL that is invalid or has a password (${index + 1})`,
    expected: 'exit 2, value not shown',
    arrange: () => ({
      inputs: { 'ntcli-package': '', [input]: value },
      secrets: [password, signature, password.slice(0, 12)],
    }),
    expect: endsWith('bad-input', { 'deploy-status': 'skipped' }),
  })),
]);
