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

describe('the licenses of the packages in a bundle', () => {
  const forHttp = ['agent-base', 'debug', 'https-proxy-agent', 'ms', 'supports-color'];
  const processes = ['@actions/exec', '@actions/io'];
  it.each([
    [
      'main/licenses.txt',
      ['@actions/core', ...processes, '@actions/tool-cache', ...forHttp, 'eventsource-parser', 'semver'],
    ],
    ['post/licenses.txt', ['@actions/core']],
    ['ntcli-deploy.mjs', [...processes, ...forHttp, 'eventsource-parser']],
  ])('are in dist/%s, and no others', (file, packages) => {
    const text = readFileSync(`dist/${file}`, 'utf8');
    const [, ...licenses] = `\n\n${text}`.split(/\n\n(?=\S+\n(?:MIT|ISC)\n)/);
    expect(licenses.map((license) => license.split('\n')[0])).toEqual([...packages].sort());
    for (const license of licenses)
      expect(license).toMatch(/Permission is hereby granted|Permission to use, copy, modify/);
  });

  it('are one comment at the end of the engine', () => {
    const [code = '', licenses = ''] = readFileSync('dist/ntcli-deploy.mjs', 'utf8').split(
      '\n/*!\nLicenses of ',
    );
    expect(licenses.trimEnd().indexOf('*/')).toBe(licenses.trimEnd().length - 2);
    expect(code.length).toBeGreaterThan(100_000);
  });
});

it('the fake GitHub runner reads the inputs of action.yml as a YAML parser does', () => {
  const text = readFileSync('action.yml', 'utf8');
  expect(inputNames(text)).toEqual(Object.keys(parse(text).inputs));
  expect(() => inputNames('inputs:\n  cache:\n    default: x\n')).toThrow('has a default');
});

describe('the version', () => {
  it('is the same in every file that contains it', () => {
    const manifest: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(manifest.version).toBe(product.version);
    const pages = ['README.md', 'docs/recipes.md', 'docs/security.md', 'docs/versions.md'];
    const tags = pages.flatMap(
      (page) => readFileSync(page, 'utf8').match(/ntcli-deploy\/v\d+\.\d+\.\d+/g) ?? [],
    );
    expect(new Set(tags)).toEqual(new Set([`ntcli-deploy/v${product.version}`]));
  });
});
