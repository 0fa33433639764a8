import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/api/json.js';
import { findSpecIssues } from '../../src/api/server-spec.js';

const bundle = (arch: string) => ({
  registryType: 'mcpb',
  identifier: `https://github.com/acme/x/releases/download/v1/x-v1-linux-${arch}.mcpb`,
  version: '1.0.0',
  fileSha256: 'a'.repeat(64),
  transport: { type: 'streamable-http', url: 'http://localhost:8000/mcp' },
  environmentVariables: [{ name: 'API_KEY', isRequired: true, isSecret: true }],
});
const good = {
  name: 'ai.nimbletools/echo',
  version: '1.0.0',
  description: 'Echoes',
  packages: [bundle('amd64'), bundle('arm64')],
  _meta: {
    'ai.nimbletools.mcp/v1': { status: 'active', resources: { limits: { cpu: '500m', memory: '1Gi' } } },
  },
};

describe('findSpecIssues', () => {
  it('finds nothing in a server that the platform accepts', () => {
    expect(findSpecIssues(good)).toEqual([]);
    const image = { ...bundle(''), registryType: 'oci', identifier: 'acme/echo', fileSha256: null };
    expect(findSpecIssues({ ...good, packages: [image] })).toEqual([]);
  });

  const runtime = (value: Json): Json => ({ ...good, _meta: { 'ai.nimbletools.mcp/v1': value } });
  const pack = (value: { readonly [name: string]: Json }): Json => ({
    ...good,
    packages: [{ ...bundle('amd64'), ...value }],
  });

  it.each<[string, Json, string]>([
    ['no object', [], '$'],
    ['a name without namespace', { ...good, name: 'echo' }, 'name'],
    ['upper case in the name', { ...good, name: 'ai.acme/Upper_Case' }, 'name'],
    ['a long description', { ...good, description: 'x'.repeat(101) }, 'description'],
    ['no version', { ...good, version: '' }, 'version'],
    ['remotes only', { ...good, packages: [], remotes: [] }, 'packages'],
    ['no bundle for the platform', { ...good, packages: [bundle('arm64')] }, 'packages'],
    [
      'a bundle that is no .mcpb file',
      pack({ identifier: 'https://x.example/linux-amd64.mcpb/x' }),
      'packages[0].identifier',
    ],
    ['a short hash', pack({ fileSha256: 'abc' }), 'packages[0].fileSha256'],
    ['stdio', pack({ transport: { type: 'stdio' } }), 'packages[0].transport.type'],
    [
      'a bad variable name',
      pack({ environmentVariables: [{ name: 'A B' }] }),
      'packages[0].environmentVariables[0].name',
    ],
    ['a deprecated server', runtime({ status: 'deprecated' }), '_meta["ai.nimbletools.mcp/v1"].status'],
    [
      'a fraction of a core',
      runtime({ resources: { limits: { cpu: '0.5' } } }),
      '_meta["ai.nimbletools.mcp/v1"].resources.limits.cpu',
    ],
    [
      'megabytes',
      runtime({ resources: { requests: { memory: '512M' } } }),
      '_meta["ai.nimbletools.mcp/v1"].resources.requests.memory',
    ],
  ])('finds %s', (_, spec, path) => {
    expect(findSpecIssues(spec).map((issue) => issue.path)).toContain(path);
  });

  it('finds all faults at once', () => {
    const spec = { name: 'echo', packages: [{}] };
    expect(findSpecIssues(spec).length).toBeGreaterThan(5);
  });
});
