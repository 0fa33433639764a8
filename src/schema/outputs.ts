/** All outputs. action.yml and docs/reference.md are generated from this table. */
export const outputTable = {
  'ntcli-version': 'Version of the ntcli that was used.',
  'ntcli-path': 'Executable that runs ntcli, signed in to the workspace. Empty when `export-token` is false.',
  'cache-hit': '`true` when ntcli came from the tool cache.',
  'workspace-id': 'UUID of the workspace.',
  'workspace-name': 'Name of the workspace.',
  'server-id': 'Id of the first server on the platform.',
  'server-url': 'MCP URL of the first server.',
  'deployed-with': 'What sent the deploys: `ntcli` or `api`.',
  'deploy-status':
    '`deployed`, `removed`, `failed`, `unknown`, `skipped` or `dry-run`; the worst of all servers. `unknown`: no response was received; check before deploying again.',
  'health-status':
    '`healthy`, `idle` (scaled to zero; starts on the first request), `unhealthy`, `unknown` or `skipped`; the worst of all servers.',
  servers:
    'JSON array with one object per server: `server`, `id`, `url`, `deployStatus`, `healthStatus`, and `failure` if it failed. At most 120 KiB, then a warning says how many are in it.',
  tools: 'JSON array of the tool names of the first server, after `verify`. At most 120 KiB, as `servers`.',
  'token-status': '`valid`, `expiring`, `expired`, `unknown` or `missing`.',
  'token-expires-at': 'When the token expires (ISO 8601); empty if unknown.',
  'token-days-left': 'Whole days until then, rounded down.',
} as const satisfies Readonly<Record<string, string>>;

export type OutputName = keyof typeof outputTable;

/** All names, in the order of the table. */
export const outputNames = Object.keys(outputTable).filter(isOutputName);

function isOutputName(name: string): name is OutputName {
  return Object.hasOwn(outputTable, name);
}

/**
 * The variable that carries an output to later jobs (GitLab) or steps (CircleCI). An output whose plain name is the
 * variable of an input gets another name, because it would change the next run.
 */
export function outputVariable(name: OutputName): string {
  if (name === 'ntcli-version') return 'NTCLI_INSTALLED_VERSION';
  if (name === 'token-expires-at') return 'NTCLI_TOKEN_EXPIRY';
  return `NTCLI_${name.toUpperCase().replaceAll('-', '_')}`.replace('NTCLI_NTCLI_', 'NTCLI_');
}

/** Outputs known so far. */
export type Outputs = { readonly [Name in OutputName]?: string };

/** Result of the deploy of one server, the worst last. */
export const deployStatuses = ['skipped', 'dry-run', 'removed', 'deployed', 'unknown', 'failed'] as const;
export type DeployStatus = (typeof deployStatuses)[number];

/** Health of a server after its deploy, the worst last. */
export const healthStatuses = ['skipped', 'healthy', 'idle', 'unknown', 'unhealthy'] as const;
export type HealthStatus = (typeof healthStatuses)[number];
