import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { engineLoader } from '../../../scripts/generate/engine.js';
import { type InputName, inputDefault, inputNamesOn, inputRow } from '../../../src/schema/inputs.js';
import { expandConfig, expandJob, readConfig } from '../../fakes/circleci-expand.js';
import { isMapping, type Mapping, mappingAt } from '../../fakes/circleci-parameters.js';

const files = ['templates/circleci/orb.yml', 'templates/circleci/config.yml'] as const;
const [orb, config] = files.map((file) => readConfig(readFileSync(file, 'utf8')));
if (!orb || !config) throw new Error('Both templates are there.');
const inOrb = { source: orb, orbs: {} };
const pipeline = { 'git.branch': 'main' };
const offered = inputNamesOn('circleci', 'deploy');

/** Every mapping inside of a value, itself included. */
function mappingsIn(value: unknown): Mapping[] {
  if (Array.isArray(value)) return value.flatMap(mappingsIn);
  return isMapping(value) ? [value, ...Object.values(value).flatMap(mappingsIn)] : [];
}

/** The one step of a job that runs the engine. */
function runOf(steps: ReturnType<typeof expandJob>['steps']): Mapping {
  const [run, ...others] = steps.filter(({ keys }) => keys.environment);
  if (!run || others.length > 0) throw new Error('Not exactly one step runs the engine.');
  return run.keys;
}

describe.each([
  { file: files[0], source: orb },
  { file: files[1], source: config },
])('$file', ({ source }) => {
  const runs = mappingsIn(source).flatMap((mapping) => (isMapping(mapping.run) ? [mapping.run] : []));

  it('describes everything a person can name', () => {
    const named = ['executors', 'commands', 'jobs', 'examples'].flatMap((kind) =>
      Object.entries(mappingAt(source, kind)),
    );
    const parameters = mappingsIn(source).flatMap((mapping) =>
      Object.entries(mappingAt(mapping, 'parameters')),
    );
    expect(named.length).toBeGreaterThan(1);
    expect(parameters.length).toBeGreaterThan(offered.length);
    for (const [name, what] of [...named, ...parameters]) {
      expect(isMapping(what) && what.description, name).toMatch(/^\S.{10,}\.$/s);
    }
  });

  it('has no parameter in a command, where a shell would read it', () => {
    expect(runs.length).toBeGreaterThan(1);
    for (const { command } of runs) expect(command).not.toContain('<<');
  });

  it('sets no variable for the token, which would override the context', () => {
    const environments = mappingsIn(source).map((mapping) => mappingAt(mapping, 'environment'));
    expect(environments.flatMap((environment) => Object.keys(environment))).not.toContain('NTCLI_TOKEN');
  });

  it('waits longer than the engine is ever silent, but not without a limit', () => {
    for (const run of runs.filter(({ environment }) => environment)) {
      expect(run.no_output_timeout).toBe('15m');
    }
  });
});

describe('the loader of the engine', () => {
  it('can stand between single quotes in a shell, in a file that CircleCI expands', () => {
    expect(engineLoader()).not.toMatch(/['$\\]|<</);
  });
});

/** The declared parameter of the orb's job deploy. */
function parameterOf(name: InputName): Mapping {
  return mappingAt(mappingAt(mappingAt(mappingAt(orb ?? {}, 'jobs'), 'deploy'), 'parameters'), name);
}

/** A value that the type of the parameter takes, unlike its default and, where it can, unlike any other. */
function sample(name: InputName): unknown {
  const { type, default: byDefault, enum: options } = parameterOf(name);
  if (type === 'boolean') return !byDefault;
  if (type === 'integer') return Number(byDefault) + 1;
  if (type === 'enum') return Array.isArray(options) ? options.at(-1) : undefined;
  if (type === 'env_var_name') return 'ANOTHER_NAME';
  return `${name} "double" 'single' $(id) \`id\` $HOME \\n # : {{ x }}\nA=b=c\n\n  last: line`;
}

function samples(): Mapping {
  return Object.fromEntries(offered.map((name) => [name, sample(name)]));
}

describe('every input of the table', () => {
  /** What the engine gets when a user writes the samples into a file. */
  function environment(): Mapping {
    const jobs = [{ 'the-orb/deploy': samples() }];
    const text = stringify({ version: 2.1, workflows: { main: { jobs } } });
    const [job] = expandConfig(readConfig(text), { 'the-orb': orb ?? {} });
    return mappingAt(runOf(job?.steps ?? []), 'environment');
  }

  it.each(offered)('%s reaches the engine to the letter', (name) => {
    expect(environment()[inputRow(name).variable ?? '']).toBe(sample(name));
  });

  // A default counts as set; the version of an ntcli that the user brings along must stay open.
  const own = ['engine', 'engine-sha256', 'ntcli-version'];
  it.each(offered.filter((name) => !own.includes(name)))('%s has the default of the table', (name) => {
    expect(String(parameterOf(name).default)).toBe(inputDefault(name, 'circleci') ?? '');
  });

  it('and nothing else is passed to the engine', () => {
    const known = offered.map((name) => inputRow(name).variable);
    expect(Object.keys(environment()).filter((name) => !known.includes(name))).toEqual([
      'NTCLI_COMMAND',
      'NODE_USE_ENV_PROXY',
    ]);
    expect(environment().NTCLI_COMMAND).toBe('deploy');
  });
});

describe('the orb', () => {
  it.each(Object.entries(mappingAt(orb, 'examples')))('accepts the example %s', (_, example) => {
    const usage = mappingAt(isMapping(example) ? example : {}, 'usage');
    const [name, reference, ...others] = Object.entries(mappingAt(usage, 'orbs')).flat();
    expect(reference).toMatch(/^nimblebraininc\/ntcli-deploy@\d+\.\d+\.\d+$/);
    expect(others).toEqual([]);
    const jobs = expandConfig(usage, { [String(name)]: orb }, pipeline);
    expect(jobs.length).toBeGreaterThan(0);
    for (const { settings, executor, steps } of jobs) {
      expect(settings.context).toBe('nimbletools');
      expect(executor).toMatchObject({
        docker: [{ image: expect.stringMatching(/^cimg\/node:2[2-9]\.\d+$/) }],
      });
      expect(steps.some(({ keys }) => String(keys.command).includes("node -e '"))).toBe(true);
    }
  });

  it('runs where the caller says', () => {
    const source = readConfig('version: 2.1\nexecutors: {mine: {docker: [{image: mine}]}}');
    const job = expandJob({ source, orbs: { o: orb } }, 'o/deploy', { executor: 'mine' });
    expect(job.executor).toEqual({ docker: [{ image: 'mine' }] });
  });

  it('checks out and keeps a report only when asked', () => {
    const kinds = (args: Mapping) => expandJob(inOrb, 'deploy', args).steps.map(({ kind }) => kind);
    expect(kinds({ checkout: true })[0]).toBe('checkout');
    expect(kinds({})).not.toContain('checkout');
    expect(kinds({})).toContain('store_artifacts');
    expect(kinds({ summary: false })).not.toContain('store_artifacts');
  });

  // A cache can hold files for any path, such as a `node` that comes first on PATH, and other branches can write it.
  it('restores and saves no cache around the token unless asked', () => {
    const kinds = (args: Mapping) => expandJob(inOrb, 'deploy', args).steps.map(({ kind }) => kind);
    expect(kinds({}).filter((kind) => kind.endsWith('_cache'))).toEqual([]);
    expect(kinds({ cache: true }).filter((kind) => kind.endsWith('_cache'))).toEqual([
      'restore_cache',
      'save_cache',
    ]);
  });

  it('has what a registry shows beside it', () => {
    const url = expect.stringMatching(/^https:\/\/github\.com\//);
    expect(orb).toMatchObject({
      description: expect.any(String),
      display: { home_url: url, source_url: url },
    });
  });
});

describe('the config to copy', () => {
  const jobs = () => expandConfig(config, {}, pipeline);

  it('deploys from one branch, one at a time, with a context', () => {
    expect(jobs().map(({ workflow, name }) => [workflow, name])).toEqual([
      ['deploy', 'deploy'],
      ['token-check', 'check'],
    ]);
    expect(jobs()[0]?.settings).toEqual({
      context: 'nimbletools',
      filters: 'pipeline.git.branch == "main"',
      'serial-group': 'nimbletools/my-workspace',
    });
  });

  it('does exactly what the orb does', () => {
    const inConfig = { source: config, orbs: {} };
    for (const args of [{}, { ...samples(), checkout: true }]) {
      expect(expandJob(inConfig, 'deploy', args)).toEqual(expandJob(inOrb, 'deploy', args));
    }
    const args = { workspace: 'w', domain: 'd', 'token-variable': 'T' };
    expect(expandJob(inConfig, 'check', args)).toEqual(expandJob(inOrb, 'check', args));
  });

  it('offers what the orb offers', () => {
    const declared = (source: Mapping, job: string) =>
      mappingAt(mappingAt(mappingAt(source, 'jobs'), job), 'parameters');
    for (const job of ['deploy', 'check']) {
      const { executor, ...others } = declared(orb, job);
      expect(declared(config, job)).toEqual(others);
    }
  });

  it('says what to change', () => {
    const text = readFileSync(files[1], 'utf8');
    const marked = text
      .split('\n')
      .flatMap((line) => /^\s*(?:- )?([\w-]+): .* # CHANGE/.exec(line)?.[1] ?? []);
    expect(marked).toEqual([
      'context',
      'filters',
      'serial-group',
      'workspace',
      'server',
      'context',
      'workspace',
    ]);
  });
});
