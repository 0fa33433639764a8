import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { product } from '../../../src/schema/constants.js';
import { inputNamesOn, inputRow, isInputName } from '../../../src/schema/inputs.js';
import { interpolate, type Pipeline, partsOfTemplate } from '../../fakes/gitlab-interpolate.js';
import { samplesOf } from './samples.js';

const components = ['deploy', 'check'].map((command) => {
  const template = readFileSync(`templates/${command}.yml`, 'utf8');
  return { command, template, samples: samplesOf(template), ...partsOfTemplate(template) };
});

/** Keywords that would change jobs other than ours. */
const globalKeywords =
  /^(default|include|stages|variables|workflow|image|services|cache|before_script|after_script|pages)$/;

function jobOf(pipeline: Pipeline) {
  const job = Object.values(pipeline).find(({ script }) => script);
  if (!job) throw new Error('There is no job.');
  const base = job.extends === undefined ? {} : pipeline[job.extends];
  if (!base) throw new Error(`There is no ${job.extends}.`);
  return { ...base, ...job };
}

describe.each(components)('templates/$command.yml', ({ command, template, inputs, text, samples }) => {
  const minimal = 'server' in inputs ? { server: 'my-server' } : {};

  it('says that it is generated, and pastes nothing into comments', () => {
    expect(template).toMatch(/^# Generated .* Do not edit\.\n/);
    expect(template.split('\n').filter((line) => /#.*\$\[\[/.test(line))).toEqual([]);
  });

  it('holds jobs and nothing that would change other jobs', () => {
    for (const given of [minimal, samples]) {
      const pipeline = interpolate(template, given);
      expect(Object.keys(pipeline).filter((key) => globalKeywords.test(key))).toEqual([]);
      expect(Object.values(pipeline).filter(({ script }) => script)).toHaveLength(1);
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

  it('pastes strings between double quotes, and nothing into the script', () => {
    const [job = '', script = ''] = text.split('  script:\n');
    expect(script).not.toContain('$[[');
    for (const line of job.split('\n').filter((one) => one.includes('$[['))) {
      const arrays = /^ {2}(rules|needs): \$\[\[ inputs\.\1 \]\]$/.test(line);
      const quoted = line.replace(/"(\.|ntcli-)?(\$\[\[ inputs\.[\w-]+ \]\](:after-[a-z]+|:)?)+"/g, '""');
      expect(arrays || !quoted.includes('$[['), line).toBe(true);
    }
  });

  it('never makes a variable of the token', () => {
    expect(Object.keys(jobOf(interpolate(template, samples)).variables ?? {})).not.toContain('NTCLI_TOKEN');
  });

  it('hands each input of the table to the engine', () => {
    const { variables } = jobOf(interpolate(template, samples));
    const carried = Object.keys(inputs)
      .filter(isInputName)
      .map((name) => [inputRow(name).variable, String(samples[name])]);
    expect(variables).toEqual({
      NODE_USE_ENV_PROXY: '1',
      NTCLI_COMMAND: command,
      ...Object.fromEntries(carried),
    });
  });

  it.each(['job-name', 'stage', 'image', 'environment', 'rules'])('shapes the job by %s', (name) => {
    expect(JSON.stringify(interpolate(template, samples))).toContain(
      JSON.stringify(samples[name]).slice(1, -1),
    );
  });

  it('leaves the reports of the engine to those who may see them', () => {
    expect(jobOf(interpolate(template, minimal)).artifacts).toMatchObject({
      when: 'always',
      access: 'developer',
      reports: { dotenv: product.files.outputs, annotations: product.files.annotations },
    });
  });

  it('runs code that no shell and no expansion of GitLab can change', () => {
    const [code = ''] = jobOf(interpolate(template, minimal)).script ?? [];
    const [, inner = ''] = /^node -e '(.*)'\n?$/s.exec(code) ?? [];
    expect(inner).toContain('createHash("sha256")');
    expect(inner).not.toMatch(/['$\\]|<</);
  });

  it('refuses what is no input, and values of another type', () => {
    expect(() => interpolate(template, { ...samples, env: 'A=b' })).toThrow(/unknown input/);
    expect(() => interpolate(template, { ...samples, 'token-variable': 1 })).toThrow(/not a string/);
    expect(() => interpolate(template, { ...samples, rules: 'always' })).toThrow(/not a array/);
  });
});

describe('templates/deploy.yml', () => {
  const template = readFileSync('templates/deploy.yml', 'utf8');
  const { inputs } = partsOfTemplate(template);

  it('offers every input of the table but the command, which it is', () => {
    const names = inputNamesOn('gitlab').filter((name) => name !== 'command');
    expect(Object.keys(inputs).filter(isInputName).sort()).toEqual([...names].sort());
  });

  it('demands a server, and no other input', () => {
    expect(() => interpolate(template, {})).toThrow('`server` input: required value');
    expect(() => interpolate(template, { server: '' })).toThrow('`server` input: provided value');
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
