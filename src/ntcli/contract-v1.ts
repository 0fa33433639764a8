import { baseConfiguration, type CliContract } from './contract.js';

/** Matches no line. */
const never = /(?!)/;

/**
 * What the vendor's "API Tokens" page says: NTCLI_TOKEN, `workspace select NAME` and `config set`. Other pages of the vendor
 * say `workspace switch NAME`. No such version has been published; no token has to be on the disk.
 */
export const v1: CliContract = {
  name: 'v1',
  configuration: baseConfiguration,
  environment: (token) => ({ NTCLI_TOKEN: token }),
  selectWorkspace: (name) => [
    ['workspace', 'select', name],
    ['workspace', 'switch', name],
  ],
  autoRefresh: ['config', 'set', 'auto-refresh-token', 'true'],
  truncatedVariables: () => [],
  // Nothing is documented about a `=` in a value, and 0.4.x cuts it.
  undeliverable: ({ env }) => ([...env.values()].some((value) => value.includes('=')) ? ['env'] : []),
  // Its messages are not documented; a line that names the status of a refusal is trusted.
  refusals: [
    [/\(401\)/, 'token-rejected'],
    [/\(403\)/, 'token-not-allowed'],
    [/\(404\)/, 'server-not-found'],
    [/\(409\)/, 'server-conflict'],
    [/\((400|422|429)\)/, 'deploy-refused'],
  ],
  lostResponse: never,
  serverError: never,
  unknownFailure: 'unclear',
};
