import { expect, it } from 'vitest';
import type { JsonObject } from '../../src/api/json.js';
import { compareIdentity } from '../../src/api/same-server.js';

const bundle = (path: string) => [{ identifier: `https://github.com/${path}/releases/download/v1/x.mcpb` }];
const image = (identifier: string) => [{ identifier }];

it.each<[string, JsonObject, JsonObject | undefined, string]>([
  // Servers for the same product often have the same title and the same last part of the id.
  ['the title', { title: 'A', packages: bundle('a/x') }, { title: 'A', packages: bundle('b/x') }, 'unknown'],
  [
    'title and owner',
    { title: 'A', packages: bundle('a/x') },
    { title: 'A', packages: bundle('a/y') },
    'same',
  ],
  [
    'title and owner, on another host',
    { title: 'A', packages: image('ghcr.io/a/x:1') },
    { title: 'A', packages: bundle('a/x') },
    'same',
  ],
  ['the title, without packages', { title: 'A', packages: bundle('a/x') }, { title: 'A' }, 'same'],
  ['the repository in uppercase', { packages: bundle('A/X') }, { packages: bundle('a/x') }, 'same'],
  [
    'a URL but the signature',
    { packages: [{ identifier: 'https://cdn.example/x.mcpb?signature=a/b/c', version: '1' }] },
    { packages: [{ identifier: 'https://cdn.example/x.mcpb?signature=d', version: '1' }] },
    'same',
  ],
  ['the repository', { title: 'A', packages: bundle('a/x') }, { packages: bundle('a/x') }, 'same'],
  ['the image', { packages: image('ghcr.io/a/x:1') }, { packages: image('ghcr.io/a/x:2') }, 'same'],
  [
    'the image of a registry with a port',
    { packages: image('localhost:5000/x@sha256:1') },
    { packages: image('localhost:5000/x') },
    'same',
  ],
  ['nothing', { title: 'A', packages: bundle('a/x') }, { title: 'B', packages: bundle('b/x') }, 'other'],
  ['no title there', { title: 'A', packages: bundle('a/x') }, { packages: bundle('b/x') }, 'other'],
  ['no title at all', { packages: bundle('a/x') }, { packages: bundle('b/x') }, 'other'],
  ['the owner only', { packages: bundle('a/x') }, { packages: bundle('a/y') }, 'unknown'],
  [
    'the owner of an image',
    { packages: image('ghcr.io/a/x:1') },
    { packages: image('ghcr.io/a/y') },
    'unknown',
  ],
  [
    'the registry of an image',
    { packages: image('ghcr.io/a/x') },
    { packages: image('ghcr.io/b/x') },
    'other',
  ],
  ['an image name', { packages: image('a/x') }, { packages: image('b/x') }, 'other'],
  [
    'a URL but the version',
    { packages: [{ identifier: 'https://cdn.example/x/v2.0.0/y.mcpb', version: '2.0.0' }] },
    { packages: [{ identifier: 'https://cdn.example/x/v1.0.0/y.mcpb', version: '1.0.0' }] },
    'same',
  ],
  [
    'a digit of their name as version',
    { packages: [{ identifier: 'https://github.com/a1/x/y.mcpb', version: '1' }] },
    { packages: [{ identifier: 'https://github.com/a2/x/y.mcpb', version: '2' }] },
    'other',
  ],
  [
    'the API of GitLab and the title',
    { title: 'A', packages: image('https://gitlab.com/api/v4/projects/1/packages/generic/x/1/x.mcpb') },
    { title: 'A', packages: image('https://gitlab.com/api/v4/projects/2/packages/generic/x/1/x.mcpb') },
    'unknown',
  ],
  [
    'the API of GitLab',
    { packages: image('https://gitlab.com/api/v4/projects/1/packages/generic/x/1/x.mcpb') },
    { title: 'B', packages: image('https://gitlab.com/api/v4/projects/2/packages/generic/x/1/x.mcpb') },
    'other',
  ],
  ['no packages there', { title: 'A', packages: bundle('a/x') }, { title: 'B' }, 'unknown'],
  ['no packages here', { title: 'A' }, { title: 'B', packages: bundle('b/x') }, 'unknown'],
  ['nothing that is shown', { title: 'A', packages: bundle('a/x') }, undefined, 'unknown'],
])('an entry and a server that share %s', (_, spec, deployed, kind) => {
  expect(compareIdentity({ version: '1', spec }, deployed).kind).toBe(kind);
});
