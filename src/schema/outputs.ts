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
    '`deployed`, `failed`, `unknown`, `skipped` or `dry-run`; the worst of all servers. `unknown` means that the answer was lost: look before you deploy again.',
  'health-status':
    '`healthy`, `idle` (scaled to zero: it wakes on the first request), `unhealthy`, `unknown` or `skipped`; the worst of all servers.',
  servers:
    'JSON list with one object a server: `server`, `id`, `url`, `deployStatus`, `healthStatus`, and `failure` where it failed.',
  tools: 'JSON list of the tool names of the first server, after `verify`.',
  'token-status': '`valid`, `expiring`, `expired`, `unknown` or `missing`.',
  'token-expires-at': 'When the token expires, in ISO form; empty when nothing says so.',
  'token-days-left': 'Whole days until then, rounded down.',
} as const satisfies Readonly<Record<string, string>>;

export type OutputName = keyof typeof outputTable;

/** All names, in the order of the table. */
export const outputNames = Object.keys(outputTable).filter(isOutputName);

function isOutputName(name: string): name is OutputName {
  return Object.hasOwn(outputTable, name);
}

/**
 * The variable that carries an output to later jobs (GitLab) or steps (CircleCI). Where the plain name would be an
 * input's variable, and so would steer the next run, it has another.
 */
export function outputVariable(name: OutputName): string {
  if (name === 'ntcli-version') return 'NTCLI_INSTALLED_VERSION';
  if (name === 'token-expires-at') return 'NTCLI_TOKEN_EXPIRY';
  return `NTCLI_${name.toUpperCase().replaceAll('-', '_')}`.replace('NTCLI_NTCLI_', 'NTCLI_');
}

/** Outputs known so far. */
export type Outputs = { readonly [Name in OutputName]?: string };

/** How the deploy of one server ended, the worst last. */
export const deployStatuses = ['skipped', 'dry-run', 'deployed', 'unknown', 'failed'] as const;
export type DeployStatus = (typeof deployStatuses)[number];

/** How a server stands after its deploy, the worst last. */
export const healthStatuses = ['skipped', 'healthy', 'idle', 'unknown', 'unhealthy'] as const;
export type HealthStatus = (typeof healthStatuses)[number];
