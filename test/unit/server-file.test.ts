import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/api/json.js';
import { parseInputs } from '../../src/inputs/parse.js';
import type { Inputs } from '../../src/inputs/types.js';
import type { RawInputs } from '../../src/schema/inputs.js';
import { serverSpec } from '../fakes/platform-registry.js';

const token = 'a-token-of-the-workspace';
const sha = 'a'.repeat(64);
const url = (arch: string, version = '2.0.0') =>
  `https://github.com/acme/x/releases/download/v${version}/echo-v${version}-linux-${arch}.mcpb`;

/** Parses the inputs of a run with one file, server.json. */
function parse(spec: unknown, raw: RawInputs = {}) {
  const text = typeof spec === 'string' ? spec : JSON.stringify(spec);
  return parseInputs({ token, 'server-file': 'server.json', ...raw }, '/checkout', {
    readText: () => ({ ok: true, text }),
    leadsOut: () => false,
    hash: (path) =>
      path.endsWith('.mcpb') ? { ok: true, text: sha } : { ok: false, problem: 'cannot read' },
  });
}

function inputs(spec: unknown, raw: RawInputs = {}): Inputs {
  const result = parse(spec, raw);
  if (!result.ok) throw new Error(result.error.message);
  return result.inputs;
}

const packages = (spec: unknown, raw: RawInputs) => inputs(spec, raw).servers[0]?.entry?.spec.packages;

const echo = serverSpec('ai.acme/echo', '1.0.0');
const bundles = { bundle: `${url('amd64')}#sha256=${sha}\n${url('arm64')}#sha256=${sha.toUpperCase()}` };

describe('a release', () => {
  it('replaces version, URL and SHA-256, and leaves the rest of a package', () => {
    const { servers } = inputs(echo, { 'server-version': 'v2.0.0', ...bundles });
    expect(servers).toMatchObject([{ label: 'ai.acme/echo@2.0.0', platformId: 'echo', version: '2.0.0' }]);
    const [old] = Object(echo).packages;
    const made = (arch: string) => ({ ...old, identifier: url(arch), version: '2.0.0', fileSha256: sha });
    expect(servers[0]?.entry?.spec).toEqual({
      ...echo,
      version: '2.0.0',
      packages: [made('amd64'), made('arm64')],
    });
  });

  it('does not take the end of a query for the name of a bundle', () => {
    const signed = ['arm64', 'riscv64'].map((arch) => `${url(arch)}?signature=a/b#sha256=${sha}`);
    const all = [`${url('amd64')}#sha256=${sha}`, ...signed];
    expect(packages(echo, { bundle: all.join('\n') })).toHaveLength(3);
  });

  // As in the repositories of the vendor's servers, whose pipelines know the bundles only after the build.
  it('adds bundles to a file without packages', () => {
    const { packages: _, ...bare }: JsonObject = JSON.parse(JSON.stringify(echo));
    expect(packages(bare, bundles)).toEqual(
      ['amd64', 'arm64'].map((arch) => ({
        registryType: 'mcpb',
        transport: { type: 'streamable-http' },
        environmentVariables: [],
        identifier: url(arch),
        version: '1.0.0',
        fileSha256: sha,
      })),
    );
  });

  it('drops the bundles of architectures that it does not have', () => {
    expect(packages(echo, { bundle: `${url('amd64')}#sha256=${sha}` })).toHaveLength(1);
  });

  it('sets the version of an image, and leaves its name', () => {
    const image = { registryType: 'oci', identifier: 'acme/echo', version: '1.0.0' };
    const spec = { ...echo, packages: [{ ...image, transport: { type: 'streamable-http' } }] };
    expect(packages(spec, { 'server-version': '2.0.0' })).toMatchObject([
      { identifier: 'acme/echo', version: '2.0.0' },
    ]);
  });

  it('computes the SHA-256 of a file', () => {
    const raw = { bundle: 'dist/echo-linux-amd64.mcpb', 'bundle-url': 'https://example.com/v2/' };
    expect(packages(echo, raw)).toMatchObject([
      { identifier: 'https://example.com/v2/echo-linux-amd64.mcpb', fileSha256: sha },
    ]);
  });
});

describe('what is wrong', () => {
  it.each<[string, unknown, RawInputs, RegExp]>([
    [
      'no JSON',
      '{"name": ',
      {},
      /`server-file`: server\.json is not valid JSON: line 1, column 10: the file ends/,
    ],
    ['ntcli', echo, { 'deploy-with': 'ntcli' }, /`deploy-with`: ntcli deploys only what the registry has/],
    ['a response of the registry', { server: echo }, {}, /server\.json is a response of the registry; only/],
    ['a list', [], {}, /server\.json is not a JSON object/],
    ['the token in the file', { ...echo, x: token }, {}, /`server-file`: contains the token/],
    ['a version of two files', echo, { 'server-file': 'a,b', 'server-version': '2' }, /exactly one file/],
    ['a version without a file', echo, { 'server-file': '', 'server-version': '2' }, /exactly one file/],
    [
      'bundles of an older version',
      echo,
      { 'server-version': '2.0.0' },
      /packages\[0\] is a bundle of 1\.0\.0/,
    ],
    ['a file without a URL', echo, { bundle: 'a-linux-amd64.mcpb' }, /`bundle`: a file needs `bundle-url`/],
    ['a URL without a SHA-256', echo, { bundle: url('amd64') }, /`bundle`: the URL .* `#sha256=`/],
    ['plain HTTP', echo, { bundle: `http://x/a.mcpb#sha256=${sha}` }, /`bundle`: the URL .* https/],
    ['a URL alone', echo, { 'bundle-url': 'https://x/' }, /`bundle-url`: needs `bundle`/],
    [
      'a bundle twice',
      echo,
      { bundle: `${url('amd64')}#sha256=${sha},${url('amd64')}#sha256=${sha}` },
      /`bundle`: names echo-v2\.0\.0-linux-amd64\.mcpb twice/,
    ],
    [
      'no bundle for the platform',
      echo,
      { bundle: `${url('arm64')}#sha256=${sha}` },
      /packages has no bundle for linux-amd64/,
    ],
    ['a missing file', echo, { bundle: 'gone', 'bundle-url': 'https://x/' }, /`bundle`: cannot read/],
    [
      'the same server in both inputs',
      echo,
      { server: 'ai.acme/echo' },
      /`server-file`: ai\.acme\/echo and ai\.acme\/echo of server\.json are the same server on the platform/,
    ],
    [
      'two files for one server',
      echo,
      { 'server-file': 'a/server.json, b/server.json' },
      /`server-file`: ai\.acme\/echo of a\/server\.json and ai\.acme\/echo of b\/server\.json are the same server/,
    ],
    ['a version with a line break', { ...echo, version: '1\n::error::x' }, {}, /version must be/],
    ['no source of the repository', { ...echo, repository: { url: 'https://x' } }, {}, /repository\.source/],
  ])('names %s', (_, spec, raw, message) => {
    const result = parse(spec, raw);
    expect(result.ok ? '' : result.error.message).toMatch(message);
  });

  it('warns of a bundle without a runtime', () => {
    const result = parse({ ...echo, _meta: {} });
    expect(result.ok && result.notices).toMatchObject([{ code: 'runtime-missing' }]);
  });
});
