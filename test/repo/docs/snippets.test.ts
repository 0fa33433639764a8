import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { product } from '../../../src/schema/constants.js';
import { expandConfig, readConfig } from '../../fakes/circleci-expand.js';
import { isMapping, type Mapping, mappingAt } from '../../fakes/circleci-parameters.js';
import { interpolate } from '../../fakes/gitlab-interpolate.js';
import { pages, snippetsOf, systemOf } from './pages.js';

const snippets = pages.flatMap((page) => snippetsOf(page, /^ya?ml$/));

const of = (system: string) => snippets.filter(({ text }) => systemOf(text) === system);

/** The files of this release, by the address that users name them with. */
const release = `https://raw.githubusercontent.com/${product.action}/v${product.version}/`;
function fileAt(address: unknown): string {
  expect(address).toMatch(new RegExp(`^${release.replaceAll('.', '\\.')}templates/`));
  return readFileSync(String(address).replace(release, ''), 'utf8');
}

const asList = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

describe('the examples', () => {
  const examples = [
    ...pages,
    ...copies.map(({ place }) => place),
    'templates/circleci/config.yml',
    'templates/circleci/orb.yml',
  ];

  it.each(examples)('%s names a server id that the registry could have', (file) => {
    const ids = [...readFileSync(file, 'utf8').matchAll(/^ *server: +([\w./-]+)/gm)].map(([, id]) => id);
    expect(ids.filter((id) => !id?.includes('/'))).toEqual([]);
  });
});

describe('the snippets', () => {
  it('are each for one of the three systems', () => {
    expect(snippets.filter(({ text }) => systemOf(text) === undefined)).toEqual([]);
    for (const system of ['github', 'github step', 'gitlab', 'circleci']) {
      expect(of(system).length, system).toBeGreaterThan(2);
    }
  });

  // Repositories can share a token, and each has a pull request 1.
  it('name a preview by its repository and number', () => {
    const names = snippets.flatMap(({ text }) => text.match(/.*\bpr-\$?[{<].*/g) ?? []);
    expect(names.length).toBeGreaterThan(4);
    expect(names.filter((name) => !/(echo|repository\.name \}\})-pr-/.test(name))).toEqual([]);
  });
});

const copies = readdirSync('templates/github').map((file) => {
  const place = `templates/github/${file}`;
  return { place, text: readFileSync(place, 'utf8') };
});

// What a call of the action gives in `with:` is looked at by test/repo/action-calls.test.ts.
describe.each([...of('github'), ...copies])('$place, for GitHub', ({ text }) => {
  const { permissions, jobs = {} }: { permissions?: unknown; jobs?: Mapping } = parse(text);

  it('asks for no permission, and names no job that is not there', () => {
    expect(permissions).toEqual({});
    for (const [name, job] of Object.entries(jobs)) {
      const { needs, steps, ...rest }: Mapping = isMapping(job) ? job : {};
      expect(Object.keys(jobs), name).toEqual(expect.arrayContaining(asList(needs)));
      expect(asList(steps).length, name).toBeGreaterThan(0);
      expect(rest['runs-on'], name).toBeDefined();
    }
  });

  // With `permissions: {}`, a checkout of a private repository fails.
  it('lets every job read the repository that it checks out', () => {
    for (const [name, job] of Object.entries(jobs)) {
      if (!JSON.stringify(job).includes('"actions/checkout@')) continue;
      const { contents } = mappingAt(isMapping(job) ? job : {}, 'permissions');
      expect(contents, name).toMatch(/^(read|write)$/);
    }
  });

  // README stores the secret in an environment, and a job that does not name it gets an empty token.
  it('names an environment in every job that reads a secret', () => {
    for (const [name, job] of Object.entries(jobs)) {
      if (!JSON.stringify(job).includes('secrets.')) continue;
      expect(isMapping(job) && job.environment, name).toBeTruthy();
    }
  });

  it('names no output of a step or job that is not there', () => {
    const outputs = Object.keys(parse(readFileSync('action.yml', 'utf8')).outputs);
    for (const [, id, output] of text.matchAll(/steps\.(\w+)\.outputs\.([\w-]+)/g)) {
      expect(text).toContain(`id: ${id}`);
      expect(outputs).toContain(output);
    }
    for (const [, job = '', output = ''] of text.matchAll(/needs\.(\w+)\.outputs\.([\w-]+)/g)) {
      expect(mappingAt(mappingAt(jobs, job), 'outputs')).toHaveProperty(output);
    }
  });
});

describe.each(of('gitlab'))('$place, for GitLab', ({ text }) => {
  const { include, ...jobs }: Mapping = parse(text, { version: '1.1' });

  it('includes a component with inputs that it takes, under names of their own', () => {
    const included = asList(include).flatMap((entry) => {
      const { remote, project, file, inputs }: Mapping = isMapping(entry) ? entry : {};
      const template = project ? readFileSync(String(file), 'utf8') : fileAt(remote);
      return Object.entries(interpolate(template, isMapping(inputs) ? inputs : {}));
    });
    const names = included.map(([name]) => name);
    expect(new Set(names).size).toBe(names.length);
    const all = [...names, ...Object.keys(jobs)];
    for (const [name, job] of [...included, ...Object.entries(jobs)]) {
      const { script, needs }: Mapping = isMapping(job) ? job : {};
      // A job of the user's either does something, or is merged with one that does.
      expect(names.includes(name) || script, name).toBeTruthy();
      expect(all, name).toEqual(expect.arrayContaining(asList(needs)));
    }
  });

  it('pins the content of each remote file', () => {
    for (const entry of asList(include).filter(isMapping)) {
      if (entry.remote) expect(entry.integrity).toMatch(/^sha256-[A-Za-z0-9+/]{43}=$/);
    }
  });

  it('has no line for the token', () => {
    expect(text).not.toContain('NTCLI_TOKEN:');
  });
});

describe.each(of('circleci'))('$place, for CircleCI', ({ text }) => {
  const jobs = () => {
    const { orbs: named, workflows, ...rest } = readConfig(text);
    const orbs = Object.entries(isMapping(named) ? named : {}).map(([name, address]) => [
      name,
      readConfig(fileAt(address)),
    ]);
    const ours = Object.entries(isMapping(workflows) ? workflows : {}).map(([name, body]) => [
      name,
      // A job that waits for a person has nothing to expand.
      { jobs: asList(isMapping(body) ? body.jobs : []).filter((job) => !isApproval(job)) },
    ]);
    return expandConfig({ ...rest, workflows: Object.fromEntries(ours) }, Object.fromEntries(orbs), {
      'git.tag': '1.2.0',
      'event.github.pull_request.number': 42,
    });
  };

  it('expands to steps that run, with a context for the token', () => {
    expect(jobs().length).toBeGreaterThan(0);
    for (const { name, steps, settings } of jobs()) {
      const run = steps.filter(({ kind }) => kind === 'run');
      expect(run.length, name).toBeGreaterThan(0);
      const takesToken = run.some(({ keys }) => mappingAt(keys, 'environment').NTCLI_TOKEN_VARIABLE);
      if (takesToken) expect(settings.context, name).toMatch(/^nimbletools/);
    }
  });

  it('waits for no job that is not there', () => {
    const names = [...text.matchAll(/^ +- ([\w-]+):$|^ +name: ([\w-]+)$/gm)].flatMap(([, job, name]) => [
      job,
      name,
    ]);
    for (const { settings } of jobs())
      expect(names).toEqual(expect.arrayContaining(asList(settings.requires)));
  });
});

function isApproval(job: unknown): boolean {
  return isMapping(job) && Object.values(job).some((body) => isMapping(body) && body.type === 'approval');
}
