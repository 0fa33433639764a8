import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { generatedFiles } from '../../scripts/generate/targets.js';
import { product } from '../../src/schema/constants.js';
import { inputNames } from '../fakes/github-runner.js';

describe('generated files', () => {
  it.each(generatedFiles)('$path is what `npm run build` writes', ({ path, text }) => {
    const committed = readFileSync(path, 'utf8');
    expect(text(committed)).toBe(committed);
  });
});

it('the engine file, which is distributed alone, has the licenses of the packages in it', () => {
  const engine = readFileSync('dist/ntcli-deploy.mjs', 'utf8');
  const [code = '', licenses = ''] = engine.split(
    '\n/*!\nLicenses of the packages that are bundled in this file:\n',
  );
  const bundled = ['@actions/exec', '@actions/io', 'agent-base', 'eventsource-parser', 'https-proxy-agent'];
  for (const name of bundled)
    expect(licenses).toMatch(new RegExp(`^${name}$[^]*?(Permission is hereby granted|Apache License)`, 'm'));
  expect(licenses.trimEnd().indexOf('*/')).toBe(licenses.trimEnd().length - 2);
  expect(code.length).toBeGreaterThan(100_000);
});

it('the fake GitHub runner reads the inputs of action.yml as a YAML parser does', () => {
  const text = readFileSync('action.yml', 'utf8');
  expect(inputNames(text)).toEqual(Object.keys(parse(text).inputs));
  expect(() => inputNames('inputs:\n  cache:\n    default: x\n')).toThrow('has a default');
});

describe('the version', () => {
  it('is the same wherever it is written down', () => {
    const manifest: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(manifest.version).toBe(product.version);
    const pages = ['README.md', 'docs/recipes.md', 'docs/security.md', 'docs/versions.md'];
    const tags = pages.flatMap(
      (page) => readFileSync(page, 'utf8').match(/ntcli-deploy\/v\d+\.\d+\.\d+/g) ?? [],
    );
    expect(new Set(tags)).toEqual(new Set([`ntcli-deploy/v${product.version}`]));
  });
});
