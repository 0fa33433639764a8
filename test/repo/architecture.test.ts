import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const source = resolve('src');
const biome = resolve('node_modules/@biomejs/biome/bin/biome');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll(sep, '/'))
  .filter((file) => file.endsWith('.ts'));

describe('import rules of biome.json', () => {
  const directory = mkdtempSync(join(tmpdir(), 'imports-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  cpSync('biome.json', join(directory, 'biome.json'));

  /** Runs the linter over one file of the given place and text, and returns the rules that it breaks. */
  function brokenRules(file: string, text: string): string {
    const path = join(directory, 'src', file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    try {
      execFileSync(process.execPath, [biome, 'lint', path], { cwd: directory, stdio: 'pipe' });
      return '';
    } catch (error) {
      return (
        /lint\/\w+\/\w+/.exec(String(error instanceof Error ? error.message : error))?.[0] ?? String(error)
      );
    }
  }

  it.each([
    ['lib/x.ts', "import '../deploy/deploy.js';"],
    ['lib/x.ts', "import '../run.js';"],
    ['schema/x.ts', "import '../lib/fs.js';"],
    ['ntcli/x.ts', "await import('../mcp/client.js');"],
    ['ntcli/install/x.ts', "export type { A } from '../../deploy/deploy.js';"],
    ['deploy/x.ts', "import '../ci/github.js';"],
    ['deploy/x.ts', "import '@actions/core';"],
    ['ci/x.ts', "import '@actions/exec';"],
    ['x.ts', "import '@actions/tool-cache';"],
  ])('%s may not contain %s', (file, text) => {
    expect(brokenRules(file, `${text}\n`)).toBe('lint/style/noRestrictedImports');
  });

  it.each([
    ['lib/x.ts', "import '@actions/exec';"],
    ['deploy/x.ts', "import '../ci/provider.js';\nimport '../ci/report.js';"],
    ['ntcli/install/x.ts', "import '../session.js';\nimport '../../api/client.js';"],
    ['x.ts', "import './ci/github.js';"],
  ])('%s may contain %s', (file, text) => {
    expect(brokenRules(file, `${text}\n`)).toBe('');
  });

  it('name every directory of src', () => {
    const { overrides }: { overrides: { includes: string[] }[] } = JSON.parse(
      readFileSync('biome.json', 'utf8'),
    );
    const named = overrides.flatMap(({ includes }) => includes);
    const directories = new Set(files.filter((file) => file.includes('/')).map((file) => dirname(file)));
    for (const name of directories) expect(named).toContain(`src/${name}/**`);
  });
});

describe('the sources', () => {
  // A table is looked up, not read.
  const tables = ['schema/input-table.ts', 'schema/error-catalogue.ts'];
  it.each(files.filter((file) => !tables.includes(file)))('%s has at most 230 lines', (file) => {
    expect(readFileSync(join(source, file), 'utf8').split('\n').length).toBeLessThanOrEqual(230);
  });

  it('throw only errors of the catalogue', () => {
    const others = files.filter((file) => /throw new /.test(readFileSync(join(source, file), 'utf8')));
    expect(others).toEqual([]);
  });

  it('import every package of "dependencies", and no other', () => {
    const { dependencies }: { dependencies: object } = JSON.parse(readFileSync('package.json', 'utf8'));
    const texts = files.map((file) => readFileSync(join(source, file), 'utf8')).join('\n');
    const imports = texts.matchAll(/(?:from |import\([^'\n]*)'(?!node:)((?:@[^'/]+\/)?[^'./][^'/]*)/g);
    expect([...new Set([...imports].map(([, name]) => name))].sort()).toEqual(
      Object.keys(dependencies).sort(),
    );
  });

  it('never contain the two commands that must not run in a pipeline', () => {
    const texts = files.map((file) => readFileSync(join(source, file), 'utf8')).join('\n');
    expect(texts).not.toMatch(/\[\s*'token'\s*,\s*'refresh'|\[\s*'auth'\s*,\s*'status'/);
  });
});
