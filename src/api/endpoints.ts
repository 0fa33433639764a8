/** The origins of the platform of a domain, without a trailing slash. */
export interface Endpoints {
  readonly domain: string;
  /** Management API; gets the token. */
  readonly api: string;
  /** MCP runtime; gets the token. */
  readonly mcp: string;
  /** Server registry; never gets the token. */
  readonly registry: string;
}

/**
 * The origins of a domain, as in ntcli 0.4.4: HTTPS to `api.<domain>` and `mcp.<domain>`; for `localhost` and `127.0.0.1`
 * plain HTTP to that host and port.
 */
export function resolveEndpoints(domain: string): Endpoints {
  const host = domain.replace(/:\d+$/, '');
  if (host === 'localhost' || host === '127.0.0.1') {
    const origin = `http://${domain}`;
    return { domain, api: origin, mcp: origin, registry: origin };
  }
  return {
    domain,
    api: `https://api.${domain}`,
    mcp: `https://mcp.${domain}`,
    registry: `https://registry.${domain}`,
  };
}

/** The absolute MCP URL of a server. */
export function formatServerUrl(endpoints: Endpoints, workspaceId: string, serverId: string): string {
  return `${endpoints.mcp}/${encodeURIComponent(workspaceId)}/${encodeURIComponent(serverId)}/mcp`;
}

/** Id of a server on the platform: the last part of its registry id (read in the control plane's source). */
export function toPlatformId(registryId: string): string {
  return registryId.slice(registryId.lastIndexOf('/') + 1);
}

/**
 * Why a domain is rejected, or undefined. One that merely contains `localhost` or `127.0.0.1` is rejected because
 * ntcli 0.4.4 would send the token to it over plain HTTP.
 */
export function findDomainIssue(domain: string): string | undefined {
  const { api } = resolveEndpoints(domain);
  if (api.startsWith('https:') && /localhost|127\.0\.0\.1/.test(domain)) {
    return 'contains localhost or 127.0.0.1 but is another host, so ntcli would send the token to it over plain HTTP';
  }
  const [, prefix, rest] = /^(api|mcp|registry)\.(.+\..+)$/.exec(domain) ?? [];
  if (prefix !== undefined) return `names the host of one service; use the domain alone: ${rest}`;
  return URL.canParse(api) ? undefined : 'not a valid host name';
}
