/** The one table of outputs. action.yml and the README are generated from it. */
export const outputTable = {
  'ntcli-version': 'Version of the ntcli that was used.',
  'ntcli-path': 'File that starts ntcli, signed in to the workspace. Empty when `export-token` is false.',
  'cache-hit': '`true` when ntcli came from the tool cache.',
  'workspace-id': 'UUID of the workspace.',
  'workspace-name': 'Name of the workspace.',
  'server-id': 'Id of the first server on the platform.',
  'server-url': 'MCP URL of the first server.',
  'deploy-status':
    '`deployed`, `failed`, `unknown` or `skipped`; the worst of all servers. `unknown` means that the answer was lost: look before you deploy again.',
  servers:
    'JSON list with one object a server: `server`, `id`, `url`, `deployStatus`, and `failure` where it failed.',
} as const satisfies Readonly<Record<string, string>>;

export type OutputName = keyof typeof outputTable;

/**
 * The variable that carries an output to later jobs (GitLab) or steps (CircleCI). Where the plain name would be an
 * input's variable, and so would steer the next run, it has another.
 */
export function outputVariable(name: OutputName): string {
  return name === 'ntcli-version'
    ? 'NTCLI_INSTALLED_VERSION'
    : `NTCLI_${name.toUpperCase().replaceAll('-', '_')}`.replace('NTCLI_NTCLI_', 'NTCLI_');
}

/** Outputs known so far. */
export type Outputs = { readonly [Name in OutputName]?: string };

/** How the deploy of one server ended, the worst last. */
export const deployStatuses = ['skipped', 'deployed', 'unknown', 'failed'] as const;
export type DeployStatus = (typeof deployStatuses)[number];
