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
