/** Names and numbers of the outside world that more than one place needs. Each has one home: here. */
export const product = {
  /** The action as users name it in `uses:`. */
  action: 'NimbleBrainInc/ntcli-deploy',
  title: 'Deploy to NimbleTools',
  description:
    'Installs ntcli, protects NTCLI_TOKEN, selects the workspace, deploys MCP servers and waits until they are healthy.',
  /** The same as in package.json; the release tag is `v` and this. */
  version: '1.0.0',
  repository: 'https://github.com/NimbleBrainInc/ntcli-deploy',
  ntcli: {
    package: '@nimbletools/ntcli',
    /** The newest published version, and the one the tests and the facts were measured with. */
    version: '0.4.4',
  },
  /** The domain that ntcli itself uses by default (`ntcli domain show`, measured with 0.4.4). */
  domain: 'nimbletools.ai',
  /** Files that a job on GitLab or CircleCI leaves in its working directory. */
  files: {
    outputs: 'ntcli-deploy.env',
    annotations: 'ntcli-deploy-annotations.json',
    report: 'ntcli-deploy-report.md',
    /** A directory; what these systems keep between jobs must stand in the checkout. */
    cache: '.ntcli-cache',
  },
  studio: 'NimbleBrain Studio, Workspace Settings, API Tokens',
} as const;

/** How to get more time for a token of each kind; nothing in a token tells its kind, so both ways are named. */
export const RENEWAL_STEPS = `Standard token: Refresh in ${product.studio} adds 30 days to the same token, and no secret changes. Long-Lived token: create a new one, update the secret, deploy, then revoke the old one.`;
