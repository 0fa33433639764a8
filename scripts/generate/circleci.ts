import { stringify } from 'yaml';
import { product } from '../../src/schema/constants.js';
import type { CommandName } from '../../src/schema/inputs.js';
import { configHead } from './circleci-config-header.js';
import { orbExamples } from './circleci-examples.js';
import { getParameters, type Parameters, reference } from './circleci-parameters.js';
import { getSteps, when } from './circleci-steps.js';

const image = 'cimg/node';
/** A Node.js with long-term support. The engine runs with 20, but its fetch honors proxy settings only from 22.21 on. */
const imageTag = '24.18';

const commandHelp: Readonly<Record<CommandName, string>> = {
  deploy:
    'Deploys MCP servers to NimbleTools. Later steps get the outputs as variables, such as NTCLI_SERVER_URL.',
  setup: 'Installs ntcli, signs in and selects the workspace. Later steps have `ntcli` on PATH.',
  check: 'Checks the token and the workspace. Installs and changes nothing.',
  remove: 'Removes servers, or with `remove-workspace` a whole workspace, such as a preview.',
};

const jobHelp = {
  deploy: 'Deploys MCP servers to NimbleTools. Give it a context with NTCLI_TOKEN and a `serial-group`.',
  check: 'Checks the token and the workspace, for schedules. Give it a context with NTCLI_TOKEN.',
  remove:
    'Removes servers, or with `remove-workspace` a whole workspace. Give it a context with NTCLI_TOKEN.',
} as const;

/** The jobs. `setup` is for later steps of a job, so it is only a command. */
type JobTask = keyof typeof jobHelp;

/** templates/circleci/orb.yml: one packed orb, for the registry, as a URL orb or inline. */
export function circleciOrb(): string {
  const orb = {
    version: 2.1,
    description:
      'Deploys MCP servers to NimbleTools and waits until they are healthy. The token comes from a context or from the project settings and is never a parameter. A parameter, even its default, overrides the corresponding variable of a context.',
    display: { home_url: `${product.repository}#readme`, source_url: product.repository },
    executors: { default: executor() },
    commands: {
      deploy: command('deploy'),
      setup: command('setup'),
      check: command('check'),
      remove: command('remove'),
    },
    jobs: { deploy: orbJob('deploy'), check: orbJob('check'), remove: orbJob('remove') },
    examples: orbExamples(),
  };
  return `# Generated from src/schema by \`npm run build\`. Do not edit.\n${yaml(orb)}`;
}

/** templates/circleci/config.yml: the same jobs without an orb, to copy and change. */
export function circleciConfig(): string {
  return `${configHead()}${yaml({ jobs: { deploy: plainJob('deploy'), check: plainJob('check') } })}`;
}

function yaml(value: unknown): string {
  // CircleCI reads YAML 1.1, in which more words need quotes.
  return stringify(value, { lineWidth: 0, version: '1.1', aliasDuplicateObjects: false });
}

function executor(): unknown {
  const tag = { type: 'string', default: imageTag, description: `Tag of ${image}, for Node.js 22 or newer.` };
  return {
    description: 'A container with Node.js. Nothing else is needed.',
    parameters: { tag },
    docker: [{ image: `${image}:${reference('tag')}` }],
  };
}

function command(task: CommandName): unknown {
  return { description: commandHelp[task], parameters: getParameters(task), steps: getSteps(task) };
}

const checkout: Parameters = {
  checkout: {
    type: 'boolean',
    default: false,
    description:
      'Check out the repository first. Needed only if another parameter names a file in it, such as `env-file`.',
  },
};

function checkoutStep(): unknown {
  return when('checkout', ['checkout']);
}

function orbJob(task: JobTask): unknown {
  const where: Parameters = {
    executor: {
      type: 'executor',
      default: 'default',
      description: 'Where the job runs: an executor with bash and Node.js 22 or newer.',
    },
  };
  return {
    description: jobHelp[task],
    parameters: { ...where, ...checkout, ...getParameters(task) },
    executor: reference('executor'),
    // Not the command: `deploy` is also the name of a step that CircleCI itself once had.
    steps: [checkoutStep(), ...getSteps(task)],
  };
}

function plainJob(task: JobTask): unknown {
  return {
    description: jobHelp[task],
    parameters: { ...checkout, ...getParameters(task) },
    docker: [{ image: `${image}:${imageTag}` }],
    steps: [checkoutStep(), ...getSteps(task)],
  };
}
