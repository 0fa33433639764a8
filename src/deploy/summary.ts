import { formatCode, formatDetails, formatProse, putFirst } from '../lib/markdown.js';
import type { Timing } from '../lib/timings.js';
import { type Expiry, formatDate } from '../token/expiry.js';
import type { Deployer } from './context.js';
import type { ServerResult } from './results.js';
import { formatDeployer } from './select-deployer.js';
import {
  formatAlerts,
  formatLookups,
  formatServers,
  formatTools,
  formatVerification,
} from './summary-servers.js';
import { formatTimeline } from './summary-timeline.js';

/** What the summary is made of. */
export interface SummaryData {
  readonly workspace: { readonly id: string; readonly name: string };
  readonly deployer: Pick<Deployer, 'name' | 'reason' | 'ntcliVersion'>;
  readonly servers: readonly ServerResult[];
  readonly expiry: Expiry;
  readonly timings: readonly Timing[];
}

/** What is listed at most: GitHub drops a step whose summary is over 1 MiB. */
const MAX_SERVERS = 50;
const MAX_CLIENT_ENTRIES = 10;

/**
 * The report of a run in Markdown, at most 64 KiB: failures first, then the servers, what was verified, and the time. With
 * several servers, what is only looked up is in sections to open, so that the result fits on one screen.
 */
export function formatSummary(data: SummaryData): string {
  const { workspace, deployer, servers, expiry, timings } = data;
  const failuresFirst = putFirst(servers, ({ error }) => error !== undefined);
  const shown = failuresFirst.slice(0, MAX_SERVERS);
  const more = servers.length - shown.length;
  const timeline = formatTimeline(timings);
  const sections = [
    `### NimbleTools: ${formatCode(workspace.name)}`,
    ...formatAlerts(shown),
    formatServers(shown),
    more > 0 ? `And ${more} more.` : '',
    formatVerification(shown),
    formatTools(shown),
    `Workspace ${formatCode(workspace.id)}, deployed ${formatDeployer(deployer, formatCode)} (${formatProse(deployer.reason)}), token ${formatExpiry(expiry)}.`,
    ...formatLookups(shown),
    servers.length === 1 ? timeline : formatDetails('Duration of each step', timeline),
    formatDetails('MCP client configuration', formatClientConfiguration(servers)),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n\n`;
}

function formatExpiry(expiry: Expiry): string {
  if (expiry.kind === 'never') return 'without expiry';
  if (expiry.kind === 'unknown') return 'with unknown expiry';
  if (expiry.kind === 'expired') return `expired on ${formatDate(expiry.at)} but still accepted`;
  const end = `${formatDate(expiry.at)} (${expiry.daysLeft} days left)`;
  return expiry.kind === 'expiring' ? `**expires soon**, on ${end}` : `valid until ${end}`;
}

/** What the configuration of an MCP client needs for the deployed servers, with a placeholder for the token. */
function formatClientConfiguration(servers: readonly ServerResult[]): string {
  const deployed = servers.filter(({ deployStatus }) => deployStatus === 'deployed');
  if (deployed.length === 0) return '';
  const entries = deployed
    .slice(0, MAX_CLIENT_ENTRIES)
    .map(({ server, url }) => [
      server.platformId,
      { type: 'http', url, headers: { Authorization: 'Bearer YOUR_WORKSPACE_TOKEN' } },
    ]);
  return `\`\`\`json\n${JSON.stringify({ mcpServers: Object.fromEntries(entries) }, null, 2)}\n\`\`\``;
}
