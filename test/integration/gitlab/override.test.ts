import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { inputRow, isInputName } from '../../../src/schema/inputs.js';
import { partsOfTemplate } from '../../fakes/gitlab-interpolate.js';
import { bashFrame } from '../../fakes/gitlab-runner-shell.js';
import { type Component, sha256, startMachine } from './job.js';
import { samplesOf } from './samples.js';

const machine = startMachine();
afterAll(() => machine.end());

/** An engine that writes down its environment. */
const told = join(machine.root, 'environment.json');
const telling = `import { writeFileSync } from "node:fs";\nwriteFileSync(${JSON.stringify(told)}, JSON.stringify(process.env));\n`;
const engine = { engine: machine.write('telling.mjs', telling), 'engine-sha256': sha256(telling) };

/** The environment that reaches the engine. */
async function environmentIn(component: Component, variables: Readonly<Record<string, string>>) {
  const template = readFileSync(`templates/${component}.yml`, 'utf8');
  const inputs = { ...samplesOf(template), rules: [], ...engine };
  const { code, log } = await machine.run(bashFrame, component, { inputs, variables });
  expect(code, log).toBe(0);
  const environment: Record<string, string> = JSON.parse(readFileSync(told, 'utf8'));
  return { inputs: new Map(Object.entries<unknown>(inputs)), environment };
}

describe.each(['deploy', 'check'] as const)('templates/%s.yml', (component) => {
  const { inputs } = partsOfTemplate(readFileSync(`templates/${component}.yml`, 'utf8'));
  const names = Object.keys(inputs).filter(isInputName);
  const [guards, others] = [true, false].map((guardsToken) =>
    names.filter((name) => Boolean(inputRow(name).guardsToken) === guardsToken),
  );
  const variableOf = (name: (typeof names)[number]) => inputRow(name).variable ?? '';

  it('passes every input to the engine', async () => {
    const { inputs: given, environment } = await environmentIn(component, {});
    const passed = names.map((name) => [name, environment[variableOf(name)]]);
    expect(passed).toEqual(names.map((name) => [name, String(given.get(name))]));
    expect(environment.NTCLI_COMMAND).toBe(component);
  });

  // What a dotenv report of an earlier job, a project or whoever starts the pipeline can set.
  it('lets no variable override where the token goes, which code gets it, what is removed, or the command', async () => {
    const hostile = [...names.map(variableOf), 'NTCLI_COMMAND'].map((name) => [name, 'hostile']);
    const { inputs: given, environment } = await environmentIn(component, Object.fromEntries(hostile));
    expect(guards).toEqual(expect.arrayContaining(['token-variable', 'domain', 'engine', 'engine-sha256']));
    for (const name of guards ?? [])
      expect(environment[variableOf(name)], name).toBe(String(given.get(name)));
    for (const name of others ?? []) expect(environment[variableOf(name)], name).toBe('hostile');
    expect(environment.NTCLI_COMMAND).toBe(component);
  });

  it('lets no quote into the inputs that are text of the script', () => {
    for (const name of guards ?? []) {
      const { type, options, regex = '' } = inputs[name] ?? {};
      if (type === 'boolean') continue;
      if (options) {
        expect(options.join('')).toMatch(/^[\w-]*$/);
        continue;
      }
      const sample = String(samplesOf(readFileSync(`templates/${component}.yml`, 'utf8'))[name]);
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
        inputs: engine,
        variables: { NODE_OPTIONS },
        prepare,
      });
      expect(code, log).toBe(0);
      expect(existsSync(ran)).toBe(false);
    },
  );
});
