import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { engineFile } from '../../../scripts/generate/engine.js';
import { outputNames, outputVariable } from '../../../src/schema/outputs.js';
import { expandJob, readConfig } from '../../fakes/circleci-expand.js';
import { startProject } from '../../fakes/circleci-run.js';
import { startJob } from '../../fakes/github-runner.js';
import { bashFrame } from '../../fakes/gitlab-runner-shell.js';
import { type Component, sha256, startMachine } from '../gitlab/job.js';

type Values = Readonly<Record<string, string>>;

/** One job of a CI system with one of our templates. */
export interface Template {
  /** What the job does. On GitLab, previews and removals are jobs of one component. */
  readonly name: 'deploy' | 'check' | 'preview' | 'remove';
  /** Inputs by the names of the table, without the token. */
  readonly inputs: Values;
  readonly token: string;
  /** Predefined variables of GitLab. */
  readonly variables?: Values;
  /** Files of the checkout, by path. */
  readonly files?: Values;
  /** Fills the checkout further. */
  readonly prepare?: (checkout: string) => void;
}

export interface TemplateResult {
  readonly code: number | null;
  readonly log: string;
  readonly outputs: Values;
}

/** The three systems, each with the template that a user includes, started as its runner starts it. */
export function startSystems() {
  const machine = startMachine();
  const project = startProject();
  const ending: (() => void)[] = [() => machine.end(), project.end];
  const hash = sha256(readFileSync(engineFile));
  const engine = { engine: resolve(engineFile), 'engine-sha256': hash };
  const orb = { source: readConfig(readFileSync('templates/circleci/orb.yml', 'utf8')), orbs: {} };
  const fill = ({ files = {}, prepare }: Template, checkout: string) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(checkout, path)), { recursive: true });
      writeFileSync(join(checkout, path), text);
    }
    prepare?.(checkout);
  };

  const github = async (template: Template): Promise<TemplateResult> => {
    const job = startJob({ env: { PATH: '/nowhere' } });
    ending.push(job.end);
    fill(template, job.places.checkout);
    const isOther = template.name === 'check' || template.name === 'remove';
    const command = isOther ? { command: template.name } : {};
    const { code, log, outputs } = await job.main({
      ...template.inputs,
      ...command,
      token: template.token,
    });
    return { code, log: log.join('\n'), outputs };
  };
  const gitlab = async (template: Template): Promise<TemplateResult> => {
    const inputs = { ...engine, ...typed(template.inputs) };
    const isPreview = template.name === 'preview' || template.name === 'remove';
    const component: Component = template.name === 'remove' ? 'preview' : template.name;
    const { code, log, directory } = await machine.run(bashFrame, component, {
      inputs,
      ...(isPreview && { name: template.name === 'remove' ? 'remove-preview' : 'deploy-preview' }),
      variables: { ...template.variables, NTCLI_TOKEN: template.token, GITLAB_CI: 'true' },
      prepare: (checkout) => fill(template, checkout),
    });
    const report = join(directory, 'ntcli-deploy.env');
    // A job that the script itself ends writes no report.
    return { code, log, outputs: existsSync(report) ? readOutputs(readFileSync(report, 'utf8')) : {} };
  };
  const circleci = async (template: Template): Promise<TemplateResult> => {
    const args = { checkout: true, ...engine, ...typed(template.inputs) };
    const { steps } = expandJob(orb, template.name === 'preview' ? 'deploy' : template.name, args);
    const result = await project.run(steps, {
      context: { NTCLI_TOKEN: template.token },
      checkout: (directory) => fill(template, directory),
    });
    const log = result.steps.map((step) => step.log).join('\n');
    return { code: result.code, log, outputs: readOutputs(result.bashEnv) };
  };
  return {
    systems: [
      { system: 'GitHub', run: github },
      { system: 'GitLab', run: gitlab },
      { system: 'CircleCI', run: circleci },
    ],
    end() {
      for (const one of ending) one();
    },
  };
}

/** On GitLab and CircleCI, booleans have a type. */
function typed(inputs: Values): Record<string, string | boolean> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      name,
      /^(true|false)$/.test(value) ? value === 'true' : value,
    ]),
  );
}

/** Outputs from the lines `NAME=value` or `export NAME='value'`. */
function readOutputs(text: string): Values {
  const lines = text.split('\n').map((line) => line.replace(/^export /, ''));
  return Object.fromEntries(
    outputNames.flatMap((name) => {
      const line = lines.findLast((one) => one.startsWith(`${outputVariable(name)}=`));
      return line === undefined ? [] : [[name, line.slice(line.indexOf('=') + 1).replace(/^'(.*)'$/, '$1')]];
    }),
  );
}
