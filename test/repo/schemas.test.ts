import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../fakes/circleci-expand.js';
import { isMapping, mappingAt } from '../fakes/circleci-parameters.js';
import { interpolate } from '../fakes/gitlab-interpolate.js';
import { samplesOf } from '../integration/gitlab/samples.js';
import { hasProgram } from '../programs.js';
import { pages, snippetsOf, systemOf } from './docs/pages.js';

/** A document by the name that an error shows it under. */
type Documents = Readonly<Record<string, unknown>>;

const files = (directory: string, pattern = /\.ya?ml$/): Documents =>
  Object.fromEntries(
    readdirSync(directory)
      .filter((name) => pattern.test(name))
      .map((name) => [`${directory}/${name}`, parse(readFileSync(join(directory, name), 'utf8'))]),
  );

const snippets = (system: string): Documents =>
  Object.fromEntries(
    pages
      .flatMap((page) => snippetsOf(page, /^ya?ml$/))
      .filter(({ text }) => systemOf(text) === system)
      .map(({ place, text }) => [place, parse(text, { version: system === 'github' ? '1.2' : '1.1' })]),
  );

/** The two documents of a component: its header, and the pipelines that it makes. */
function componentDocuments(component: 'deploy' | 'check'): Documents {
  const template = readFileSync(`templates/${component}.yml`, 'utf8');
  const [header = ''] = template.split(/^---\s+/m);
  const rules = [{ if: '$CI_COMMIT_TAG', when: 'manual' }];
  const samples = { ...samplesOf(template), rules };
  const needs = 'needs' in samples ? { needs: ['test', { job: 'build', optional: true }] } : {};
  const minimal = component === 'deploy' ? { server: 'ai.nimbletools/echo' } : {};
  return {
    [`${component}, header`]: parse(header, { version: '1.1' }),
    [`${component}, defaults`]: interpolate(template, minimal),
    [`${component}, all inputs`]: interpolate(template, { ...samples, ...needs }),
  };
}

function circleciDocuments(): Documents {
  const text = readFileSync('templates/circleci/orb.yml', 'utf8');
  const orb = readConfig(text);
  const examples = Object.entries(mappingAt(orb, 'examples')).map(([name, example]) => [
    `example ${name}`,
    isMapping(example) ? example.usage : undefined,
  ]);
  const own = readFileSync('.circleci/test-orb.yml', 'utf8');
  return {
    orb,
    'test-orb.yml with the orb': readConfig(
      `${own}orbs:\n  ntcli-deploy:\n${text.replaceAll(/^/gm, '    ')}`,
    ),
    'config.yml': readConfig(readFileSync('templates/circleci/config.yml', 'utf8')),
    'own config.yml': readConfig(readFileSync('.circleci/config.yml', 'utf8')),
    ...Object.fromEntries(examples),
  };
}

const { include, ...ownJobs }: Record<string, unknown> = parse(readFileSync('.gitlab-ci.yml', 'utf8'), {
  version: '1.1',
  merge: true,
});

/** The schemas that check-jsonschema ships, and what must be valid in each. */
const checks: readonly { schema: string; documents: () => Documents; invalid: unknown }[] = [
  {
    schema: 'github-actions',
    documents: () => ({ 'action.yml': parse(readFileSync('action.yml', 'utf8')) }),
    invalid: { name: 'a', description: 'b', runs: { using: 'node99', main: 'x.js' } },
  },
  {
    schema: 'github-workflows',
    documents: () => ({
      ...files('.github/workflows'),
      ...files('templates/github'),
      ...snippets('github'),
    }),
    invalid: { on: 'push', jobs: { a: { 'runs-on': 'x', enviroment: 'y', steps: [] } } },
  },
  {
    schema: 'gitlab-ci',
    documents: () => ({
      ...componentDocuments('deploy'),
      ...componentDocuments('check'),
      '.gitlab-ci.yml': { include, ...ownJobs },
      ...snippets('gitlab'),
    }),
    invalid: { job: { script: ['x'], uninterruptible: true } },
  },
  {
    schema: 'circle-ci',
    documents: () => ({ ...circleciDocuments(), ...snippets('circleci') }),
    invalid: { version: 2.1, jobs: { a: { docker: [{ image: 'x' }], steps: [{ run: { nam: 'y' } }] } } },
  },
  {
    schema: 'dependabot',
    documents: () => ({ 'dependabot.yml': parse(readFileSync('.github/dependabot.yml', 'utf8')) }),
    invalid: { version: 2 },
  },
  {
    schema: 'github-issue-forms',
    documents: () => files('.github/ISSUE_TEMPLATE', /^(?!config).*\.yml$/),
    invalid: { name: 'a' },
  },
  {
    schema: 'github-issue-config',
    documents: () => files('.github/ISSUE_TEMPLATE', /^config\.yml$/),
    invalid: { contact_links: [{ name: 'a' }] },
  },
];

const directory = mkdtempSync(join(tmpdir(), 'schemas-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** What check-jsonschema finds wrong in the documents, all in one process. */
function issuesIn(schema: string, documents: Documents): string[] {
  const names = Object.keys(documents);
  const paths = names.map((name, index) => {
    const path = join(directory, `${schema}-${index}.json`);
    writeFileSync(path, JSON.stringify(documents[name]));
    return path;
  });
  const options = ['--builtin-schema', `vendor.${schema}`, '--output-format', 'json'];
  const { stdout, stderr } = spawnSync('check-jsonschema', [...options, ...paths], { encoding: 'utf8' });
  const report: Report = JSON.parse(stdout || `{"parse_errors":[${JSON.stringify({ message: stderr })}]}`);
  const issues = [...(report.errors ?? []), ...(report.parse_errors ?? [])];
  return issues.map(({ filename = '', path = '', message, best_deep_match: best }) => {
    const { path: where, message: what } = best ?? { path, message };
    return `${names[paths.indexOf(filename)]}: ${where}: ${what}`;
  });
}

interface Report {
  readonly errors?: readonly Issue[];
  readonly parse_errors?: readonly Issue[];
}
interface Issue {
  readonly filename?: string;
  readonly path?: string;
  readonly message: string;
  readonly best_deep_match?: { readonly path: string; readonly message: string };
}

describe.skipIf(!hasProgram('check-jsonschema', '--version'))(
  'the schema vendored by check-jsonschema',
  () => {
    it.concurrent.each(checks)('$schema accepts every file and example', ({ schema, documents }) => {
      const all = documents();
      expect(Object.keys(all)).not.toEqual([]);
      expect(issuesIn(schema, all)).toEqual([]);
    });

    it.concurrent.each(checks)('$schema would refuse a mistake', ({ schema, invalid }) => {
      expect(issuesIn(`${schema}`, { invalid })).not.toEqual([]);
    });
  },
);
