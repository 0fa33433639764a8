import manifest from '../../package.json' with { type: 'json' };

/** Names and numbers that more than one module needs. Each is defined once, here. */
export const product = {
  /** The action as users name it in `uses:`. */
  action: 'NimbleBrainInc/ntcli-deploy',
  title: 'Deploy to NimbleTools',
  description:
    'Installs ntcli, protects NTCLI_TOKEN, selects the workspace, deploys MCP servers and waits until they are healthy.',
  /** The release tag is `v` plus this. */
  version: manifest.version,
  repository: 'https://github.com/NimbleBrainInc/ntcli-deploy',
  ntcli: {
    package: '@nimbletools/ntcli',
    /** The newest published version, and the one that everything is tested with. */
    version: '0.4.4',
  },
  /** The domain that ntcli itself uses by default (`ntcli domain show`, measured with 0.4.4). */
  domain: 'nimbletools.ai',
  /** Files that a job on GitLab or CircleCI writes to its working directory. */
  files: {
    outputs: 'ntcli-deploy.env',
    annotations: 'ntcli-deploy-annotations.json',
    report: 'ntcli-deploy-report.md',
    /** A directory in the checkout: these systems cache only files inside it. */
    cache: '.ntcli-cache',
  },
  studio: 'NimbleBrain Studio, Workspace Settings, API Tokens',
} as const;

/** How to renew a token of each type. Nothing in a token tells its type, so both ways are listed. */
export const RENEWAL_STEPS = `Standard token: Refresh in ${product.studio} adds 30 days to the same token, and the secret stays the same. Long-Lived token: create a new one, update the secret, deploy, then revoke the old one.`;

/** A line of the `ntcli` that is written for later steps, by which a later run recognizes it. */
export const WRAPPER_MARK = 'ntcli, signed in for this job by ntcli-deploy';

/** What the main step leaves for the post step, by the names under which the runner keeps it. */
export const stateKeys = {
  /** The private directory of the run. */
  directory: 'directory',
  /** Set when the token was exported to later steps. */
  tokenExported: 'token-exported',
} as const;
