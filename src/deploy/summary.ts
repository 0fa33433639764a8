import type { Timing } from '../lib/timings.js';
import { errorCatalogue } from '../schema/errors.js';
import { type Expiry, formatDate } from '../token/expiry.js';
import type { ServerResult } from './results.js';

/** What the summary is made of. */
export interface SummaryData {
  readonly workspace: { readonly id: string; readonly name: string };
  /** Absent where it was deployed without ntcli. */
  readonly ntcliVersion: string | undefined;
  readonly servers: readonly ServerResult[];
  readonly expiry: Expiry;
  readonly timings: readonly Timing[];
}

/** Servers, and tools of all of them, that are listed at most: GitHub drops a step whose summary is over 1 MiB. */
const MAX_SERVERS = 50;
const MAX_TOOLS = 100;

/** The report of a run in Markdown, at most 64 KiB: what was deployed where, how it stands, where the time went. */
export function formatSummary({ workspace, ntcliVersion, servers, expiry, timings }: SummaryData): string {
  const shown = servers.slice(0, MAX_SERVERS);
  const rows = shown.map(({ server, deployStatus, healthStatus, url, error }) =>
    formatRow([
      formatCode(server.label),
      deployStatus,
      healthStatus,
      error ? escapeMarkdown(errorCatalogue[error.code].title) : formatCode(url),
    ]),
  );
  const more = servers.length - shown.length;
  return [
    `### NimbleTools: ${formatCode(workspace.name)}`,
    [
      formatRow(['Server', 'Deploy', 'Health', 'MCP URL']),
      formatRow(['---', '---', '---', '---']),
      ...rows,
    ].join('\n'),
    ...(more > 0 ? [`And ${more} more.`] : []),
    ...shown.flatMap((server) => formatTools(server, Math.floor(MAX_TOOLS / shown.length))),
    `Workspace ${formatCode(workspace.id)}, ${ntcliVersion === undefined ? 'without ntcli' : `ntcli ${formatCode(ntcliVersion)}`}, token ${formatExpiry(expiry)}.`,
    formatTimeline(timings),
    ...shown.slice(0, 1).map(formatClientEntry),
    '',
  ].join('\n\n');
}

function formatTools({ server, tools }: ServerResult, most: number): string[] {
  if (!tools) return [];
  const more = tools.length - most;
  const names = tools.slice(0, most).map(formatCode).join(', ');
  return [`Tools of ${formatCode(server.label)}: ${names || 'none'}${more > 0 ? ` and ${more} more` : ''}.`];
}

function formatExpiry(expiry: Expiry): string {
  if (expiry.kind === 'never') return 'without expiry';
  if (expiry.kind === 'unknown') return 'with unknown expiry';
  if (expiry.kind === 'expired') return `expired on ${formatDate(expiry.at)} but still accepted`;
  const end = `${formatDate(expiry.at)} (${expiry.daysLeft} days left)`;
  return expiry.kind === 'expiring' ? `**expires soon**, on ${end}` : `valid until ${end}`;
}

/** Where the time went, as a chart that GitHub draws. */
function formatTimeline(spans: readonly Timing[]): string {
  const bars = [...spans]
    .sort((a, b) => a.startMs - b.startMs)
    .map(
      // Everything but letters, digits and a few signs means something to Mermaid.
      ({ name, startMs, endMs }) =>
        `  ${name.replace(/[^\w ./@-]/g, ' ')} :${Math.round(startMs)}, ${Math.round(Math.max(endMs, startMs + 1))}`,
    );
  return ['```mermaid', 'gantt', '  dateFormat x', '  axisFormat %M:%S', ...bars, '```'].join('\n');
}

/** The entry that the vendor's page shows for Claude Desktop, with a placeholder where the token goes. */
function formatClientEntry({ server, url }: ServerResult): string {
  const entry = {
    command: 'npx',
    args: ['-y', '@nimbletools/mcp-client', url],
    env: { NTCLI_TOKEN: 'your-workspace-token' },
  };
  const json = JSON.stringify({ mcpServers: { [server.platformId]: entry } }, null, 2);
  return `<details><summary>Claude Desktop</summary>\n\n\`\`\`json\n${json}\n\`\`\`\n\n</details>`;
}

function formatRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Text that stays text in a table cell: no line end, no cell end, no markup. */
function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>()#!|~&]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The same in a code span, in which only the back-tick and the cell end mean anything. */
function formatCode(text: string): string {
  return `\`${text.replace(/\s+/g, ' ').replace(/[`|]/g, "'")}\``;
}
