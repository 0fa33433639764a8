// @ts-check

const npm = 'src/ntcli/install/npm.ts';
const client = 'src/api/client.ts';
const retry = 'src/lib/retry.ts';
const http = 'src/lib/http.ts';
const wait = 'src/deploy/wait.ts';
const secrets = 'src/deploy/secrets.ts';
const send = 'src/deploy/send.ts';
const ntcli = 'src/ntcli/deploy.ts';
const outcome = 'src/deploy/outcome.ts';
const install = 'src/ntcli/install/install.ts';

/** The rows of the fault table. @type {readonly import('./claims.js').Claim[]} */
export const faultClaims = [
  // API: workspace lookup
  {
    mutations: [`${retry}: every refusal is retried`],
    rows: /^API: workspace lookup: (400|401|403|404|409|422|429|401 of a proxy|403 of a proxy)$/,
  },
  { mutations: [`${retry}: no status is retried`], rows: /^API: workspace lookup: (408|50\d)/ },
  {
    mutations: [`${retry}: a lost connection is not retried`],
    rows: /^API: workspace lookup: (response cut|connection reset|a body that never)/,
  },
  {
    mutations: [`${client}: a body that is not JSON counts as no response`],
    rows: /^API: workspace lookup: (HTML|empty|truncated)/,
  },
  {
    mutations: [`${retry}: Retry-After is ignored`],
    rows: /^API: workspace lookup: (429|503) with Retry-After: 2/,
  },
  {
    mutations: [`${retry}: a long Retry-After ends the run`],
    rows: /^API: workspace lookup: 429 with Retry-After: 3600/,
  },
  {
    mutations: [`${retry}: a date in Retry-After counts by the clock of the machine`],
    rows: /^API: workspace lookup: 429 with a date/,
  },
  { mutations: [`${http}: a byte order mark stays`], rows: /^API: workspace lookup: a byte order mark/ },
  {
    mutations: [`${client}: a request takes two seconds at most`],
    rows: /^API: (workspace lookup: a body that takes|first of two secrets: empty response)/,
  },
  { mutations: [`${http}: every chunk stays in memory`], rows: /^API: workspace lookup: 0\.5 MB/ },
  // API: sign-in
  { mutations: ['src/ntcli/cli.ts: a failed selection of the workspace counts'], rows: /^API: sign-in/ },
  // API: deploy
  {
    mutations: ['src/ntcli/contract-v0-4.ts: an unknown failure is unclear'],
    rows: /^API: deploy: (400|408|422|429)$/,
  },
  { mutations: [`${ntcli}: messages are not mapped to errors`], rows: /^API: deploy: (401|403|404|409)$/ },
  {
    mutations: ['src/deploy/deployers.ts: the response to a deploy is not read'],
    rows: /^API: deploy: 500$/,
  },
  {
    mutations: [`${outcome}: an open outcome is a failure`],
    rows: /^API: deploy: (50[23]|HTML|empty|truncated|connection reset$)/,
  },
  {
    mutations: [`${outcome}: a server on the platform proves every deploy`],
    rows: /^API: deploy: connection reset after it took effect, on/,
  },
  {
    mutations: [`${outcome}: a new server proves nothing`],
    rows: /^API: deploy: connection reset after it took effect$/,
  },
  { mutations: [`${outcome}: a new server proves nothing`], rows: /^API: deploy: response cut/ },
  { mutations: ['src/deploy/servers.ts: a deploy takes two seconds at most'], rows: /^API: deploy: slow/ },
  // API: health
  {
    mutations: [`${wait}: any failed request ends the wait`],
    rows: /^API: wait for health: (400|409|422|429|401 of|403 of|HTML|empty|truncated)/,
  },
  {
    mutations: [`${wait}: any failed request ends the wait`, `${retry}: nothing is retried`],
    rows: /^API: wait for health: (408|50\d$|response cut|connection reset)/,
  },
  {
    mutations: [`${wait}: a rejected token does not end the wait`],
    rows: /^API: wait for health: (401|403)$/,
  },
  { mutations: [`${wait}: a server that is not shown yet is gone`], rows: /^API: wait for health: 404$/ },
  { mutations: [`${wait}: an unknown phase ends the wait`], rows: /^API: wait for health: a byte order/ },
  {
    mutations: [`${wait}: a server that nothing is known of is unhealthy`],
    rows: /^API: wait for health: (persistent|a server that never answers|a body that never)/,
  },
  {
    mutations: ['src/deploy/servers.ts: the log of a server takes any time'],
    rows: /^API: wait for health: a server that never starts/,
  },
  { mutations: ['src/api/servers.ts: a phase is taken as it is'], rows: /^API: wait for health: a phase of/ },
  {
    mutations: ['src/lib/sanitize.ts: a line of a log has any length'],
    rows: /^API: the log of an unhealthy/,
  },
  { mutations: ['src/api/registry.ts: a version is taken as it is'], rows: /^API: lookup in the registry/ },
  // API: status before and after the deploy
  {
    mutations: ['src/deploy/server.ts: a status that cannot be read does not stop the deploy'],
    rows: /^API: status before the deploy: persistent/,
  },
  {
    mutations: ['src/deploy/server.ts: a time limit that ends before the deploy is another error'],
    rows: /^API: status before the deploy: no response/,
  },
  {
    mutations: [`${send}: a state that cannot be read is a failed deploy`],
    rows: /^API: (status after|deploy and every)/,
  },
  {
    mutations: ['src/mcp/session.ts: a server that does not answer is refused'],
    rows: /^API: verification by MCP: no response/,
  },
  { mutations: ['src/api/json.ts: JSON of any depth is read'], rows: /^API: verification by MCP: an error/ },
  // API: secrets
  {
    mutations: [`${secrets}: a secret that was not set does not end the run`],
    rows: /^API: first of two secrets: (?!401$|403$|empty)/,
  },
  {
    mutations: [`${secrets}: a rejected token is a secret that was not set`],
    rows: /^API: first of two secrets: (401|403)$/,
  },
  { mutations: ['src/inputs/readers.ts: issues of one input are not counted'], rows: /^API: 16,000/ },
  // CLI
  {
    mutations: [
      `${ntcli}: a missing option is not told from a deploy`,
      `${ntcli}: the text of another line counts as a missing option`,
    ],
    rows: /^CLI: deploys after/,
  },
  {
    mutations: [`${ntcli}: a program that took too long refused the deploy`],
    rows: /^CLI: (reports|hangs|deploys, and)/,
  },
  { mutations: [`${ntcli}: a name of a server counts as a message`], rows: /^CLI: loses/ },
  { mutations: [`${ntcli}: a program that was stopped refused the deploy`], rows: /^CLI: dies/ },
  { mutations: ['src/lib/exec.ts: grandchildren outlive the program'], rows: /^CLI: leaves a process that/ },
  {
    mutations: ['src/lib/exec.ts: a program that does not end is waited for'],
    rows: /^CLI: leaves a process in another/,
  },
  { mutations: ['src/lib/lines.ts: a line of any length is kept'], rows: /^CLI: prints 100 MB/ },
  { mutations: ['src/lib/lines.ts: UTF-8 is read as Latin-1'], rows: /^CLI: prints invalid/ },
  { mutations: ['src/lib/exec.ts: standard input stays open'], rows: /^CLI: prompts/ },
  {
    mutations: ['src/ntcli/contract-v0-4.ts: an unknown failure is unclear'],
    rows: /^CLI: is not a program/,
  },
  // Cancel
  { mutations: ['src/lib/abort.ts: signals end the process at once'], rows: /^Cancel/ },
  // Machine
  { mutations: ['src/ntcli/install/npm-config.ts: there is always a home'], rows: /^Machine: no HOME/ },
  { mutations: [`${npm}: npm uses the cache of the user`], rows: /^Machine: a HOME/ },
  {
    mutations: ['src/lib/checkout.ts: without a variable there is no temporary directory'],
    rows: /^Machine: no RUNNER_TEMP/,
  },
  { mutations: ['src/ci/github.ts: there is always a tool cache'], rows: /^Machine: no RUNNER_TOOL_CACHE/ },
  {
    mutations: ['src/ci/github.ts: a lost report is not reported'],
    rows: /^(Machine: no GITHUB_(OUTPUT|STEP)|Inputs.*: GITHUB_OUTPUT)/,
  },
  {
    mutations: ['src/ci/github.ts: the token is exported without command files'],
    rows: /^Machine: no GITHUB_(ENV|PATH|STATE)/,
  },
  { mutations: [`${install}: ntcli is not cached`], rows: /^Machine: RUNNER_T\w+ on another/ },
  {
    mutations: [
      `${install}: a cache that cannot be written fails the install`,
      `${install}: a directory that cannot be created fails the install`,
    ],
    rows: /^Machine: a RUNNER_TOOL_CACHE disk (that is full$|without)/,
  },
  {
    mutations: ['src/ntcli/install/tool-cache.ts: a copy that cannot be published fails the install'],
    rows: /^Machine: a RUNNER_TOOL_CACHE disk that is full once/,
  },
  {
    mutations: [
      `${install}: a full disk is not told from an error of a file`,
      `${npm}: errors of npm are not told apart`,
    ],
    rows: /^Machine: a RUNNER_TEMP disk without space for an install/,
  },
  {
    mutations: ['src/schema/errors.ts: a full disk is an internal error'],
    rows: /^Machine: (a RUNNER_TEMP disk without (space for the session|free)|a full command)/,
  },
  { mutations: ['src/deploy/deploy.ts: the API also gets a session'], rows: /^Machine: the same with/ },
  {
    mutations: ['src/ci/github.ts: a failed write of an output counts'],
    rows: /^Machine: a command file disk/,
  },
  { mutations: ['src/api/server-clock.ts: a wrong clock is not noticed'], rows: /^Machine: system clock/ },
  // Network
  { mutations: [`${http}: errors of the network have no code`], rows: /^Network: (a name|a closed)/ },
  { mutations: [`${retry}: a lost connection is not retried`], rows: /^Network: a server that accepts/ },
  {
    mutations: [`${http}: certificates are not verified`],
    rows: /^Network: (TLS with (a self-signed|the certificate|an expired)|the same with|a proxy whose)/,
  },
  {
    mutations: ['src/lib/network.ts: an address without a scheme is not a proxy'],
    rows: /^Network: HTTPS_PROXY without/,
  },
  {
    mutations: ['src/lib/network.ts: there is no proxy'],
    rows: /^Network: (TLS with a company|HTTPS_PROXY with|a proxy that)/,
  },
  { mutations: ['src/lib/network.ts: NO_PROXY is ignored'], rows: /^Network: NO_PROXY/ },
  { mutations: ['src/lib/network.ts: any address is a proxy'], rows: /^Network: HTTPS_PROXY=socks5/ },
  {
    mutations: ['src/lib/network.ts: an address that is invalid is ignored'],
    rows: /^Network: HTTPS_PROXY=http/,
  },
  {
    mutations: [`${http}: the agent of the job is used`],
    rows: /^Network: HTTP_PROXY and NODE_USE_ENV_PROXY.*check/,
  },
  {
    mutations: ['src/ntcli/wrapper.ts: later steps use the proxy for hosts of this machine'],
    rows: /^Network: HTTP_PROXY and NODE_USE_ENV_PROXY.*deploy/,
  },
  { mutations: ['src/lib/env.ts: children get no certificates'], rows: /^Network: the network settings/ },
  { mutations: [`${npm}: a failed npm counts as an install`], rows: /^Network: an npm proxy/ },
  // npm
  {
    mutations: [`${npm}: npm does not retry`, `${npm}: npm is not run again`],
    rows: /^npm: (503 (twice|for)|connection reset|429 with|no response|a truncated)/,
  },
  { mutations: [`${npm}: npm takes two seconds at most`], rows: /^npm: a slow/ },
  { mutations: [`${npm}: errors of npm are not told apart`], rows: /^npm: (404|401|403|wrong)/ },
  { mutations: [`${npm}: npm does not retry`], rows: /^npm: persistent 503/ },
  { mutations: [`${npm}: npm is run again for every error`], rows: /^npm: HTML/ },
  { mutations: [`${npm}: npm of a relative path is found`], rows: /^npm: no npm/ },
  {
    mutations: ['src/ntcli/install/download.ts: another origin gets the credentials'],
    rows: /^npm: `ntcli-package` with a password/,
  },
  {
    mutations: [`${retry}: every refusal is retried`],
    rows: /^npm: `ntcli-package` with an expired/,
  },
  {
    mutations: ['src/ntcli/install/npm-install.ts: lockfiles of npm stay as they are'],
    rows: /^npm: an npm configuration/,
  },
  {
    mutations: ['src/lib/urls.ts: any URL can be decoded', 'src/inputs/readers.ts: patterns are not checked'],
    rows: /^npm: `(ntcli-package|npm-registry)` with a URL/,
  },
];
