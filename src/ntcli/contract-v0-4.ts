import { baseConfiguration, type CliContract } from './contract.js';

/** Milliseconds since 1970, in the year 2100. ntcli compares it with the clock; the platform knows the real expiry. */
const farFuture = 4_102_444_800_000;

/**
 * What 0.4.x does (measured with 0.4.4): it never reads NTCLI_TOKEN, has no `workspace select NAME`, and takes both from its
 * configuration file, as `auth login` and `workspace switch` would have left it.
 */
export const v0_4: CliContract = {
  name: 'v0_4',
  configuration(credentials) {
    const { token, workspace } = credentials;
    const item = {
      workspace_id: workspace.id,
      workspace_name: workspace.name,
      access_token: token,
      token_type: 'Bearer',
      expires_at: farFuture,
      scope: [],
      isActive: true,
    };
    return {
      ...baseConfiguration(credentials),
      auth: { bearerToken: token, expiresAt: farFuture, user: { id: 'ci', email: 'ci' } },
      workspaces: { activeWorkspaceId: workspace.id, items: { [workspace.id]: item } },
    };
  },
  environment: () => ({}),
  selectWorkspace: () => [],
  // 0.4.x splits `-e KEY=VALUE` at every `=` and drops what follows the second one.
  truncatedVariables: (env) => [...env].filter(([, value]) => value.includes('=')).map(([name]) => name),
  // It writes them to places that the open control plane does not read (measured with nimbletools-core 0add62c).
  undeliverable: ({ env, cpu, memory, minReplicas, maxReplicas }) => [
    ...(env.size > 0 ? ['env'] : []),
    ...(cpu !== undefined ? ['cpu'] : []),
    ...(memory !== undefined ? ['memory'] : []),
    ...(minReplicas !== undefined ? ['min-replicas'] : []),
    ...(maxReplicas !== undefined ? ['max-replicas'] : []),
  ],
  // Whole lines. 0.4.4 never names an HTTP status, and prints the platform's message as it came.
  refusals: [
    [/^Network error - unable to connect to the registry$/, 'api-unreachable'],
    [/^💡 Server ID is already deployed in this workspace$/u, 'server-conflict'],
    [/^(Authentication failed|Authentication token has expired|Please login first)\b/, 'token-rejected'],
    [/^You do not have permission to access this resource$/, 'token-not-allowed'],
    // A 403 of the open control plane: its JSON, whose wording is not documented.
    [/^\{.*\b(permission|forbidden|not authorized|access denied|read-only)\b.*\}$/i, 'token-not-allowed'],
    [/^💡 Server ID not found in registry$/u, 'server-not-found'],
  ],
  // `terminated` is a response that broke off.
  lostResponse:
    /^(Unable to connect to the API\b.*|💡 Deployment service may be temporarily unavailable\b.*|Server returned an unexpected response format|API returned an invalid response|terminated)$/u,
  serverError: /^Server error - please try again later$/,
  unknownFailure: 'refused',
};
