import { product, RENEWAL_STEPS } from './constants.js';
import { type ExitCode, exitCodes } from './exit-codes.js';

/** One way to fail: how it ends the process, and what a person needs to know. */
export interface CatalogueEntry {
  readonly exit: ExitCode;
  /** Title of the annotation, and of the entry in the troubleshooting page. */
  readonly title: string;
  readonly cause: string;
  readonly hint: string;
}

/**
 * The catalogue of failures. Nothing ends a run but an entry of it. The sentence that says what happened comes from
 * the place where it happened; cause and remedy stand here.
 */
export const errorCatalogue = {
  internal: {
    exit: exitCodes.internal,
    title: 'Fault in ntcli-deploy',
    cause: 'This is a mistake in ntcli-deploy, not in your workflow.',
    hint: `Please report it with this line at ${product.repository}/issues.`,
  },
  'disk-unusable': {
    exit: exitCodes.internal,
    title: 'A file could not be written or read',
    cause: 'The disk of this machine is full, or the job may not use the directory.',
    hint: 'Free space, or mend what RUNNER_TEMP (GitHub), TMPDIR or the project directory of the job point to, and run again.',
  },
  'runner-incomplete': {
    exit: exitCodes.internal,
    title: 'The runner is incomplete',
    cause:
      'Without its command files the only way to hand something to later steps is to print it, and a token is never printed.',
    hint: 'Update the runner (2.327.1 or newer), or set `export-token: false`.',
  },
  'bad-input': {
    exit: exitCodes.input,
    title: 'Bad input',
    cause: 'Inputs are checked before anything is deployed.',
    hint: 'Correct every input named here and run again; docs/reference.md lists what each one takes.',
  },
  'shell-trace': {
    exit: exitCodes.input,
    title: 'The job traces its shell',
    cause:
      'With `set -x` or CI_DEBUG_TRACE the shell prints every value it expands, the token among them, and nothing can take that back.',
    hint: 'Take the trace out of this job, and look into it with the log of ntcli-deploy instead. If the token was printed before, revoke it.',
  },
  'token-missing': {
    exit: exitCodes.token,
    title: 'NTCLI_TOKEN is missing',
    cause:
      'The secret does not exist under that name or is withheld from this job: runs from forks and of Dependabot get none, a secret of an environment or context only jobs that name it.',
    hint: 'Create NTCLI_TOKEN as a secret (GitHub: and pass it with `token: ${{ secrets.NTCLI_TOKEN }}`), a masked CI/CD variable (GitLab) or a context variable (CircleCI).',
  },
  'token-not-expanded': {
    exit: exitCodes.token,
    title: 'NTCLI_TOKEN is the name of a variable',
    cause:
      'A line such as `NTCLI_TOKEN: $NTCLI_TOKEN` in `variables:` (GitLab) or `environment:` (CircleCI) hands on this very text: the variable does not exist, is protected while the branch is not, or is not expanded there. It also hides the real one.',
    hint: 'Delete that line: a CI/CD variable (GitLab) or a context variable (CircleCI) reaches the job without it.',
  },
  'token-malformed': {
    exit: exitCodes.token,
    title: 'NTCLI_TOKEN is malformed',
    cause:
      'The secret was stored with something around or instead of the token; its value is not shown here.',
    hint: `Store the bare token again as one line without quotes. If it is lost, create a new one in ${product.studio}.`,
  },
  'token-expired': {
    exit: exitCodes.token,
    title: 'The token has expired',
    cause:
      'Its time is up, and the platform does not accept it or could not be asked; nothing was installed or deployed.',
    hint: `Standard token: Refresh in ${product.studio} adds 30 days to the same token. Long-Lived token: create a new one and update the secret.`,
  },
  'token-expiring': {
    exit: exitCodes.expiring,
    title: 'The token expires soon',
    cause: '`fail-on-expiring` asks for this exit code; all else was done.',
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
    cause: 'A Read-Only token was used for a change, or the token belongs to another workspace.',
    hint: `Use a Standard or Long-Lived token of that workspace, from ${product.studio}.`,
  },
  'workspace-not-found': {
    exit: exitCodes.target,
    title: 'Workspace not found',
    cause: 'The token does not see a workspace of that name or id.',
    hint: 'Correct `workspace`, or use a token of that workspace.',
  },
  'workspace-ambiguous': {
    exit: exitCodes.target,
    title: 'Workspace is ambiguous',
    cause: 'More than one workspace fits, and a deploy must not go to the wrong one.',
    hint: 'Set `workspace` to one of the ids named here.',
  },
  'server-not-found': {
    exit: exitCodes.target,
    title: 'Server not found in the registry',
    cause: 'The server registry has no server of that id, or not in that version.',
    hint: 'Correct `server`; `ntcli registry list` shows what there is.',
  },
  'server-conflict': {
    exit: exitCodes.target,
    title: 'Server is already deployed (409)',
    cause:
      'The platform does not replace this server in place, and ntcli-deploy never removes a running server on its own.',
    hint: 'Remove it yourself when you can afford the gap (`ntcli server remove <server>`), then run again.',
  },
  'engine-unavailable': {
    exit: exitCodes.ntcli,
    title: 'The engine file cannot be read',
    cause: 'The job takes the engine of ntcli-deploy from a URL or path, and nothing came from there.',
    hint: 'Check the network and proxy of the runner, or set `engine` to a mirror or a local path.',
  },
  'engine-altered': {
    exit: exitCodes.ntcli,
    title: 'The engine file is not the one of this release',
    cause: 'Its SHA-256 differs from the one in the template, so it was not run.',
    hint: 'Take the template and the engine from the same release; for a file of your own set `engine-sha256` as well.',
  },
  'npm-missing': {
    exit: exitCodes.ntcli,
    title: 'npm was not found',
    cause:
      'ntcli is installed with npm, and this machine has none beside Node.js or on PATH outside the checkout.',
    hint: 'Add a step that installs Node.js (actions/setup-node), or set `ntcli-package: preinstalled`.',
  },
  'ntcli-unavailable': {
    exit: exitCodes.ntcli,
    title: 'ntcli is not in the npm registry',
    cause: 'The registry does not have the package in that version, or does not show it to this job.',
    hint: 'Set `ntcli-package` to a .tgz path or URL, `npm-registry` to a registry that has it, install ntcli yourself and set `ntcli-package: preinstalled`, or install nothing and set `deploy-with: api`.',
  },
  'ntcli-install-failed': {
    exit: exitCodes.ntcli,
    title: 'ntcli could not be installed',
    cause: 'What npm itself said of it stands in the log above.',
    hint: 'Run the job again if the registry had a bad moment; else check `npm-registry`, the proxy settings and the npm configuration of the job.',
  },
  'ntcli-not-written': {
    exit: exitCodes.ntcli,
    title: 'ntcli could not be written to the disk',
    cause: 'A disk of this machine is full, or the job may not use a directory.',
    hint: 'Free 50 MB or more where RUNNER_TEMP (GitHub), TMPDIR or the home directory of the job point to, or install nothing and set `deploy-with: api`.',
  },
  'modules-above': {
    exit: exitCodes.ntcli,
    title: 'A node_modules of another user lies above ntcli',
    cause:
      'Node.js takes packages from there that it does not find elsewhere, so they could see the token; ntcli was not started.',
    hint: 'Remove it, or let RUNNER_TEMP and RUNNER_TOOL_CACHE (GitHub) or TMPDIR point to directories of this user alone.',
  },
  'ntcli-unexpected': {
    exit: exitCodes.ntcli,
    title: 'The installed ntcli is not what was asked for',
    cause:
      'What was installed differs from what was asked for: a registry that rewrites packages, a cooldown, or a package that is not ntcli.',
    hint: 'Check `ntcli-package`, `ntcli-version`, `ntcli-integrity` and the npm configuration; nothing of it was run.',
  },
  'ntcli-not-preinstalled': {
    exit: exitCodes.ntcli,
    title: 'ntcli is not on PATH',
    cause:
      '`ntcli-package: preinstalled` uses the ntcli that the job installed before; files inside the checkout do not count.',
    hint: 'Install ntcli in an earlier step, or leave `ntcli-package` out.',
  },
  'ntcli-sign-in-failed': {
    exit: exitCodes.ntcli,
    title: 'ntcli did not take the workspace',
    cause: 'This ntcli failed at selecting the workspace; what it said of it stands in the log above.',
    hint: `Run again if the platform had a bad moment; else set \`ntcli-version: ${product.ntcli.version}\`, which is tested.`,
  },
  'secret-not-set': {
    exit: exitCodes.deploy,
    title: 'A workspace secret could not be set',
    cause:
      'The platform refused it or did not answer; nothing was deployed, secrets before this one may be set.',
    hint: 'Mend what the platform names and run again: setting a secret twice does no harm.',
  },
  'deploy-refused': {
    exit: exitCodes.deploy,
    title: 'The deploy was refused',
    cause: 'The platform or ntcli did not take it; its own words stand here or in the log above.',
    hint: 'Mend what they name and run again; nothing was removed.',
  },
  'deploy-not-shown': {
    exit: exitCodes.deploy,
    title: 'The platform does not show the server',
    cause: 'The workspace has no such server all the same.',
    hint: 'Look at the workspace in Studio, and run again if the server is not there.',
  },
  'deploy-other-version': {
    exit: exitCodes.deploy,
    title: 'Another version was deployed',
    cause: 'The server registry ignored the version, and ntcli deploys whatever the registry hands out.',
    hint: 'Name the version that the registry has now, or leave `@version` out; the server runs in the version named here.',
  },
  'server-unhealthy': {
    exit: exitCodes.health,
    title: 'The server is not healthy',
    cause: 'It was deployed, but does not run; the last lines of its log, where it has any, stand above.',
    hint: 'Mend what its log names (often a missing secret or variable) and deploy again; set `timeout` higher if it only starts slowly.',
  },
  'mcp-failed': {
    exit: exitCodes.health,
    title: 'The server does not answer MCP',
    cause: 'It was deployed, but when `verify` asked it for its tools, no usable answer of MCP came.',
    hint: 'Look at its log (`ntcli server logs <server>`), mend the server and deploy again; set `timeout` higher if it only starts slowly.',
  },
  'health-unknown': {
    exit: exitCodes.unreachable,
    title: 'The health of the server is unknown',
    cause:
      'The deploy was accepted, but the platform did not answer when it was asked for the state of the server.',
    hint: 'Look at the server in Studio or with `ntcli server info <server>`; there is no need to deploy again.',
  },
  'deploy-unknown': {
    exit: exitCodes.unreachable,
    title: 'The outcome of the deploy is unknown',
    cause:
      'The answer did not arrive; the platform may have deployed the server all the same, so nothing was sent twice.',
    hint: 'Look at the server in Studio or with `ntcli server info <server>`; deploy again only if it is not there. `timeout` can be longer.',
  },
  'api-unreachable': {
    exit: exitCodes.unreachable,
    title: 'NimbleTools cannot be reached',
    cause: 'No answer came from the API: name resolution, network, proxy or certificate.',
    hint: 'Check `domain`, HTTPS_PROXY, NO_PROXY and NODE_EXTRA_CA_CERTS of the job, and run again.',
  },
  'api-unexpected': {
    exit: exitCodes.unreachable,
    title: 'NimbleTools gave an unexpected answer',
    cause: 'The API failed, or something between (a proxy, a login page) answered in its place.',
    hint: 'Run again in a few minutes; if it stays, check `domain` and the proxy settings, then ask NimbleTools support.',
  },
  interrupted: {
    exit: exitCodes.interrupted,
    title: 'Cancelled',
    cause: 'The job was cancelled while this step was running.',
    hint: 'If a deploy had begun, look at the server before you run again.',
  },
  terminated: {
    exit: exitCodes.terminated,
    title: 'Terminated',
    cause: 'The job was stopped by the runner, by a timeout or by hand.',
    hint: 'If a deploy had begun, look at the server before you run again.',
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;

export type ErrorCode = keyof typeof errorCatalogue;
