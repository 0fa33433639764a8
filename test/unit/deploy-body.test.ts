import { describe, expect, it } from 'vitest';
import { buildDeployBody, type ServerSettings } from '../../src/api/deploy-body.js';
import type { Json } from '../../src/api/json.js';
import { toPlatformCpu, toPlatformMemory } from '../../src/api/quantity.js';
import { findPackageDifference, findSettingDifferences } from '../../src/api/settings-diff.js';

describe('quantities', () => {
  it.each([
    ['500m', '500m'],
    ['0.5', '500m'],
    ['2', '2'],
    ['1500m', '1500m'],
    ['1000m', '1'],
    ['0.3', '300m'],
    ['0.0005', '1m'],
  ])('cpu %s is %s', (cpu, expected) => expect(toPlatformCpu(cpu)).toBe(expected));

  it.each([
    ['512Mi', '512Mi'],
    ['1Gi', '1Gi'],
    ['1024Mi', '1Gi'],
    ['512M', '489Mi'],
    ['1.5Gi', '1536Mi'],
    ['600000Ki', '586Mi'],
    ['1000000', '1Mi'],
  ])('memory %s is %s', (memory, expected) => expect(toPlatformMemory(memory)).toBe(expected));
});

const variable = (name: string, more: object = {}) => ({ name, isRequired: false, ...more });
const entry = {
  version: '1.0.0',
  spec: {
    name: 'ai.acme/echo',
    packages: [{ environmentVariables: [variable('LOG_LEVEL', { default: 'info' }), variable('PLAIN')] }],
    _meta: {
      'ai.nimbletools.mcp/v1': { status: 'active', resources: { limits: { cpu: '1', memory: '1Gi' } } },
    },
  },
};
const env = new Map([
  ['LOG_LEVEL', 'debug'],
  ['OTHER', 'a=b'],
]);

describe('buildDeployBody', () => {
  it('puts every setting where the open control plane reads it', () => {
    const settings = { env, cpu: '0.5', memory: '768Mi', minReplicas: 2, maxReplicas: 5 };
    expect(buildDeployBody('ai.acme/echo', entry, settings)).toMatchObject({
      name: 'ai.acme/echo',
      environment: { LOG_LEVEL: 'debug', OTHER: 'a=b' },
      replicas: 2,
      scaling: { minReplicas: 2, maxReplicas: 5 },
      server: {
        packages: [{ environmentVariables: [{ name: 'LOG_LEVEL', value: 'debug' }, { name: 'PLAIN' }] }],
        _meta: {
          'ai.nimbletools.mcp/v1': {
            status: 'active',
            resources: { limits: { cpu: '500m', memory: '768Mi' } },
            scaling: { minReplicas: 2, maxReplicas: 5 },
          },
          'ai.nimblebrain.mcp/v1': { resources: { limits: { cpu: '500m', memory: '768Mi' } } },
        },
      },
    });
  });

  it.each<[string, Omit<ServerSettings, 'env'>, number | undefined, number | undefined]>([
    ['nothing for a new server', {}, undefined, undefined],
    ['the number of a manual scale', {}, 3, 3],
    ['no 0 of a manual scale', {}, 0, undefined],
    ['a new minimum', { minReplicas: 2 }, 1, 2],
    ['a manual scale above the minimum', { minReplicas: 0 }, 3, 3],
    ['a new maximum', { maxReplicas: 2 }, 4, 2],
    ['no 0 of the minimum', { minReplicas: 0 }, undefined, 1],
  ])('asks for replicas: %s', (_, settings, current, expected) => {
    const body = buildDeployBody('a/b', entry, { env: new Map(), ...settings }, current);
    expect(Object(body).replicas).toBe(expected);
  });

  it('lowers a request to its limit, which Kubernetes would refuse', () => {
    const body = buildDeployBody('a/b', entry, { env: new Map(), cpu: '20m', memory: '64Mi' });
    const { resources } = Object(body).server._meta['ai.nimbletools.mcp/v1'];
    expect(resources).toEqual({
      limits: { cpu: '20m', memory: '64Mi' },
      requests: { cpu: '20m', memory: '64Mi' },
    });
  });

  it('delivers an empty value in place of a default', () => {
    const body = buildDeployBody('a/b', entry, { env: new Map([['LOG_LEVEL', '']]) });
    expect(Object(body).server.packages[0].environmentVariables[0]).toMatchObject({ value: '', default: '' });
  });

  it('adds no runtime to an entry without one, which would change its limits', () => {
    const bare = { version: '1.0.0', spec: { name: 'a/b' } };
    const body = buildDeployBody('a/b', bare, { env: new Map(), minReplicas: 2 });
    expect(Object(body).server._meta).not.toHaveProperty('ai.nimbletools.mcp/v1');
  });
});

describe('findPackageDifference', () => {
  const packages = (...versions: string[]) => ({ packages: versions.map((version) => ({ version })) });
  it.each<[string, Json, Json, string | undefined]>([
    ['another version', packages('2.0.0'), packages('1.0.0'), 'the platform shows 1.0.0, not 2.0.0'],
    ['the same version', packages('2.0.0'), packages('2.0.0'), undefined],
    ['one of several packages', packages('2.0.0', '3.0.0'), packages('3.0.0'), undefined],
    ['an edition that shows no packages', packages('2.0.0'), {}, undefined],
    ['an entry without versions', {}, packages('1.0.0'), undefined],
  ])('compares with %s', (_, entry, spec, expected) => {
    expect(findPackageDifference(entry, spec)).toBe(expected);
  });
});

describe('findSettingDifferences', () => {
  const shown = (more: { readonly [name: string]: Json } = {}): Json => ({
    resources: { limits: { cpu: '500m', memory: '489Mi' } },
    scaling: { minReplicas: 2, maxReplicas: 5 },
    environment: { LOG_LEVEL: 'debug', OTHER: 'a=b' },
    packages: [{ environmentVariables: [variable('LOG_LEVEL', { value: 'debug' })] }],
    ...more,
  });
  const asked: ServerSettings = { env, cpu: '0.5', memory: '512M', minReplicas: 2, maxReplicas: 5 };

  it('finds nothing when all settings arrived', () => {
    expect(findSettingDifferences(asked, shown())).toEqual([]);
  });

  it.each<[string, Json, RegExp]>([
    [
      'a limit',
      { resources: { limits: { cpu: '1000m', memory: '489Mi' } } },
      /^`cpu` is 1000m instead of 0\.5$/,
    ],
    ['no limits', { resources: {} }, /`memory` is not set instead of 512M/],
    ['replicas', { scaling: { minReplicas: 1, maxReplicas: 5 } }, /`min-replicas` is 1 instead of 2/],
    ['a variable', { environment: { LOG_LEVEL: 'debug' } }, /the variable OTHER of `env` is not set/],
    [
      'a default that wins',
      { packages: [{ environmentVariables: [variable('LOG_LEVEL', { default: 'info' })] }] },
      /the variable LOG_LEVEL of `env` has another value/,
    ],
  ])('finds %s', (_, more, expected) => {
    const found = findSettingDifferences(asked, { ...Object(shown()), ...Object(more) });
    expect(found.join('; ')).toMatch(expected);
    expect(found.join('; ')).not.toMatch(/debug|a=b/);
  });
});
