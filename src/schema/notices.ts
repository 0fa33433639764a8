import { product, RENEWAL_STEPS } from './constants.js';

/** Severity of a notice. Failures are in error-catalogue.ts. */
export type NoticeLevel = 'notice' | 'warning';

interface NoticeEntry {
  readonly level: NoticeLevel;
  /** Title of the annotation, and of the entry in docs/troubleshooting.md. */
  readonly title: string;
  readonly hint: string;
}

/** Everything that is reported without failing the run. The code that reports it adds what happened. */
export const noticeCatalogue = {
  'token-expiring': { level: 'warning', title: 'The token expires soon', hint: RENEWAL_STEPS },
  'token-old': {
    level: 'notice',
    title: 'The token is due for rotation',
    hint: 'Create a new one, update the secret, deploy, then revoke the old one. `rotation-days` sets the age.',
  },
  'token-never-expires': {
    level: 'notice',
    title: 'The token does not expire',
    hint: 'Rotate it every 90 days: create a new one, update the secret, deploy, then revoke the old one.',
  },
  'token-expiry-unknown': {
    level: 'notice',
    title: 'The expiry of the token is unknown',
    hint: `Set \`token-expires-at\` to the date shown in ${product.studio} to get a warning in time.`,
  },
  'token-accepted': {
    level: 'warning',
    title: 'Expired token still accepted',
    hint: `No immediate action is needed. Check the token in ${product.studio}, and replace it if it was not refreshed.`,
  },
  'token-trimmed': {
    level: 'notice',
    title: 'Token had surrounding whitespace',
    hint: 'Store the bare token again on one line, so that other tools accept it as well.',
  },
  'tls-verified': {
    level: 'warning',
    title: 'TLS certificates are still verified',
    hint: 'Without verification the token could reach any server. Remove the variable, and name the certificate authority in NODE_EXTRA_CA_CERTS.',
  },
  'token-of-earlier-step': {
    level: 'notice',
    title: 'Token of an earlier step used',
    hint: 'If that is not intended, check the secret in `token`. Set `export-token: false` in steps whose token no later step needs.',
  },
  'value-empty': {
    level: 'notice',
    title: 'A variable of the server is empty',
    hint: 'If that is not intended, check the name of the secret or variable that its value comes from.',
  },
  'value-quoted': {
    level: 'notice',
    title: 'Quotes are part of the value',
    hint: 'Values are literal: quotes and ` #` are not removed. Remove the quotes if the server should not get them.',
  },
  'token-skipped': {
    level: 'notice',
    title: 'Skipped, because there is no token',
    hint: 'No action is needed. With `on-missing-token: fail` this would be an error.',
  },
  'outputs-masked': {
    level: 'warning',
    title: 'Outputs contain a masked value',
    hint: 'GitHub does not pass such an output to other jobs, and shows it as `***`. Do not store that value as a secret, or use the output in a step of the same job.',
  },
  'outputs-redacted': {
    level: 'warning',
    title: 'Outputs were redacted',
    hint: 'They contain part of a secret, which is `***` in the output. Use another name on the platform, or do not store this value as a secret.',
  },
  'not-exported': {
    level: 'warning',
    title: 'Token and ntcli not exported to later steps',
    hint: 'If no later step needs them, set `export-token: false`. Otherwise run the job container with the user that owns the command files (`options: --user`).',
  },
  'secret-short': {
    level: 'notice',
    title: 'Short secret not masked',
    hint: 'Masking a value of fewer than 8 characters would make the log unreadable. Use a longer value.',
  },
  'report-not-kept': {
    level: 'warning',
    title: 'Could not write the report',
    hint: 'Check whether the disk is full, or another file or directory in the working directory has the same name. Everything else was done.',
  },
  'outputs-cut': {
    level: 'warning',
    title: 'Outputs were truncated',
    hint: 'A longer value would not fit into an environment variable. The log has a line for each server. `tools-snapshot` writes all tools of a server to a file.',
  },
  'outputs-omitted': {
    level: 'notice',
    title: 'Outputs too large for later jobs and steps',
    hint: `They are empty there. ${product.files.report} lists servers and tools.`,
  },
  'exports-unavailable': {
    level: 'warning',
    title: 'Later steps get no outputs',
    hint: 'Run this step with bash, in an image that has it, such as cimg/node. Everything else was done.',
  },
  'clean-up-failed': {
    level: 'warning',
    title: 'Could not remove the session directory',
    hint: 'Remove it by hand if other jobs use this machine.',
  },
  'session-not-restricted': {
    level: 'warning',
    title: 'Other users may be able to read the session',
    hint: 'Use a machine without other users, or set RUNNER_TEMP to a directory that only this user can read.',
  },
  'clock-off': {
    level: 'warning',
    title: 'System clock is out of sync',
    hint: 'Synchronize it, for example with NTP. Until then, the expiry of the token is computed with the time of the platform.',
  },
  'mcp-unsupported': {
    level: 'warning',
    title: 'The server could not be verified',
    hint: 'Use a newer release of ntcli-deploy. The deploy itself is done.',
  },
  'rollout-unproven': {
    level: 'warning',
    title: 'No new process was seen after the update',
    hint: 'The old version may still be running. Set `replace: true` to remove the server and deploy it again, or `verify: true` to compare the version that the server reports.',
  },
  'secrets-not-delivered': {
    level: 'warning',
    title: 'The server may still have its old secrets',
    hint: 'The new ones are set, and reach its process when it restarts: `ntcli server restart <server>`.',
  },
  'secret-undeclared': {
    level: 'warning',
    title: 'No server declares a secret',
    hint: 'The platform passes a workspace secret only to a server whose registry entry declares a variable of that name. Correct the name, or remove it from `secrets`.',
  },
  'variable-missing': {
    level: 'warning',
    title: 'A required variable has no value',
    hint: 'Set it in `secrets` or `env`, or in the workspace (`ntcli secrets set <NAME>`). The server may not start without it.',
  },
  'ntcli-not-installed': {
    level: 'warning',
    title: 'Deployed without ntcli',
    hint: 'The API sends the deploys instead, which needs no ntcli. To avoid this warning, set `deploy-with: api`, or set `ntcli-package` or `npm-registry` to a source of ntcli.',
  },
  'registry-ignored': {
    level: 'notice',
    title: '`npm-registry` is not used',
    hint: 'Remove one of the two inputs.',
  },
  'auto-refresh-missing': {
    level: 'warning',
    title: 'This ntcli cannot refresh the token',
    hint: `Remove \`auto-refresh\`, and refresh a Standard token in ${product.studio}.`,
  },
  'setting-not-applied': {
    level: 'warning',
    title: 'A setting was not applied',
    hint: 'The server runs without it. ntcli 0.4 does not deliver settings to the open control plane: remove `deploy-with: ntcli`. If the API sent the deploy, the platform does not support the setting.',
  },
  'package-not-shown': {
    level: 'warning',
    title: 'The platform shows another package',
    hint: 'The server may still run the package from before. Set `replace: true` to remove the server and deploy it again.',
  },
  'nothing-to-remove': {
    level: 'notice',
    title: 'The workspace does not exist',
    hint: 'There is nothing to remove. If that is not what you expected, check the name.',
  },
  'runtime-missing': {
    level: 'warning',
    title: 'A bundle has no runtime',
    hint: 'The open control plane then runs it with `python:3.14`. Set `runtime`, such as `python:3.13`, `node:24` or `binary`.',
  },
  'tools-added': {
    level: 'notice',
    title: 'The server has more tools than the snapshot',
    hint: 'No client breaks. Write the file again with `update-tools-snapshot: true` to protect the additions as well.',
  },
  'smoke-test-skipped': {
    level: 'notice',
    title: 'Smoke test skipped',
    hint: 'Remove `skip` from the file to run it.',
  },
  'smoke-test-environment': {
    level: 'notice',
    title: 'Smoke test environment not used',
    hint: 'Set the variables with `env` and `secrets`.',
  },
} as const satisfies Readonly<Record<string, NoticeEntry>>;

export type NoticeCode = keyof typeof noticeCatalogue;
