// @ts-check

const github = 'src/ci/github.ts';
const npm = 'src/ntcli/install/npm.ts';
const env = 'src/lib/env.ts';
const cli = 'src/ntcli/cli.ts';

/** The rows of the attack table. @type {readonly import('./claims.js').Claim[]} */
export const attackClaims = [
  // Child output
  {
    mutations: [`${github}: output of programs is not redacted`],
    rows: /^Child output: (the token (?!after)|a token with)/,
  },
  {
    mutations: [`${github}: output of programs is printed as it is`],
    rows: /^Child output: .*(stop-commands|every whitespace|bare CR|middle of a line)|^Child output: (the token (and its base64|as plain|URL-encoded$|in JSON$|in base64, as|without its last|after|written)|10 MB|terminal|20,000)/,
  },
  {
    mutations: [
      'src/lib/secret-forms.ts: lowercase hexadecimal only',
      'src/lib/secret-forms.ts: uppercase hexadecimal only',
    ],
    rows: /^Child output: the token in hexadecimal$/,
  },
  {
    mutations: ['src/lib/redact.ts: letters with separators are not searched'],
    rows: /^Child output: the token in hexadecimal with spaces/,
  },
  {
    mutations: ['src/lib/redact.ts: letters with separators are not searched'],
    rows: /^Child output: the token in hexadecimal with colons/,
  },
  {
    mutations: ['src/lib/redact.ts: invisible characters hide a secret in the log'],
    rows: /^Child output: the token with a/,
  },
  {
    mutations: [
      'src/api/client.ts: errors of the API are not redacted',
      `${github}: errors are not redacted`,
    ],
    rows: /^Child output: commands, escapes and the token/,
  },
  {
    mutations: [`${github}: output of programs is printed as it is`],
    rows: /^Child output: workflow commands and the token in the log/,
  },
  // Checkout and job environment
  {
    mutations: [
      'src/ntcli/install/search-path.ts: programs of the checkout are run',
      'src/ntcli/install/preinstalled.ts: a script of the checkout is run',
    ],
    rows: /^Checkout and job environment: an `ntcli` in node_modules/,
  },
  {
    mutations: [`${npm}: npm runs in the checkout`, `${npm}: scripts of packages are run`],
    rows: /^Checkout and job environment: (a package\.json with|an \.npmrc)/,
  },
  {
    mutations: [`${cli}: ntcli runs in the directory of the step`],
    rows: /^Checkout and job environment: `\.env/,
  },
  {
    mutations: [`${env}: children get all of NODE_OPTIONS`],
    rows: /^Checkout and job environment: NODE_OPTIONS/,
  },
  {
    mutations: ['src/ntcli/install/npm-config.ts: npm gets every npm_config variable'],
    rows: /^Checkout and job environment: npm_config/,
  },
  {
    mutations: [`${env}: children get the whole environment of the job`],
    rows: /^Checkout and job environment: AWS_/,
  },
  {
    mutations: [`${env}: children get NODE_PATH and LD_PRELOAD`],
    rows: /^Checkout and job environment: (NODE_PATH|LD_PRELOAD)/,
  },
  { mutations: [`${env}: children get BASH_ENV`], rows: /^Checkout and job environment: BASH_ENV/ },
  {
    mutations: [`${env}: children get NODE_TLS_REJECT_UNAUTHORIZED`],
    rows: /^Checkout and job environment: NODE_TLS/,
  },
  {
    mutations: [`${env}: children get variables of ntcli and Node.js`],
    rows: /^Checkout and job environment: (NTCLI_DEBUG|NODE_ENV)/,
  },
  {
    mutations: ['src/ntcli/install/npm-config.ts: npm gets no settings of the job'],
    rows: /^Checkout and job environment: a private registry/,
  },
  {
    mutations: [`${env}: children get the credentials of npm`],
    rows: /^Checkout and job environment: the token of a private registry/,
  },
  // Supply chain
  { mutations: [`${npm}: scripts of packages are run`], rows: /^Supply chain: lifecycle/ },
  {
    mutations: [`${npm}: errors of npm are not told apart`],
    rows: /^Supply chain: (a registry that sends different|a tarball redirect|package metadata|a registry that sends hostile)/,
  },
  {
    mutations: ['src/ntcli/install/install.ts: the integrity is not compared'],
    rows: /^Supply chain: .*`ntcli-integrity`/,
  },
  { mutations: [`${npm}: npm is not told about workspaces`], rows: /^Supply chain: a parent project/ },
  {
    mutations: [
      'src/ntcli/install/npm-install.ts: the newest version is installed',
      'src/ntcli/install/install.ts: the version is not compared',
    ],
    rows: /^Supply chain: `latest`/,
  },
  {
    mutations: ['src/ntcli/install/package.ts: a program outside the package is run'],
    rows: /^Supply chain: a package whose/,
  },
  // Inputs and command files
  {
    mutations: ['src/inputs/readers.ts: patterns are not checked'],
    rows: /^Inputs.*: (`\$\(command\)` in|backticks|`; command|`& command|a pipe|a newline|a leading|`\.\.\/)/,
  },
  { mutations: ['src/inputs/readers.ts: an input of any length is accepted'], rows: /^Inputs.*: 70,000/ },
  {
    mutations: ['src/inputs/files.ts: a file of any size is read'],
    rows: /^Inputs.*: `env-file` with more/,
  },
  {
    mutations: ['src/inputs/files.ts: a device is read'],
    rows: /^Inputs.*: `env-file` with (an endless|a directory)/,
  },
  {
    mutations: ['src/inputs/files.ts: a symlink out of the checkout is followed'],
    rows: /^Inputs.*: `env-file` with a symlink/,
  },
  {
    mutations: ['src/api/workspaces.ts: a name with any characters is accepted'],
    rows: /^Inputs.*: a workspace name/,
  },
  {
    mutations: ['src/deploy/summary-servers.ts: the summary has names as they are'],
    rows: /^Inputs.*: tool names/,
  },
  {
    mutations: ['src/ntcli/install/package.ts: any text is a version'],
    rows: /^Inputs.*: an ntcli on PATH whose version/,
  },
  {
    mutations: ['src/ci/command-files.ts: a file that is missing counts as a command file'],
    rows: /^Inputs.*: GITHUB_\w+ is not a file/,
  },
  {
    mutations: ['src/ci/command-files.ts: a symlink counts as a command file'],
    rows: /^Inputs.*: GITHUB_\w+ is a symlink/,
  },
  {
    mutations: ['src/ntcli/deploy.ts: values of variables end at a space'],
    rows: /^Inputs.*: all of these in a value of `env/,
  },
  {
    mutations: ['src/api/secrets.ts: values of secrets end at a space'],
    rows: /^Inputs.*: all of these in a value of `secrets/,
  },
  // Token
  { mutations: [`${cli}: the token is an argument`], rows: /^Token: a deploy with the/ },
  { mutations: [`${env}: children get the token`], rows: /^Token: npm, which/ },
  {
    mutations: ['src/ntcli/contract-v0-4.ts: ntcli gets the token in its environment'],
    rows: /^Token: ntcli 0\.4/,
  },
  {
    mutations: ['src/api/client.ts: redirects are followed'],
    rows: /^Token: the API redirects (to|a workspace)/,
  },
  {
    mutations: ['src/deploy/outcome.ts: an open outcome is a failure'],
    rows: /^Token: the API redirects the deploy/,
  },
  {
    mutations: ['src/mcp/transport.ts: redirects to another origin are followed'],
    rows: /^Token: the MCP server redirects/,
  },
  {
    mutations: ['src/ci/provider.ts: outputs are not redacted'],
    rows: /^Token: a workspace whose name/,
  },
  {
    mutations: [
      'src/mcp/client.ts: names of tools are not redacted',
      'src/ci/provider.ts: outputs are not redacted',
    ],
    rows: /^Token: an MCP server with tools/,
  },
  {
    mutations: ['src/deploy/tools-snapshot.ts: a snapshot with a secret is written'],
    rows: /^Token: an MCP server with the token in the schema/,
  },
  {
    mutations: [
      'src/api/client.ts: errors of the API are not redacted',
      `${github}: errors are not redacted`,
    ],
    rows: /^Token: the API answers/,
  },
  {
    mutations: ['src/inputs/token.ts: a token in quotes is accepted'],
    rows: /^Token: a token stored in quotes/,
  },
  {
    mutations: [
      'src/inputs/token.ts: the word Bearer is sent',
      'src/inputs/token.ts: a token with whitespace is accepted',
      'src/inputs/token.ts: a token with other characters is accepted',
    ],
    rows: /^Token: a token stored (after|split)/,
  },
  {
    mutations: ['src/inputs/token.ts: a token with other characters is accepted'],
    rows: /^Token: a token stored with/,
  },
  {
    mutations: ['src/inputs/misplaced-token.ts: the token in another input is accepted'],
    rows: /^Token: the token in (the input `env`|the file)/,
  },
  {
    mutations: [
      'src/inputs/misplaced-token.ts: the token in another input is accepted',
      'src/inputs/readers.ts: patterns are not checked',
    ],
    rows: /^Token: the token in the input `(workspace|server|domain)/,
  },
  {
    mutations: [
      'src/inputs/misplaced-token.ts: the token in another input is accepted',
      'src/inputs/package.ts: any name is a file',
    ],
    rows: /^Token: the token in the input `ntcli-package/,
  },
  {
    mutations: [
      'src/inputs/misplaced-token.ts: the token in another input is accepted',
      'src/inputs/readers.ts: patterns are not checked',
      'src/inputs/parse.ts: any date is accepted',
    ],
    rows: /^Token: the token in the input `token-expires-at/,
  },
  { mutations: ['src/deploy/sign-in.ts: `export-token` is ignored'], rows: /^Token: `export-token/ },
  { mutations: ['src/post.ts: the token stays exported'], rows: /^Token: the end of the job/ },
  {
    mutations: ['src/deploy/summary.ts: the summary has no configuration of a client'],
    rows: /^Token: summary and outputs/,
  },
  // Self-hosted machines
  {
    mutations: ['src/lib/checkout.ts: the temporary directory may be open'],
    rows: /^Self-hosted.*: a temporary directory that/,
  },
  {
    mutations: ['src/ntcli/install/tool-cache.ts: a copy is not checked'],
    rows: /^Self-hosted.*: an ntcli in the tool cache/,
  },
  {
    mutations: ['src/ntcli/session.ts: the directory of a run has a name that can be predicted'],
    rows: /^Self-hosted.*: two parallel/,
  },
  { mutations: [`${cli}: ntcli runs without the guard`], rows: /^Self-hosted.*: a package that ntcli/ },
  {
    mutations: ['src/ntcli/session.ts: a directory of any prefix is abandoned'],
    rows: /^Self-hosted.*: an old directory/,
  },
  {
    mutations: ['src/ntcli/session.ts: the directory of a run has a name that can be predicted'],
    rows: /^Self-hosted.*: symlinks in/,
  },
  {
    mutations: ['src/ntcli/session.ts: the file with the token is readable by others'],
    rows: /^Self-hosted.*: the session of ntcli/,
  },
  { mutations: ['src/post.ts: the session stays'], rows: /^Self-hosted.*: the main step killed/ },
  { mutations: [`${cli}: ntcli has the home of the job`], rows: /^Self-hosted.*: an ntcli configuration/ },
];
