import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type InputName, inputNamesOn, inputRow } from '../../../src/schema/inputs.js';
import { partsOfTemplate } from '../../fakes/gitlab-interpolate.js';
import { bashFrame } from '../../fakes/gitlab-runner-shell.js';
import { componentJobs, mergeRequest, sha256, startMachine } from './job.js';
import { samplesOf } from './samples.js';

const machine = startMachine();
afterAll(() => machine.end());

/** An engine that writes down its environment. */
const told = join(machine.root, 'environment.json');
const telling = `import { writeFileSync } from "node:fs";\nwriteFileSync(${JSON.stringify(told)}, JSON.stringify(process.env));\n`;
const engine = { engine: machine.write('telling.mjs', telling), 'engine-sha256': sha256(telling) };

/** Variables that a job sets for the engine, whatever the inputs. */
const fixed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'deploy-preview': {
    NTCLI_WORKSPACE: 'zz735-735-42',
    NTCLI_CREATE_WORKSPACE: 'true',
    NTCLI_REPLACE: 'true',
    NTCLI_DRY_RUN: '',
  },
  'remove-preview': {
    NTCLI_WORKSPACE: 'zz735-735-42',
    NTCLI_REMOVE_WORKSPACE: 'true',
    NTCLI_SERVER: '',
    NTCLI_SERVER_FILE: '',
    NTCLI_DRY_RUN: '',
  },
};

describe.each(componentJobs)('the job $name', ({ component, name: job, command }) => {
  const template = readFileSync(`templates/${component}.yml`, 'utf8');
  const { inputs } = partsOfTemplate(template);
  const samples = samplesOf(template);
  const variableOf = (name: InputName) => inputRow(name).variable ?? '';
  const constants = { ...fixed[job], NTCLI_COMMAND: command };
  /** The inputs that the command reads, unless the job sets them. */
  const names = inputNamesOn('gitlab', command).filter((name) => !(variableOf(name) in constants));
  const [guards, others] = [true, false].map((guardsToken) =>
    names.filter((name) => Boolean(inputRow(name).guardsToken) === guardsToken),
  );

  /** The environment that reaches the engine. */
  async function environmentIn(variables: Readonly<Record<string, string>>) {
    const byDefault = Object.entries(inputs).filter(([name]) => /^(remove-)?(job-name|rules)$/.test(name));
    const given = {
      ...samples,
      ...Object.fromEntries(byDefault.map(([name, { default: value }]) => [name, value])),
      ...engine,
    };
    const { code, log } = await machine.run(bashFrame, component, {
      name: job,
      inputs: given,
      variables: { ...mergeRequest, ...variables },
    });
    expect(code, log).toBe(0);
    const environment: Record<string, string> = JSON.parse(readFileSync(told, 'utf8'));
    return { given: new Map(Object.entries<unknown>(given)), environment };
  }

  it('passes every input that the command reads to the engine', async () => {
    const { given, environment } = await environmentIn({});
    const passed = names.map((name) => [name, environment[variableOf(name)]]);
    expect(passed).toEqual(names.map((name) => [name, String(given.get(name))]));
    expect(environment).toMatchObject(constants);
  });

  // What a dotenv report of an earlier job, a project or whoever starts the pipeline can set.
  it('lets no variable override where the token goes, which code gets it, what is removed, or the command', async () => {
    const hostile = [...names.map(variableOf), ...Object.keys(constants)].map((name) => [name, 'hostile']);
    const { given, environment } = await environmentIn(Object.fromEntries(hostile));
    expect(guards).toEqual(expect.arrayContaining(['token-variable', 'domain', 'engine', 'engine-sha256']));
    for (const name of guards ?? [])
      expect(environment[variableOf(name)], name).toBe(String(given.get(name)));
    for (const name of others ?? []) expect(environment[variableOf(name)], name).toBe('hostile');
    expect(environment).toMatchObject(constants);
  });

  it('lets no quote into the inputs that are text of the script', () => {
    for (const name of [...(guards ?? []), ...('prefix' in inputs ? ['prefix'] : [])]) {
      const { type, options, regex = '' } = inputs[name] ?? {};
      if (type === 'boolean') continue;
      if (options) {
        expect(options.join('')).toMatch(/^[\w-]*$/);
        continue;
      }
      const sample = String(samples[name]);
      for (const quote of ["'", '"', '`', '$', '\\', '\n']) {
        expect(new RegExp(regex, 'u').test(sample + quote), name).toBe(false);
        expect(new RegExp(regex, 'u').test(quote + sample), name).toBe(false);
      }
    }
  });

  it.each(['--require ./hostile.cjs', '--import ./hostile.cjs', '--this-option-does-not-exist'])(
    'ignores NODE_OPTIONS=%s of the project',
    async (NODE_OPTIONS) => {
      const ran = join(machine.root, 'hostile-ran');
      const prepare = (directory: string) =>
        writeFileSync(
          join(directory, 'hostile.cjs'),
          `require("fs").writeFileSync(${JSON.stringify(ran)}, "")`,
        );
      const { code, log } = await machine.run(bashFrame, component, {
        name: job,
        inputs: engine,
        variables: { ...mergeRequest, NODE_OPTIONS },
        prepare,
      });
      expect(code, log).toBe(0);
      expect(existsSync(ran)).toBe(false);
    },
  );
});
