import { stringify } from 'yaml';
import { product } from '../../src/schema/constants.js';
import { type CommandName, type InputName, inputNamesOn, inputRow } from '../../src/schema/inputs.js';
import { engineLoader } from './engine.js';
import { type GitlabInput, gitlabInput, required } from './gitlab-inputs.js';
import { checkShapeInputs, shapeInputs } from './gitlab-job-inputs.js';

/** Names of the inputs that a component offers. `command` is none: the component is the command. */
function inputsOf(task: CommandName): readonly InputName[] {
  return inputNamesOn('gitlab', task).filter((name) => name !== 'command');
}

/** templates/deploy.yml, the GitLab component that deploys. */
export function deployYml(): string {
  const names = inputsOf('deploy');
  return component({
    head: [
      'GitLab CI/CD component: deploys MCP servers to NimbleTools.',
      '',
      'Store the workspace token as a masked and protected CI/CD variable with the name NTCLI_TOKEN, and write no line',
      '`NTCLI_TOKEN: $NTCLI_TOKEN` anywhere: it would put that text in place of the token.',
      ...whatToChange,
    ],
    inputs: { ...tableInputs(names), server: required(gitlabInput('server')), ...shapeInputs },
    job: `\
# How the job starts: after all earlier stages, or after the jobs in \`needs\`. A list of needs, even an empty one, lets a
# job overtake the stages before it, and a deploy must not overtake the tests because nobody gave a list.
".$[[ inputs.job-name ]]:after-stages":
  stage: "$[[ inputs.stage ]]"

".$[[ inputs.job-name ]]:after-needs":
  stage: "$[[ inputs.stage ]]"
  needs: $[[ inputs.needs ]]

"$[[ inputs.job-name ]]":
  extends: ".$[[ inputs.job-name ]]:$[[ inputs.start ]]"
  image: "$[[ inputs.image ]]"
  rules: $[[ inputs.rules ]]
  environment:
    name: "$[[ inputs.environment ]]"
    # Comes out of the dotenv report below.
    url: "$NTCLI_SERVER_URL"
  # One deploy at a time. A deploy that has begun is not cancelled by a newer pipeline, and one that failed is not
  # repeated: nobody knows what it has done.
  resource_group: "$[[ inputs.resource-group ]]"
  interruptible: false
${cache(names)}\
${commonKeys}\
    paths: ["${product.files.report}"]
${variables('deploy', names)}`,
  });
}

/** templates/check.yml, the GitLab component that looks at the token, for scheduled pipelines. */
export function checkYml(): string {
  const names = inputsOf('check');
  return component({
    head: [
      'GitLab CI/CD component: checks the NimbleTools token and its workspace, for a scheduled pipeline. Changes nothing.',
      ...whatToChange,
    ],
    // Here the exit code 75 is what makes the job amber.
    inputs: {
      ...tableInputs(names),
      'fail-on-expiring': { ...gitlabInput('fail-on-expiring'), default: true },
      ...checkShapeInputs,
    },
    job: `\
"$[[ inputs.job-name ]]":
  stage: "$[[ inputs.stage ]]"
  image: "$[[ inputs.image ]]"
  rules: $[[ inputs.rules ]]
  # The state of the token does not hang on any other job.
  needs: []
  environment:
    name: "$[[ inputs.environment ]]"
    # Sees the variables of the environment, and is no deployment.
    action: access
  interruptible: true
${cache(names)}\
${commonKeys}\
${variables('check', names)}`,
  });
}

const whatToChange = [
  '',
  'Everything meant to be changed is an input: set it under `inputs:` of your `include:`. For keys of a job that have',
  'no input, such as tags, timeout or before_script, write a job of the same name with these keys in your own',
  '.gitlab-ci.yml: GitLab merges the two.',
];

/** Keys that both jobs have; those of `artifacts` come last, so that a job can add to them. */
const commonKeys = `\
  retry:
    max: 1
    when: runner_system_failure
  # 75: the token is close to expiry, and \`fail-on-expiring\` asks for it.
  allow_failure:
    exit_codes: [75]
  artifacts:
    when: always
    access: developer
    expire_in: 30 days
    reports:
      dotenv: "${product.files.outputs}"
      annotations: "${product.files.annotations}"
`;

interface Component {
  readonly head: readonly string[];
  readonly inputs: Readonly<Record<string, GitlabInput>>;
  /** Everything of the second document before the script. */
  readonly job: string;
}

function component({ head, inputs, job }: Component): string {
  const lines = ['Generated from src/schema by `npm run build`. Do not edit.', '', ...head];
  const comment = lines.map((line) => `# ${line}`.trimEnd()).join('\n');
  // GitLab reads YAML 1.1, where `yes`, `off` and `12:30` are no text.
  const spec = stringify(
    { spec: { inputs } },
    { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false },
  );
  return `${comment}\n${spec}---\n${job}${script()}`;
}

/**
 * Nothing is kept unless the table offers it: a `default: cache` of the user is of no use to this job. The directory is
 * empty, and GitLab keeps nothing, where the input is false: a pasted boolean cannot take a keyword away.
 */
function cache(names: readonly InputName[]): string {
  if (!names.includes('cache')) return '  cache: []\n';
  return `\
  # Packages that ntcli is made of. What comes out of here is compared with the SHA-512 that the engine has of each.
  cache:
    key: "ntcli-${product.version}"
    paths: ["${product.files.cache}"]
    policy: pull-push
    when: on_success
`;
}

function tableInputs(names: readonly InputName[]): Record<string, GitlabInput> {
  return Object.fromEntries(names.map((name) => [name, gitlabInput(name)]));
}

/**
 * The variables of the job, which is the only way by which inputs reach the engine. The token is not among them: it
 * arrives by itself, and a line for it could only damage it.
 */
function variables(command: 'deploy' | 'check', names: readonly InputName[]): string {
  const lines = names.map((name) => {
    const { variable } = inputRow(name);
    if (variable === undefined) throw new Error(`The input ${name} has no variable to travel in`);
    return `    ${variable}: "$[[ inputs.${name} ]]"\n`;
  });
  const fixed = `    NTCLI_COMMAND: "${command}"\n`;
  return `  variables:\n    # Lets the fetch of Node.js 24 use the proxy variables of the job.\n    NODE_USE_ENV_PROXY: "1"\n${fixed}${lines.join('')}`;
}

function script(): string {
  const code = engineLoader().trimEnd().split('\n');
  const lines = ["node -e '", ...code, "'"].map((line) => `      ${line}`.trimEnd());
  return `  # Fetches the engine, compares its SHA-256, and only then runs it.\n  script:\n    - |\n${lines.join('\n')}\n`;
}
