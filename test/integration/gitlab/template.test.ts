import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { product } from '../../../src/schema/constants.js';
import { inputNamesOn, isInputName } from '../../../src/schema/inputs.js';
import { interpolate, type Pipeline, partsOfTemplate } from '../../fakes/gitlab-interpolate.js';
import { samplesOf } from './samples.js';

const components = ['deploy', 'check', 'preview'].map((command) => {
  const template = readFileSync(`templates/${command}.yml`, 'utf8');
  return { command, template, samples: samplesOf(template), ...partsOfTemplate(template) };
});

/** Keywords that would change jobs other than ours. */
const globalKeywords =
  /^(default|include|stages|variables|workflow|image|services|cache|before_script|after_script|pages)$/;

/** The jobs that do something, each with what it extends. */
function jobsOf(pipeline: Pipeline) {
  return Object.values(pipeline)
    .filter(({ script }) => script)
    .map((job) => {
      const base = job.extends === undefined ? {} : pipeline[job.extends];
      if (!base) throw new Error(`There is no ${job.extends}.`);
      return { ...base, ...job };
    });
}

function jobOf(pipeline: Pipeline) {
  const [job, ...others] = jobsOf(pipeline);
  if (!job || others.length > 0) throw new Error('There is not one job.');
  return job;
}

describe.each(components)('templates/$command.yml', ({ command, template, inputs, text, samples }) => {
  const minimal = 'server' in inputs ? { server: 'ai.nimbletools/echo' } : {};

  it('says that it is generated, and pastes nothing into comments', () => {
    expect(template).toMatch(/^# Generated .* Do not edit\.\n/);
    expect(template.split('\n').filter((line) => /#.*\$\[\[/.test(line))).toEqual([]);
  });

  it('holds jobs and nothing that would change other jobs', () => {
    for (const given of [minimal, samples]) {
      const pipeline = interpolate(template, given);
      expect(Object.keys(pipeline).filter((key) => globalKeywords.test(key))).toEqual([]);
      expect(Object.values(pipeline).filter(({ script }) => script)).toHaveLength(
        command === 'preview' ? 2 : 1,
      );
      expect(Object.values(pipeline).flatMap((job) => Object.keys(job))).not.toContain('only');
    }
  });

  it('has a pattern or options for each input that is a string', () => {
    const loose = Object.entries(inputs).filter(
      ([, { type, regex, options }]) => type === 'string' && !regex && !options,
    );
    expect(loose).toEqual([]);
    for (const { regex } of Object.values(inputs)) if (regex) expect(regex).toMatch(/^\^\(.*\)\??\$$/);
    expect(Object.entries(inputs).filter(([, { description, type }]) => !description || !type)).toEqual([]);
  });

  it('pastes strings in double quotes, and in single quotes into the script', () => {
    for (const line of text.split('\n').filter((one) => one.includes('$[['))) {
      // Only the lines of a script are indented that far.
      const isScript = /^ {6}/.test(line);
      const arrays = /^ {2}(rules|needs): \$\[\[ inputs\.(remove-)?\1 \]\]$/.test(line);
      const quoted = line.replace(/"(\.|ntcli-)?(\$\[\[ inputs\.[\w-]+ \]\](:after-[a-z]+|:)?)+"/g, '""');
      if (isScript)
        expect(line).toMatch(
          /^ {6}NTCLI_[A-Z0-9_]+=('\$\[\[ inputs\.[\w-]+ \]\]'|"\$\[\[ inputs\.prefix \]\]-\$CI_PROJECT_ID-\$CI_MERGE_REQUEST_IID") \\$/,
        );
      else expect(arrays || !quoted.includes('$[['), line).toBe(true);
    }
  });

  it('never makes a variable of the token', () => {
    for (const { variables = {}, script = [] } of jobsOf(interpolate(template, samples))) {
      expect(Object.keys(variables)).not.toContain('NTCLI_TOKEN');
      expect(script.join('\n')).not.toMatch(/NTCLI_TOKEN=/);
    }
  });

  const shapes = ['job-name', 'remove-job-name', 'stage', 'image', 'environment', 'rules', 'remove-rules'];
  it.each(shapes.filter((name) => name in inputs))('shapes the job by %s', (name) => {
    expect(JSON.stringify(interpolate(template, samples))).toContain(
      JSON.stringify(samples[name]).slice(1, -1),
    );
  });

  it('leaves the reports of the engine to those who may see them', () => {
    for (const { artifacts } of jobsOf(interpolate(template, minimal)))
      expect(artifacts).toMatchObject({
        when: 'always',
        access: 'developer',
        reports: { dotenv: product.files.outputs, annotations: product.files.annotations },
      });
  });

  it('runs code that no shell and no expansion of GitLab can change', () => {
    for (const { script: [code = ''] = [] } of jobsOf(interpolate(template, minimal))) {
      const [, before = '', inner = ''] = /^(.*)\nnode -e '(.*)' \|\| exit \$\?\n?$/s.exec(code) ?? [];
      expect(before).toContain("NODE_OPTIONS='' \\\n");
      expect(inner).toContain('createHash("sha256")');
      expect(inner).not.toMatch(/['$\\]|<</);
    }
  });

  it('inherits nothing of the project that runs code or starts services', () => {
    for (const { inherit } of jobsOf(interpolate(template, minimal)))
      expect(inherit).toEqual({ default: ['tags', 'timeout'] });
  });

  it('takes bare numbers for whole numbers with a default', () => {
    for (const name of ['expiry-warning-days', 'rotation-days']) {
      expect(inputs[name]).toMatchObject({ type: 'number', default: expect.any(Number) });
      for (const job of jobsOf(interpolate(template, { ...minimal, [name]: 14 })))
        expect(Object.values(job.variables ?? {})).toContain('14');
    }
  });

  it('refuses unknown inputs, and values of another type', () => {
    expect(() => interpolate(template, { ...samples, env: 'A=b' })).toThrow(/unknown input/);
    expect(() => interpolate(template, { ...samples, 'token-variable': 1 })).toThrow(/not a string/);
    expect(() => interpolate(template, { ...samples, rules: 'always' })).toThrow(/not a array/);
  });
});

describe('templates/deploy.yml', () => {
  const template = readFileSync('templates/deploy.yml', 'utf8');
  const { inputs } = partsOfTemplate(template);

  it('offers every input of the table but the command, which it is', () => {
    const names = inputNamesOn('gitlab', 'deploy');
    expect(Object.keys(inputs).filter(isInputName).sort()).toEqual([...names].sort());
  });

  // A server comes from `server` or from `server-file`.
  it('demands no input', () => {
    expect(() => interpolate(template, {})).not.toThrow();
  });

  it('waits for earlier stages unless told otherwise', () => {
    const job = (given: Record<string, unknown>) => jobOf(interpolate(template, { server: 'a', ...given }));
    expect(job({})).not.toHaveProperty('needs');
    expect(job({ start: 'after-needs', needs: ['test'] })).toMatchObject({
      stage: 'deploy',
      needs: ['test'],
    });
  });

  it('deploys once at a time, from the default branch, into an environment', () => {
    expect(jobOf(interpolate(template, { server: 'a' }))).toMatchObject({
      environment: { name: 'production', url: '$NTCLI_SERVER_URL' },
      resource_group: 'ntcli-deploy',
      interruptible: false,
      retry: { max: 1, when: 'runner_system_failure' },
      allow_failure: { exit_codes: [75] },
      rules: [{ if: expect.stringMatching(/^\$CI_COMMIT_BRANCH == \$CI_DEFAULT_BRANCH\b/) }],
    });
  });

  it('keeps the report', () => {
    expect(jobOf(interpolate(template, { server: 'a' })).artifacts).toMatchObject({
      paths: [product.files.report],
    });
  });
});

describe('templates/preview.yml', () => {
  const template = readFileSync('templates/preview.yml', 'utf8');
  const jobs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = interpolate(template, {
    'server-file': 'server.json',
  });

  it('stops the environment of the merge request with a job that waits for no other', () => {
    expect(jobs['deploy-preview']?.environment).toMatchObject({
      name: 'preview/$CI_MERGE_REQUEST_IID',
      on_stop: 'remove-preview',
      auto_stop_in: '1 week',
    });
    expect(jobs['remove-preview']).toMatchObject({
      environment: { name: 'preview/$CI_MERGE_REQUEST_IID', action: 'stop' },
      rules: [{ when: 'manual', allow_failure: true }],
      needs: [],
    });
  });

  it('gives both jobs the same workspace, and no preview to a fork', () => {
    const [deploy, remove] = [jobs['deploy-preview'], jobs['remove-preview']].map((job) => Object(job));
    for (const { script } of [deploy, remove])
      expect(script[0]).toContain('NTCLI_WORKSPACE="mr-$CI_PROJECT_ID-$CI_MERGE_REQUEST_IID" \\\n');
    for (const { rules } of [deploy, remove])
      expect(rules[0].if).toContain('$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID');
  });
});
