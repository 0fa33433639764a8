import { product, renewal } from './constants.js';
import { type ExitCode, exits } from './exit-codes.js';

/** One way to fail: how it ends the process, and what a person needs to know. */
export interface CatalogueEntry {
  readonly exit: ExitCode;
  /** Title of the annotation, and of the entry in the troubleshooting page. */
  readonly title: string;
  readonly why: string;
  readonly fix: string;
}

/**
 * The catalogue of failures. Nothing ends a run but an entry of it. The sentence that says what happened comes from
 * the place where it happened; cause and remedy stand here.
 */
export const failureCatalogue = {
  internal: {
    exit: exits.internal,
    title: 'Fault in ntcli-deploy',
    why: 'This is a mistake in ntcli-deploy, not in your workflow.',
    fix: `Please report it with this line at ${product.repository}/issues.`,
  },
  'disk-unusable': {
    exit: exits.internal,
    title: 'A file could not be written or read',
    why: 'The disk of this machine is full, or the job may not use the directory.',
    fix: 'Free space, or mend what RUNNER_TEMP (GitHub), TMPDIR or the project directory of the job point to, and run again.',
  },
  'runner-incomplete': {
    exit: exits.internal,
    title: 'The runner is incomplete',
    why: 'Without its command files the only way to hand something to later steps is to print it, and a token is never printed.',
    fix: 'Update the runner (2.327.1 or newer), or set `export-token: false`.',
  },
  'bad-input': {
    exit: exits.input,
    title: 'Bad input',
    why: 'Inputs are checked before anything is deployed.',
    fix: 'Correct every input named here and run again; docs/reference.md lists what each one takes.',
  },
  'shell-trace': {
    exit: exits.input,
    title: 'The job traces its shell',
    why: 'With `set -x` or CI_DEBUG_TRACE the shell prints every value it expands, the token among them, and nothing can take that back.',
    fix: 'Take the trace out of this job, and look into it with the log of ntcli-deploy instead. If the token was printed before, revoke it.',
  },
  'token-missing': {
    exit: exits.token,
    title: 'NTCLI_TOKEN is missing',
    why: 'The secret does not exist under that name or is withheld from this job: runs from forks and of Dependabot get none, a secret of an environment or context only jobs that name it.',
    fix: 'Create NTCLI_TOKEN as a secret (GitHub: and pass it with `token: ${{ secrets.NTCLI_TOKEN }}`), a masked CI/CD variable (GitLab) or a context variable (CircleCI).',
  },
  'token-not-expanded': {
    exit: exits.token,
    title: 'NTCLI_TOKEN is the name of a variable',
    why: 'A line such as `NTCLI_TOKEN: $NTCLI_TOKEN` in `variables:` (GitLab) or `environment:` (CircleCI) hands on this very text: the variable does not exist, is protected while the branch is not, or is not expanded there. It also hides the real one.',
    fix: 'Delete that line: a CI/CD variable (GitLab) or a context variable (CircleCI) reaches the job without it.',
  },
  'token-malformed': {
    exit: exits.token,
    title: 'NTCLI_TOKEN is malformed',
    why: 'The secret was stored with something around or instead of the token; its value is not shown here.',
    fix: `Store the bare token again as one line without quotes. If it is lost, create a new one in ${product.studio}.`,
  },
  'token-expired': {
    exit: exits.token,
    title: 'The token has expired',
    why: 'Its time is up, and the platform does not accept it or could not be asked; nothing was installed or deployed.',
    fix: `Standard token: Refresh in ${product.studio} adds 30 days to the same token. Long-Lived token: create a new one and update the secret.`,
  },
  'token-expiring': {
    exit: exits.expiring,
    title: 'The token expires soon',
    why: '`fail-on-expiring` asks for this exit code; all else was done.',
    fix: renewal,
  },
  'token-rejected': {
    exit: exits.token,
    title: 'The token was rejected (401)',
    why: 'The token has expired, was revoked, or belongs to another workspace.',
    fix: `Create a new token in ${product.studio}, update the secret, and check the workspace.`,
  },
  'token-not-allowed': {
    exit: exits.token,
    title: 'The token is not allowed to do this (403)',
    why: 'A Read-Only token was used for a change, or the token belongs to another workspace.',
    fix: `Use a Standard or Long-Lived token of that workspace, from ${product.studio}.`,
  },
  'workspace-not-found': {
    exit: exits.target,
    title: 'Workspace not found',
    why: 'The token does not see a workspace of that name or id.',
    fix: 'Correct `workspace`, or use a token of that workspace.',
  },
  'workspace-ambiguous': {
    exit: exits.target,
    title: 'Workspace is ambiguous',
    why: 'More than one workspace fits, and a deploy must not go to the wrong one.',
    fix: 'Set `workspace` to one of the ids named here.',
  },
  'server-not-found': {
    exit: exits.target,
    title: 'Server not found in the registry',
    why: 'The server registry has no server of that id, or not in that version.',
    fix: 'Correct `server`; `ntcli registry list` shows what there is.',
  },
  'server-conflict': {
    exit: exits.target,
    title: 'Server is already deployed (409)',
    why: 'The platform does not replace this server in place, and ntcli-deploy never removes a running server on its own.',
    fix: 'Remove it yourself when you can afford the gap (`ntcli server remove <server>`), then run again.',
  },
  'engine-unavailable': {
    exit: exits.ntcli,
    title: 'The engine file cannot be read',
    why: 'The job takes the engine of ntcli-deploy from a URL or path, and nothing came from there.',
    fix: 'Check the network and proxy of the runner, or set `engine` to a mirror or a local path.',
  },
  'engine-altered': {
    exit: exits.ntcli,
    title: 'The engine file is not the one of this release',
    why: 'Its SHA-256 differs from the one in the template, so it was not run.',
    fix: 'Take the template and the engine from the same release; for a file of your own set `engine-sha256` as well.',
  },
  'npm-missing': {
    exit: exits.ntcli,
    title: 'npm was not found',
    why: 'ntcli is installed with npm, and this machine has none beside Node.js or on PATH outside the checkout.',
    fix: 'Add a step that installs Node.js (actions/setup-node), or set `ntcli-package: preinstalled`.',
  },
  'ntcli-unavailable': {
    exit: exits.ntcli,
    title: 'ntcli is not in the npm registry',
    why: 'The registry does not have the package in that version, or does not show it to this job.',
    fix: 'Set `ntcli-package` to a .tgz path or URL, `npm-registry` to a registry that has it, install ntcli yourself and set `ntcli-package: preinstalled`, or install nothing and set `deploy-with: api`.',
  },
  'ntcli-install-failed': {
    exit: exits.ntcli,
    title: 'ntcli could not be installed',
    why: 'What npm itself said of it stands in the log above.',
    fix: 'Run the job again if the registry had a bad moment; else check `npm-registry`, the proxy settings and the npm configuration of the job.',
  },
  'ntcli-not-written': {
    exit: exits.ntcli,
    title: 'ntcli could not be written to the disk',
    why: 'A disk of this machine is full, or the job may not use a directory.',
    fix: 'Free 50 MB or more where RUNNER_TEMP (GitHub), TMPDIR or the home directory of the job point to, or install nothing and set `deploy-with: api`.',
  },
  'modules-above': {
    exit: exits.ntcli,
    title: 'A node_modules of another user lies above ntcli',
    why: 'Node.js takes packages from there that it does not find elsewhere, so they could see the token; ntcli was not started.',
    fix: 'Remove it, or let RUNNER_TEMP and RUNNER_TOOL_CACHE (GitHub) or TMPDIR point to directories of this user alone.',
  },
  'ntcli-unexpected': {
    exit: exits.ntcli,
    title: 'The installed ntcli is not what was asked for',
    why: 'What was installed differs from what was asked for: a registry that rewrites packages, a cooldown, or a package that is not ntcli.',
    fix: 'Check `ntcli-package`, `ntcli-version`, `ntcli-integrity` and the npm configuration; nothing of it was run.',
  },
  'ntcli-not-preinstalled': {
    exit: exits.ntcli,
    title: 'ntcli is not on PATH',
    why: '`ntcli-package: preinstalled` uses the ntcli that the job installed before; files inside the checkout do not count.',
    fix: 'Install ntcli in an earlier step, or leave `ntcli-package` out.',
  },
  'ntcli-sign-in-failed': {
    exit: exits.ntcli,
    title: 'ntcli did not take the workspace',
    why: 'This ntcli failed at selecting the workspace; what it said of it stands in the log above.',
    fix: `Run again if the platform had a bad moment; else set \`ntcli-version: ${product.ntcli.version}\`, which is tested.`,
  },
  'secret-not-set': {
    exit: exits.deploy,
    title: 'A workspace secret could not be set',
    why: 'The platform refused it or did not answer; nothing was deployed, secrets before this one may be set.',
    fix: 'Mend what the platform names and run again: setting a secret twice does no harm.',
  },
  'deploy-refused': {
    exit: exits.deploy,
    title: 'The deploy was refused',
    why: 'The platform or ntcli did not take it; its own words stand here or in the log above.',
    fix: 'Mend what they name and run again; nothing was removed.',
  },
  'deploy-not-shown': {
    exit: exits.deploy,
    title: 'The platform does not show the server',
    why: 'The workspace has no such server all the same.',
    fix: 'Look at the workspace in Studio, and run again if the server is not there.',
  },
  'deploy-other-version': {
    exit: exits.deploy,
    title: 'Another version was deployed',
    why: 'The server registry ignored the version, and ntcli deploys whatever the registry hands out.',
    fix: 'Name the version that the registry has now, or leave `@version` out; the server runs in the version named here.',
  },
  'server-unhealthy': {
    exit: exits.health,
    title: 'The server is not healthy',
    why: 'It was deployed, but does not run; the last lines of its log, where it has any, stand above.',
    fix: 'Mend what its log names (often a missing secret or variable) and deploy again; set `timeout` higher if it only starts slowly.',
  },
  'mcp-failed': {
    exit: exits.health,
    title: 'The server does not answer MCP',
    why: 'It was deployed, but when `verify` asked it for its tools, no usable answer of MCP came.',
    fix: 'Look at its log (`ntcli server logs <server>`), mend the server and deploy again; set `timeout` higher if it only starts slowly.',
  },
  'health-unknown': {
    exit: exits.unreachable,
    title: 'The health of the server is unknown',
    why: 'The deploy was accepted, but the platform did not answer when it was asked for the state of the server.',
    fix: 'Look at the server in Studio or with `ntcli server info <server>`; there is no need to deploy again.',
  },
  'deploy-unknown': {
    exit: exits.unreachable,
    title: 'The outcome of the deploy is unknown',
    why: 'The answer did not arrive; the platform may have deployed the server all the same, so nothing was sent twice.',
    fix: 'Look at the server in Studio or with `ntcli server info <server>`; deploy again only if it is not there. `timeout` can be longer.',
  },
  'api-unreachable': {
    exit: exits.unreachable,
    title: 'NimbleTools cannot be reached',
    why: 'No answer came from the API: name resolution, network, proxy or certificate.',
    fix: 'Check `domain`, HTTPS_PROXY, NO_PROXY and NODE_EXTRA_CA_CERTS of the job, and run again.',
  },
  'api-unexpected': {
    exit: exits.unreachable,
    title: 'NimbleTools gave an unexpected answer',
    why: 'The API failed, or something between (a proxy, a login page) answered in its place.',
    fix: 'Run again in a few minutes; if it stays, check `domain` and the proxy settings, then ask NimbleTools support.',
  },
  interrupted: {
    exit: exits.interrupted,
    title: 'Cancelled',
    why: 'The job was cancelled while this step was running.',
    fix: 'If a deploy had begun, look at the server before you run again.',
  },
  terminated: {
    exit: exits.terminated,
    title: 'Terminated',
    why: 'The job was stopped by the runner, by a timeout or by hand.',
    fix: 'If a deploy had begun, look at the server before you run again.',
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;

export type FailureCode = keyof typeof failureCatalogue;
