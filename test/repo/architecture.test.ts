import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Who may import whom: the rule of ARCHITECTURE.md. A room may always import itself. */
const mayImport: Record<string, readonly string[]> = {
  schema: [],
  lib: ['schema'],
  token: [],
  api: ['schema', 'lib'],
  mcp: ['schema', 'lib', 'api'],
  ntcli: ['schema', 'lib', 'api'],
  inputs: ['schema', 'lib', 'token', 'api', 'mcp', 'ntcli'],
  ci: ['schema', 'lib'],
  deploy: ['schema', 'lib', 'token', 'inputs', 'api', 'mcp', 'ntcli', 'ci/provider.ts'],
};

const source = resolve('src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll(sep, '/'))
  .filter((file) => file.endsWith('.ts'));

function importsOf(file: string): string[] {
  const text = readFileSync(join(source, file), 'utf8');
  const imports = text.matchAll(/from '([^']+)'|import '([^']+)'|import\((?:\/\*.*?\*\/ )?'([^']+)'\)/g);
  return [...imports].map(([, named, bare, later]) => named ?? bare ?? later ?? '');
}

describe('the house', () => {
  it.each(files.filter((file) => file.includes('/')))('%s imports only what its room may', (file) => {
    const room = file.split('/')[0] ?? '';
    const allowed = mayImport[room];
    expect(allowed, `the room ${room} has no rule`).toBeDefined();
    const strangers = importsOf(file)
      .filter((target) => target.startsWith('.'))
      .map((target) => posix.join(dirname(file), target.replace(/\.js$/, '.ts')))
      .filter((target) => !target.startsWith(`${room}/`))
      .filter((target) => !allowed?.some((name) => target === name || target.startsWith(`${name}/`)));
    expect(strangers).toEqual([]);
  });

  // A table is looked up, not read.
  const tables = ['schema/input-table.ts', 'schema/error-catalogue.ts'];
  it.each(files.filter((file) => !tables.includes(file)))('%s is short enough to read in one go', (file) => {
    expect(readFileSync(join(source, file), 'utf8').split('\n').length).toBeLessThanOrEqual(230);
  });

  it('uses each package of the GitHub toolkit in these files only', () => {
    const users = files.flatMap((file) => importsOf(file).map((target) => `${target} in ${file}`));
    expect(users.filter((user) => user.startsWith('@actions/')).sort()).toEqual([
      '@actions/core in ci/github.ts',
      '@actions/core in post.ts',
      '@actions/exec in lib/exec.ts',
      '@actions/tool-cache in ci/github.ts',
    ]);
  });

  it('ends a run by nothing but an entry of the catalogue', () => {
    const others = files.filter((file) =>
      /throw new (?!Failed\b)/.test(readFileSync(join(source, file), 'utf8')),
    );
    expect(others).toEqual([]);
  });

  it('never writes down the two commands that must not run in a pipeline', () => {
    const texts = files.map((file) => readFileSync(join(source, file), 'utf8')).join('\n');
    expect(texts).not.toMatch(/\[\s*'token'\s*,\s*'refresh'|\[\s*'auth'\s*,\s*'status'/);
  });
});
