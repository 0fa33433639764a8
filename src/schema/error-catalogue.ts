import { product, RENEWAL_STEPS } from './constants.js';
import { type ExitCode, exitCodes } from './exit-codes.js';

/** One kind of failure: its exit code, and what a user needs to know about it. */
export interface CatalogueEntry {
  readonly exit: ExitCode;
  /** Title of the annotation, and of the entry in docs/troubleshooting.md. */
  readonly title: string;
  readonly cause: string;
  /** What to do next. */
  readonly hint: string;
}

/**
 * Every kind of failure. A run fails only with one of these. The code that fails adds the sentence that says what
 * happened; cause and hint are defined here.
 */
export const errorCatalogue = {
  internal: {
    exit: exitCodes.internal,
    title: 'Internal error',
    cause: 'This is a bug in ntcli-deploy, not in your workflow.',
    hint: `Report it with this line at ${product.repository}/issues.`,
  },
  'disk-unusable': {
    exit: exitCodes.internal,
    title: 'File system error',
    cause: 'The disk is full, or the job has no access to the directory.',
    hint: 'Free disk space, or set RUNNER_TEMP (GitHub), TMPDIR or the project directory of the job to a writable directory, and run again.',
  },
  'temp-in-checkout': {
    exit: exitCodes.internal,
    title: 'Temporary directory inside the checkout',
    cause:
      'The session with the token is never written to the checkout, where a later step could upload or commit it.',
    hint: 'Set RUNNER_TEMP (GitHub) or TMPDIR to a directory outside the checkout, or set `deploy-with: api`, which writes no session.',
  },
  'runner-incomplete': {
    exit: exitCodes.internal,
    title: 'Runner command files are missing',
    cause:
      'Without its command files, a value reaches later steps only through the log, and the token is never printed.',
    hint: 'Update the runner (2.327.1 or newer), or set `export-token: false`.',
  },
  'bad-input': {
    exit: exitCodes.input,
    title: 'Bad input',
    cause: 'All inputs are validated before anything is installed or deployed.',
    hint: 'Correct every input named here and run again. docs/reference.md lists the accepted values.',
  },
  'preview-unnamed': {
    exit: exitCodes.input,
    title: 'The preview has no name',
    cause:
      'CI_PROJECT_ID and CI_MERGE_REQUEST_IID name the workspace of a preview on GitLab, and one of them is missing or not a number.',
    hint: 'Run this job in merge request pipelines only, and delete CI/CD variables with these names.',
  },
  'inputs-lost': {
    exit: exitCodes.input,
    title: 'Inputs with a hyphen are missing',
    cause:
      'The runner sets a variable for every input. A shell between the runner and Node.js drops those with a hyphen in the name, such as `INPUT_DRY-RUN`, so a dry run would become a deploy.',
    hint: 'Start Node.js without that shell: check the entry point of the job container and wrapper scripts of the runner. `env` and bash keep such variables, dash and BusyBox sh do not.',
  },
  'proxy-invalid': {
    exit: exitCodes.input,
    title: 'Invalid proxy address',
    cause: 'The proxy variables of the job are checked before anything is sent.',
    hint: 'Correct the variable, or list the hosts to reach directly in NO_PROXY (`*` for all).',
  },
  'shell-trace': {
    exit: exitCodes.input,
    title: 'Shell tracing is enabled',
    cause:
      'With `set -x` or CI_DEBUG_TRACE the shell prints every value it expands, including the token, and a printed token cannot be recalled.',
    hint: 'Disable tracing for this job; the log of ntcli-deploy shows what it does. If the token has been printed, revoke it.',
  },
  'debug-output': {
    exit: exitCodes.input,
    title: 'Debug output of Node.js is enabled',
    cause:
      'With NODE_DEBUG or DEBUG, Node.js and its libraries print requests with the token in them and the password of a proxy, and ntcli-deploy cannot redact that.',
    hint: 'Remove the variable from the environment of this job; the debug log of ntcli-deploy shows every request. If the token has been printed, revoke it.',
  },
  'token-missing': {
    exit: exitCodes.token,
    title: 'NTCLI_TOKEN is missing',
    cause:
      'No secret of that name exists, or this job does not get it: runs from forks and Dependabot get no secrets, and a secret of an environment or context reaches only the jobs that name it.',
    hint: 'Create NTCLI_TOKEN as a secret (GitHub: and pass it with `token: ${{ secrets.NTCLI_TOKEN }}`), a masked CI/CD variable (GitLab) or a context variable (CircleCI).',
  },
  'token-not-expanded': {
    exit: exitCodes.token,
    title: 'NTCLI_TOKEN was not expanded',
    cause:
      'A line such as `NTCLI_TOKEN: $NTCLI_TOKEN` in `variables:` (GitLab) or `environment:` (CircleCI) passes this text as the value: the variable does not exist, is protected while the branch is not, or is not expanded there. The line also overrides the real variable.',
    hint: 'Delete that line. A CI/CD variable (GitLab) or a context variable (CircleCI) reaches the job without it.',
  },
  'token-malformed': {
    exit: exitCodes.token,
    title: 'NTCLI_TOKEN is malformed',
    cause: 'The stored secret is not a bare token. Its value is not shown here.',
    hint: `Store the bare token again, on one line and without quotes. If you no longer have it, create a new one in ${product.studio}.`,
  },
  'token-expired': {
    exit: exitCodes.token,
    title: 'The token has expired',
    cause:
      'The token is past its expiry, and the platform rejected it or could not be reached. Nothing was installed or deployed.',
    hint: `Standard token: Refresh in ${product.studio} adds 30 days to the same token. Long-Lived token: create a new one and update the secret.`,
  },
  'token-expiring': {
    exit: exitCodes.expiring,
    title: 'The token expires soon',
    cause:
      'The token expires within `expiry-warning-days`. With `fail-on-expiring`, the run exits with this code after everything else is done.',
    hint: RENEWAL_STEPS,
  },
  'token-rejected': {
    exit: exitCodes.token,
    title: 'The token was rejected (401)',
    cause: 'The token has expired, was revoked, or belongs to another workspace.',
    hint: `Create a new token in ${product.studio}, update the secret, and check the workspace.`,
  },
  'token-not-allowed': {
    exit: exitCodes.token,
    title: 'The token is not allowed to do this (403)',
    cause: 'A Read-Only token was used for a write, or the token belongs to another workspace.',
    hint: `Use a Standard or Long-Lived token of that workspace, from ${product.studio}.`,
  },
  'workspace-not-found': {
    exit: exitCodes.target,
    title: 'Workspace not found',
    cause: 'The token has no access to a workspace with that name or id.',
    hint: 'Correct `workspace`, or use a token of that workspace.',
  },
  'workspace-not-created': {
    exit: exitCodes.target,
    title: 'The workspace could not be created',
    cause: 'There is no workspace of that name, and the platform did not create it.',
    hint: 'Fix the reported problem and run again, or create the workspace in Studio.',
  },
  'workspace-unknown': {
    exit: exitCodes.unreachable,
    title: 'It is unknown whether the workspace was created',
    cause:
      'The platform failed or did not respond when the workspace was created, and did not list it afterwards. It may appear later. Nothing was deployed.',
    hint: 'Run again: a workspace that exists by then is used. If you do not run again, check the workspaces in Studio, and remove the one named here.',
  },
  'workspace-not-allowed': {
    exit: exitCodes.token,
    title: 'The token may not create or remove workspaces (403)',
    cause: 'A token of one workspace usually has access to that workspace only.',
    hint: `Use a token that may manage workspaces. Or create one workspace for previews in Studio, leave out \`create-workspace\` and \`remove-workspace\`, and remove the servers by name.`,
  },
  'workspace-ambiguous': {
    exit: exitCodes.target,
    title: 'Workspace is ambiguous',
    cause: 'More than one workspace matches, and a deploy must not go to the wrong one.',
    hint: 'Set `workspace` to one of the ids named here.',
  },
  'workspace-list-incomplete': {
    exit: exitCodes.target,
    title: 'The list of workspaces is incomplete',
    cause:
      'The platform returned a part of the list, so the workspace may exist. Nothing was created or removed.',
    hint: 'Set `workspace` to the UUID of the workspace.',
  },
  'server-not-found': {
    exit: exitCodes.target,
    title: 'Server not found in the registry',
    cause: 'The server registry has no server with that id, or not in that version.',
    hint: 'Correct `server`. `ntcli registry list` lists the available servers.',
  },
  'server-conflict': {
    exit: exitCodes.target,
    title: 'Server is already deployed (409)',
    cause:
      'The platform cannot update this server in place, and ntcli-deploy never removes a running server without being told to.',
    hint: 'Set `replace: true` to remove the server and deploy it again; it is unavailable in between.',
  },
  'server-id-taken': {
    exit: exitCodes.target,
    title: 'Another server has this id',
    cause:
      'On the platform, the id of a server is the last part of its registry id, so this deploy would replace another server.',
    hint: 'Deploy to another workspace. Or, if that server is not needed, remove it first: `command: remove` with its id on the platform, such as `server: echo`.',
  },
  'server-not-identified': {
    exit: exitCodes.target,
    title: 'The server to remove was not identified',
    cause:
      'On the platform, the id of a server is the last part of its registry id, so a server of that id may be another one. It was not removed.',
    hint: 'Correct `server`. To remove the server of the workspace whatever it is, name it by its id on the platform, as `ntcli server list` shows it: `server: echo`.',
  },
  'node-too-old': {
    exit: exitCodes.ntcli,
    title: 'Node.js 20 or newer is required',
    cause: 'The image or machine of this job has an older Node.js, or none.',
    hint: 'Use an image such as node:24-alpine (GitLab: `image`) or cimg/node (CircleCI), or install Node.js in an earlier step, on GitHub with actions/setup-node.',
  },
  'engine-unavailable': {
    exit: exitCodes.ntcli,
    title: 'The engine file cannot be read',
    cause: 'The job loads the ntcli-deploy engine from a URL or path, and that failed.',
    hint: 'Check the network and proxy of the runner, or set `engine` to a mirror or a local path.',
  },
  'engine-altered': {
    exit: exitCodes.ntcli,
    title: 'Engine checksum mismatch',
    cause: 'The SHA-256 of the engine file differs from the one in the template, so it was not run.',
    hint: 'Use the template and the engine of the same release. For your own engine file, set `engine-sha256` as well.',
  },
  'npm-missing': {
    exit: exitCodes.ntcli,
    title: 'npm was not found',
    cause:
      'ntcli is installed with npm, and this machine has no npm next to Node.js or on PATH outside the checkout.',
    hint: 'Add a step that installs Node.js (actions/setup-node), or set `ntcli-package: preinstalled`.',
  },
  'ntcli-unavailable': {
    exit: exitCodes.ntcli,
    title: 'ntcli not found in the npm registry',
    cause: 'The registry does not have the package in that version, or this job has no access to it.',
    hint: 'Set `deploy-with: api` to deploy without ntcli; or set `ntcli-package` to a .tgz path or URL, set `npm-registry` to a registry that hosts it, or install ntcli in an earlier step and set `ntcli-package: preinstalled`.',
  },
  'npm-credentials': {
    exit: exitCodes.ntcli,
    title: 'The npm registry rejected the credentials',
    cause: 'The registry requires credentials that this job does not have, or that are wrong or expired.',
    hint: 'Check the npm configuration of the job: the token in ~/.npmrc or NPM_CONFIG_USERCONFIG, and the variable that it names. A `.npmrc` of the checkout does not count.',
  },
  'ntcli-install-failed': {
    exit: exitCodes.ntcli,
    title: 'ntcli could not be installed',
    cause: 'npm failed; its output is in the log above.',
    hint: 'Run the job again in case the registry failed temporarily. Otherwise check `npm-registry`, the proxy settings and the npm configuration of the job.',
  },
  'ntcli-not-written': {
    exit: exitCodes.ntcli,
    title: 'ntcli could not be written to the disk',
    cause: 'The disk is full, or the job has no access to the directory.',
    hint: 'Free at least 50 MB in RUNNER_TEMP (GitHub), TMPDIR and the home directory of the job, or set `deploy-with: api`, which installs nothing.',
  },
  'ntcli-unexpected': {
    exit: exitCodes.ntcli,
    title: 'Unexpected ntcli package',
    cause:
      'The package differs from the requested one: the registry rewrites packages or holds back new versions, or the package is not ntcli. None of its code was run.',
    hint: 'Check `ntcli-package`, `ntcli-version`, `ntcli-integrity` and the npm configuration of the job.',
  },
  'ntcli-not-preinstalled': {
    exit: exitCodes.ntcli,
    title: 'ntcli is not on PATH',
    cause:
      '`ntcli-package: preinstalled` uses an ntcli that an earlier step installed: an ntcli package, or a program that starts one, such as a shim. Files inside the checkout are ignored.',
    hint: 'Install ntcli in an earlier step, or remove `ntcli-package`.',
  },
  'ntcli-sign-in-failed': {
    exit: exitCodes.ntcli,
    title: 'ntcli could not select the workspace',
    cause: 'This ntcli failed to select the workspace; its output is in the log above.',
    hint: `Run again in case the platform failed temporarily. Otherwise set \`ntcli-version: ${product.ntcli.version}\`, the tested version.`,
  },
  'secret-not-set': {
    exit: exitCodes.deploy,
    title: 'A workspace secret could not be set',
    cause:
      'The platform refused it or did not respond. Nothing was deployed; secrets listed before this one may have been set.',
    hint: 'Fix the reported problem and run again. Setting a secret twice is safe.',
  },
  'deploy-refused': {
    exit: exitCodes.deploy,
    title: 'The deploy was refused',
    cause: 'The platform or ntcli refused it; its message is here or in the log above.',
    hint: 'Fix the reported problem and run again. Nothing was removed.',
  },
  'update-unsupported': {
    exit: exitCodes.deploy,
    title: 'The platform cannot update the server',
    cause: 'The platform refused to update a server that exists. The server is unchanged and keeps running.',
    hint: 'Set `replace: true` to remove the server and deploy it again; it is unavailable in between.',
  },
  'replace-incomplete': {
    exit: exitCodes.deploy,
    title: 'The server was removed, but not deployed again',
    cause: '`replace: true` removed the server, and the deploy that followed failed. The server is gone.',
    hint: 'Fix the reported problem and run again.',
  },
  'removal-unknown': {
    exit: exitCodes.unreachable,
    title: 'The removal was not confirmed in time',
    cause:
      'The removal was sent, and the platform still shows what was to be removed, or did not respond. With `replace: true`, nothing was deployed.',
    hint: 'Check it in Studio or with `ntcli server info <server>`, and run again. A longer `timeout` may help.',
  },
  'removal-not-sent': {
    exit: exitCodes.unreachable,
    title: 'The removal was not sent',
    cause: 'The steps before it used up `timeout`. Nothing was removed, and nothing was deployed.',
    hint: 'Run again, with a longer `timeout` if the platform is slow.',
  },
  'deploy-not-sent': {
    exit: exitCodes.unreachable,
    title: 'The deploy was not sent',
    cause: 'The steps before it used up `timeout`. Nothing was deployed.',
    hint: 'Run again, with a longer `timeout` if the platform is slow.',
  },
  'removal-refused': {
    exit: exitCodes.deploy,
    title: 'The removal was refused',
    cause: 'The platform refused it; its message is here. Nothing was removed.',
    hint: 'Fix the reported problem and run again.',
  },
  'deploy-not-shown': {
    exit: exitCodes.deploy,
    title: 'Server missing after deploy',
    cause: 'The deploy was reported as successful, but the workspace does not list the server.',
    hint: 'Check the workspace in Studio, and run again if the server is missing.',
  },
  'deploy-other-version': {
    exit: exitCodes.deploy,
    title: 'Unexpected version deployed',
    cause:
      'The server registry returned a different version than the requested one, and ntcli deploys whatever it returns; or the platform did not store the deploy.',
    hint: 'Request the version that the registry has, or remove `@version`. If the platform still shows the version or bundle from before, set `replace: true`.',
  },
  'server-unhealthy': {
    exit: exitCodes.health,
    title: 'The server is not healthy',
    cause: 'It was deployed but is not running. If it wrote a log, the last lines are above.',
    hint: 'Fix what its log reports (often a missing secret or variable) and deploy again. If it only starts slowly, increase `timeout`.',
  },
  'mcp-failed': {
    exit: exitCodes.health,
    title: 'MCP verification failed',
    cause:
      'The server was deployed, but did not return a valid MCP response when `verify` requested its tools.',
    hint: 'Check its log (`ntcli server logs <server>`), fix the server and deploy again. If it only starts slowly, increase `timeout`.',
  },
  'smoke-test-failed': {
    exit: exitCodes.health,
    title: 'Smoke test failed',
    cause:
      'The server was deployed and lists its tools, but a tool call of `smoke-test` did not return what the file expects.',
    hint: 'Check the reported differences and the log of the server (`ntcli server logs <server>`), fix the server or the file, and deploy again.',
  },
  'tools-changed': {
    exit: exitCodes.health,
    title: 'Breaking change in the tools',
    cause: 'Clients that worked with the tools in `tools-snapshot` may fail with the tools of this server.',
    hint: 'Restore what changed. If the change is intended, write the file again with `update-tools-snapshot: true`, review it, and inform the users of the server.',
  },
  'mcp-refused': {
    exit: exitCodes.health,
    title: 'The server refused the MCP client',
    cause:
      'The server, or a proxy in front of it, returned 401, 403 or 421 itself. The API accepted the same token before, so the reason is most likely a sign-in or a check of the Host header that the server has itself; a proxy of the platform may also not accept the token for this server.',
    hint: 'If the server has its own sign-in, leave `verify` out. If it checks the Host header, allow the host named here. Otherwise, check that the token belongs to the workspace of the server.',
  },
  'mcp-unsupported': {
    exit: exitCodes.health,
    title: 'No common version of MCP',
    cause: 'The server supports only versions of MCP that this release of ntcli-deploy does not know.',
    hint: 'Use a newer release of ntcli-deploy, or let the server support an older version as well.',
  },
  'health-unknown': {
    exit: exitCodes.unreachable,
    title: 'The health of the server is unknown',
    cause:
      'The deploy was accepted, but the platform did not return the status of the server often enough to confirm it.',
    hint: 'Check the server in Studio or with `ntcli server info <server>`. You do not need to deploy again. A longer `timeout` may help.',
  },
  'deploy-unknown': {
    exit: exitCodes.unreachable,
    title: 'The outcome of the deploy is unknown',
    cause:
      'No response was received. The platform may have deployed the server anyway, so the deploy was not sent again.',
    hint: 'Check the server in Studio or with `ntcli server info <server>`, and deploy again only if it is missing. A longer `timeout` may help.',
  },
  'api-unreachable': {
    exit: exitCodes.unreachable,
    title: 'NimbleTools cannot be reached',
    cause: 'The API did not respond: a problem with name resolution, network, proxy or certificate.',
    hint: 'Check `domain`, HTTPS_PROXY, NO_PROXY and NODE_EXTRA_CA_CERTS of the job, and run again.',
  },
  'api-unexpected': {
    exit: exitCodes.unreachable,
    title: 'Unexpected response from NimbleTools',
    cause: 'The API failed, or something in between (a proxy, a login page) responded instead.',
    hint: 'Run again in a few minutes. If the problem persists, check `domain` and the proxy settings, then contact NimbleTools support.',
  },
  interrupted: {
    exit: exitCodes.interrupted,
    title: 'Cancelled',
    cause: 'The job was cancelled while this step was running.',
    hint: 'If a deploy had started, check the server before you run again.',
  },
  terminated: {
    exit: exitCodes.terminated,
    title: 'Terminated',
    cause: 'The job was stopped by the runner, a timeout or a user.',
    hint: 'If a deploy had started, check the server before you run again.',
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;

export type ErrorCode = keyof typeof errorCatalogue;
