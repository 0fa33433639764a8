import { stringify } from 'yaml';
import { product } from '../../src/schema/constants.js';
import {
  type CommandName,
  type InputName,
  inputNames,
  inputNamesOn,
  inputRow,
} from '../../src/schema/inputs.js';
import { engineLoader, failInShell, requireNode } from './engine.js';
import { type GitlabInput, gitlabInput } from './gitlab-inputs.js';
import { checkShapeInputs, previewShapeInputs, shapeInputs } from './gitlab-job-inputs.js';
import { inputVariable } from './template-inputs.js';

/** templates/deploy.yml, the GitLab component that deploys. */
export function deployYml(): string {
  const names = inputNamesOn('gitlab', 'deploy');
  return component({
    head: [
      'GitLab CI/CD component: deploys MCP servers to NimbleTools.',
      '',
      'Store the workspace token as a masked and protected CI/CD variable named NTCLI_TOKEN. Do not write',
      '`NTCLI_TOKEN: $NTCLI_TOKEN` anywhere: it replaces the token with that text.',
      ...howToCustomize,
    ],
    inputs: { ...tableInputs(names), ...shapeInputs },
    job: `\
# How the job starts: after all earlier stages, or after the jobs in \`needs\`. Any list of needs, even an empty one, lets
# a job start before earlier stages end, and a deploy must not start before the tests end.
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
    # From the dotenv report below.
    url: "$NTCLI_SERVER_URL"
  # One deploy at a time. A newer pipeline does not cancel a deploy that has started, and a failed one is not repeated:
  # its effect is unknown.
  resource_group: "$[[ inputs.resource-group ]]"
  interruptible: false
${cache(names)}\
${commonKeys}\
    paths: ["${product.files.report}"]
${variables(names)}${script('deploy', names)}`,
  });
}

/** templates/check.yml, the GitLab component that checks the token, for scheduled pipelines. */
export function checkYml(): string {
  const names = inputNamesOn('gitlab', 'check');
  return component({
    head: [
      'GitLab CI/CD component: checks the NimbleTools token and its workspace, for a scheduled pipeline. Changes nothing.',
      ...howToCustomize,
    ],
    // Exit code 75 is what turns the job amber.
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
  # The token does not depend on any other job.
  needs: []
  environment:
    name: "$[[ inputs.environment ]]"
    # Gets the variables of the environment, and is not a deployment.
    action: access
  interruptible: true
${cache(names)}\
${commonKeys}\
${variables(names)}${script('check', names)}`,
  });
}

/** Both jobs of a preview act on the same workspace, and a dry run of the project would leave previews running. */
const fixedInPreview: FixedInputs = {
  workspace: `"${paste('prefix')}-$CI_PROJECT_ID-$CI_MERGE_REQUEST_IID"`,
  'dry-run': "''",
};

const fixedInDeploy: FixedInputs = {
  ...fixedInPreview,
  'create-workspace': "'true'",
  // The platform as published cannot update a server in place.
  replace: "'true'",
};

/** With a server, the engine would remove that server only. */
const fixedInRemoval: FixedInputs = {
  ...fixedInPreview,
  'remove-workspace': "'true'",
  server: "''",
  'server-file': "''",
};

/**
 * A variable of the project also overrides the predefined ones. With numbers only, the name of the workspace still
 * begins with the prefix, and is one name.
 */
const requireNumbers = `case "$CI_PROJECT_ID-$CI_MERGE_REQUEST_IID" in *[!0-9-]* | -* | *-) ${failInShell('preview-unnamed')} ;; esac`;

/** templates/preview.yml, the GitLab component that deploys a merge request to a workspace of its own, and removes it. */
export function previewYml(): string {
  const names = inputNamesOn('gitlab', 'deploy').filter((name) => !(name in fixedInDeploy));
  const removing = inputNamesOn('gitlab', 'remove').filter((name) => !(name in fixedInRemoval));
  return component({
    head: [
      'GitLab CI/CD component: deploys each merge request to a workspace of its own on NimbleTools, and removes the workspace',
      'when the merge request is merged or closed, or after `auto-stop-in`.',
      '',
      'The jobs need an NTCLI_TOKEN that may create and remove workspaces, with the environment scope `preview/*`, masked and',
      'not protected. Merge requests from forks get no preview.',
      ...howToCustomize,
    ],
    inputs: { ...tableInputs(names), ...previewShapeInputs },
    job: `\
"$[[ inputs.job-name ]]":
  stage: "$[[ inputs.stage ]]"
  image: "$[[ inputs.image ]]"
  rules: $[[ inputs.rules ]]
  environment:
    name: "preview/$CI_MERGE_REQUEST_IID"
    # From the dotenv report below.
    url: "$NTCLI_SERVER_URL"
    on_stop: "$[[ inputs.remove-job-name ]]"
    auto_stop_in: "$[[ inputs.auto-stop-in ]]"
  resource_group: "ntcli-preview-$CI_MERGE_REQUEST_IID"
  interruptible: false
${cache(names)}\
${commonKeys}\
    paths: ["${product.files.report}"]
${variables(names)}${script('deploy', names, fixedInDeploy, requireNumbers)}
"$[[ inputs.remove-job-name ]]":
  stage: "$[[ inputs.stage ]]"
  image: "$[[ inputs.image ]]"
  rules: $[[ inputs.remove-rules ]]
  # GitLab starts it when the branch is already gone. The commit of a merge request pipeline can still be checked out, for
  # an engine in the repository.
  needs: []
  environment:
    name: "preview/$CI_MERGE_REQUEST_IID"
    action: stop
  resource_group: "ntcli-preview-$CI_MERGE_REQUEST_IID"
  interruptible: false
  cache: []
${commonKeys}\
${variables(removing)}${script('remove', removing, fixedInRemoval, requireNumbers)}`,
  });
}

const howToCustomize = [
  '',
  'Everything that you may want to change is an input: set it under `inputs:` of your `include:`. For job keywords',
  'without an input, such as tags, timeout or before_script, add a job of the same name with these keywords to your',
  '.gitlab-ci.yml: GitLab merges the two.',
];

/** Keywords that both jobs have. Those of `artifacts` come last, so that a job can add to them. */
const commonKeys = `\
  # Not the project's before_script, services or hooks: they run with the token, in an image that is not theirs.
  inherit:
    default: [tags, timeout]
  retry:
    max: 1
    when: runner_system_failure
  # 75: the token expires soon, and \`fail-on-expiring\` is set.
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
  /** The second document. */
  readonly job: string;
}

function component({ head, inputs, job }: Component): string {
  const lines = ['Generated from src/schema by `npm run build`. Do not edit.', '', ...head];
  const comment = lines.map((line) => `# ${line}`.trimEnd()).join('\n');
  // GitLab reads YAML 1.1, in which `yes`, `off` and `12:30` are not text.
  const spec = stringify(
    { spec: { inputs } },
    { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false },
  );
  return `${comment}\n${spec}---\n${job}`;
}

/**
 * No cache unless the table offers one: a `default: cache` of the project is of no use to this job. With
 * `cache: false` the directory stays empty and GitLab saves nothing: a pasted boolean cannot remove a keyword.
 */
function cache(names: readonly InputName[]): string {
  if (!names.includes('cache')) return '  cache: []\n';
  return `\
  # The packages that ntcli depends on. Each is compared with its SHA-512, which the engine has.
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
 * The `variables:` of the job: inputs that a project, a pipeline or the dotenv report of an earlier job may override.
 * The token is not among them: it arrives by itself, and a line for it could only replace it.
 */
function variables(names: readonly InputName[]): string {
  const lines = names
    .filter((name) => !inputRow(name).guardsToken)
    .map((name) => `    ${inputVariable(name)}: "${paste(name)}"\n`);
  return `  variables:\n    # Lets the fetch of Node.js 24 use the proxy variables of the job.\n    NODE_USE_ENV_PROXY: "1"\n${lines.join('')}`;
}

/** Inputs that a job sets itself, each with its value as the shell reads it. */
type FixedInputs = { readonly [Name in InputName]?: string };

/**
 * The script. What decides where the token goes, or which code gets it, and what the job sets itself, is text of the
 * script, where no variable can override it. Single quotes are enough, because the patterns of these inputs allow no
 * quote. NODE_OPTIONS could run code before the check. `|| exit $?`: under bash, gitlab-runner turns any other failure
 * into 1.
 */
function script(
  command: Exclude<CommandName, 'setup'>,
  names: readonly InputName[],
  fixed: FixedInputs = {},
  ...checks: readonly string[]
): string {
  const { outputs, annotations, report } = product.files;
  const literals = names
    .filter((name) => inputRow(name).guardsToken)
    .map((name) => `${inputVariable(name)}='${paste(name)}'`);
  const constants = inputNames
    .filter((name) => fixed[name] !== undefined)
    .map((name) => `${inputVariable(name)}=${fixed[name]}`);
  const lines = [
    `# ntcli-deploy ${product.version}: fetches its engine, compares the SHA-256, and only then runs it`,
    `rm -f ${outputs} ${annotations} ${report} 2> /dev/null || :`,
    requireNode,
    ...checks,
    ...["NODE_OPTIONS=''", `NTCLI_COMMAND='${command}'`, ...constants, ...literals].map(
      (line) => `${line} \\`,
    ),
    "node -e '",
    ...engineLoader().trimEnd().split('\n'),
    "' || exit $?",
  ];
  return `  script:\n    - |\n${lines.map((line) => `      ${line}`.trimEnd()).join('\n')}\n`;
}

function paste(name: string): string {
  return `$[[ inputs.${name} ]]`;
}
