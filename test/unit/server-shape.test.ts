import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/api/json.js';
import { findSpecIssues } from '../../src/api/server-spec.js';
import { serverModel } from '../fakes/platform-model.js';
import { serverSpec } from '../fakes/platform-registry.js';

const variable = { name: 'A', value: 'a', default: 'b', isSecret: true, isRequired: false };
const link = 'https://a.example/b';
const [bundle] = serverSpec('ai.acme/echo', '1.0.0').packages ?? [];

/** An entry with every field of the control plane's model. */
const full = serverSpec('ai.acme/echo', '1.0.0', {
  icons: [{ src: link, sizes: ['64x64'] }],
  websiteUrl: link,
  repository: { url: link, source: 'github', id: '1', subfolder: 'x' },
  packages: [
    {
      ...bundle,
      registryBaseUrl: 'x',
      runtimeHint: 'x',
      runtimeArguments: [{ type: 'named', name: 'a', value: 'b' }],
      environmentVariables: [{ ...variable, description: 'x', placeholder: 'y' }],
    },
  ],
  runtime: {
    container: {
      healthCheck: { enabled: true, path: '/health', port: 1, interval: 1, timeout: 1, retries: 1 },
      startupProbe: { initialDelaySeconds: 1, periodSeconds: 1, failureThreshold: 1 },
    },
    observability: {
      metrics: { enabled: true, path: '/metrics', port: 1 },
      tracing: { enabled: true, endpoint: link },
    },
    security: {
      runAsNonRoot: true,
      runAsUser: 1,
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
    },
    networking: {
      ingress: { enabled: true, hosts: ['a'], tls: true, annotations: { a: 'b' } },
      service: { type: 'NodePort', annotations: { a: 'b' } },
    },
    registry: {
      categories: ['a'],
      tags: ['a'],
      branding: { logoUrl: link, iconUrl: link, primaryColor: '#000000', accentColor: '#000000' },
      documentation: { readmeUrl: link, changelogUrl: link, licenseUrl: link, examplesUrl: link },
      showcase: {
        featured: true,
        screenshots: [{ url: link, caption: 'x', thumbnail: link }],
        videoUrl: link,
      },
    },
    repository: { branch: 'main' },
  },
});

const values: readonly Json[] = [
  ...[null, true, false, '', 'x', '/x', 'true', 'maybe', link, 'ftp://a', 'http://a b', '#12345g'],
  ...[0, 1, -1, 5, 9, 101, 65_536, 1.5, '8000', '8.0', '5.', ' 1 ', '1_0', '1__0'],
  ...[[], {}, ['a'], [1], [{}], [null], { a: 1 }, ['a', 'b', 'c', 'd'], Array<string>(11).fill('t')],
  ...[101, 201, 256].map((length) => 'x'.repeat(length)),
];

type Path = readonly string[];

/** The paths of all values in an entry. */
function listPaths(value: unknown, path: Path = []): readonly Path[] {
  const children = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const below = children.flatMap(([name, child]) => listPaths(child, [...path, name]));
  return path.length > 0 ? [path, ...below] : below;
}

/** A copy of an entry with one value replaced, or removed if there is none. */
function change(entry: object, path: Path, ...value: readonly Json[]): Json {
  const copy = structuredClone(entry);
  const parent = path.slice(0, -1).reduce((at, name) => Object(at)[name], copy);
  const name = path.at(-1) ?? '';
  if (value.length > 0) Object.assign(parent, { [name]: value[0] });
  else Reflect.deleteProperty(parent, name);
  return JSON.parse(JSON.stringify(copy));
}

/** Where this program is stricter than the model: what the platform refuses later, or a mistake that it does not see. */
const stricter =
  /^(?:name|description|version|packages(?:\.0(?:\.(?:registryType|identifier|version|fileSha256|transport\.type|environmentVariables\.0\.name|runtimeArguments.*))?)?|_meta\..*\.(?:status|categories(?:\.0)?))$/;

// `replace` removes a server before the platform sees the new entry, so every refusal has to be known before.
describe('an entry with one changed value', () => {
  const paths = listPaths(full);

  it('has each field of the model', () => {
    expect(paths.length).toBeGreaterThan(100);
    expect(serverModel(full, '')).toEqual([]);
    expect(findSpecIssues(JSON.parse(JSON.stringify(full)))).toEqual([]);
  });

  it.each(paths.map((path) => [path.join('.'), path] as const))(
    '%s is judged as by the platform',
    (at, path) => {
      const isItem = /^\d+$/.test(path.at(-1) ?? '');
      const changed = values.map((value) => change(full, path, value));
      for (const spec of isItem ? changed : [...changed, change(full, path)]) {
        const [theirs, ours] = [serverModel(spec, ''), findSpecIssues(spec)];
        const shown = JSON.stringify(path.reduce((value: unknown, name) => Object(value)[name], spec));
        if (theirs.length > 0) expect(ours, `accepted: ${shown}`).not.toEqual([]);
        else if (!stricter.test(at)) expect(ours, `refused: ${shown}`).toEqual([]);
      }
    },
  );
});

describe('what Kubernetes refuses in an entry', () => {
  it.each<[string, object, string]>([
    ['a name that is too long for a label', { name: `io.github.${'x'.repeat(50)}/echo` }, 'name'],
    ['a name that starts with a dot', { name: '.acme/echo' }, 'name'],
    [
      'a category with a space',
      { runtime: { registry: { categories: ['Developer Tools'] } } },
      '_meta["ai.nimbletools.mcp/v1"].registry.categories[0]',
    ],
    [
      'an argument of another type',
      { packages: [{ ...bundle, runtimeArguments: [{ type: 'flag' }] }] },
      'packages[0].runtimeArguments[0].type',
    ],
  ])('%s', (_, changes, path) => {
    const spec: Json = JSON.parse(JSON.stringify(serverSpec('ai.acme/echo', '1.0.0', { ...changes })));
    expect(findSpecIssues(spec).map((issue) => issue.path)).toEqual([path]);
  });
});

it('an entry with one changed value is described without the value', () => {
  const spec = change(full, ['title'], 5);
  expect(findSpecIssues(spec)).toEqual([{ path: 'title', problem: 'must be a text in quotes' }]);
});
