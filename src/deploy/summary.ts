import { escapeMarkdown, formatCode, formatTable } from '../lib/markdown.js';
import type { Timing } from '../lib/timings.js';
import { errorCatalogue } from '../schema/errors.js';
import type { HealthStatus } from '../schema/outputs.js';
import { type Expiry, formatDate } from '../token/expiry.js';
import type { Sender } from './auto.js';
import type { ServerResult } from './results.js';
import { formatTimeline } from './summary-timeline.js';

/** What the summary is made of. */
export interface SummaryData {
  readonly workspace: { readonly id: string; readonly name: string };
  /** Absent if the deploy ran without ntcli. */
  readonly ntcliVersion: string | undefined;
  readonly sender: Sender;
  readonly servers: readonly ServerResult[];
  readonly expiry: Expiry;
  readonly timings: readonly Timing[];
}

/** What is listed at most: GitHub drops a step whose summary is over 1 MiB. */
const MAX_SERVERS = 50;
const MAX_TOOLS = 100;
const MAX_ALERTS = 10;
const MAX_ROWS = 50;
const MAX_TEXT = 300;

const healthMarks: Readonly<Record<HealthStatus, string>> = {
  healthy: '✅',
  idle: '💤',
  unhealthy: '❌',
  unknown: '⚠️',
  skipped: '➖',
};

/** The report of a run in Markdown, at most 64 KiB: failures first, then the servers, what was verified, and the time. */
export function formatSummary(data: SummaryData): string {
  const { workspace, servers, expiry, timings } = data;
  const failuresFirst = [...servers].sort(
    (a, b) => Number(b.error !== undefined) - Number(a.error !== undefined),
  );
  const shown = failuresFirst.slice(0, MAX_SERVERS);
  const more = servers.length - shown.length;
  const perServer = Math.floor(MAX_ROWS / Math.max(1, shown.length));
  const tools = joinSections(
    shown.map((server) => formatTools(server, Math.floor(MAX_TOOLS / shown.length))),
  );
  // Several servers fit on one screen only without what is long.
  const fold = (title: string, text: string) => (servers.length > 1 ? formatDetails(title, text) : text);
  const sections = [
    `### NimbleTools: ${formatCode(workspace.name)}`,
    ...shown.slice(0, MAX_ALERTS).flatMap(formatAlert),
    formatTable(['', 'Server', 'Deploy', 'Health', 'MCP URL'], shown.map(formatServer)),
    more > 0 ? `And ${more} more.` : '',
    ...shown.flatMap((server) => [formatSmokeTests(server, perServer), formatToolChanges(server, perServer)]),
    fold('Tools', tools),
    `Workspace ${formatCode(workspace.id)}, ${formatSender(data)}, token ${formatExpiry(expiry)}.`,
    fold('Timeline', formatTimeline(timings)),
    ...servers
      .filter(({ deployStatus }) => deployStatus === 'deployed')
      .slice(0, 1)
      .map(formatClientEntry),
  ];
  return `${joinSections(sections)}\n\n`;
}

function joinSections(sections: readonly string[]): string {
  return sections.filter((text) => text !== '').join('\n\n');
}

/** A part of the summary that is shown on a click; empty without a text. */
function formatDetails(title: string, text: string): string {
  return text && `<details><summary>${title}</summary>\n\n${text}\n\n</details>`;
}

/** What sent the deploys, and why. */
function formatSender({ sender, ntcliVersion = '' }: SummaryData): string {
  const way = sender.name === 'ntcli' ? `with ntcli ${formatCode(ntcliVersion)}` : 'through the API';
  return `deployed ${way} (${sender.reason})`;
}

/** What failed, in the box that GitHub and GitLab show in red. */
function formatAlert({ server, error }: ServerResult): string[] {
  if (error === undefined) return [];
  const { title, hint } = errorCatalogue[error.code];
  const lines = [
    `**${escapeMarkdown(server.label)}: ${escapeMarkdown(title)}.** ${escapeMarkdown(cut(error.message))}`,
    escapeMarkdown(hint),
  ];
  return [`> [!CAUTION]\n> ${lines.join('\n>\n> ')}`];
}

function formatServer({ server, deployStatus, healthStatus, url, error }: ServerResult): readonly string[] {
  const mark = error ? '❌' : healthMarks[healthStatus];
  return [mark, formatCode(server.label), deployStatus, healthStatus, formatCode(url)];
}

function formatSmokeTests({ server, smokeTests = [] }: ServerResult, limit: number): string {
  if (smokeTests.length === 0) return '';
  const failed = smokeTests.filter(({ difference }) => difference !== undefined);
  const sorted = [...failed, ...smokeTests.filter(({ difference }) => difference === undefined)];
  const rows = sorted
    .slice(0, limit)
    .map(({ name, tool, difference }) => [
      difference === undefined ? '✅' : '❌',
      escapeMarkdown(cut(name)),
      formatCode(cut(tool)),
      escapeMarkdown(cut(difference ?? '')),
    ]);
  const count = `${smokeTests.length - failed.length} of ${smokeTests.length} passed`;
  return `Smoke test of ${formatCode(server.label)}: ${count}.\n\n${formatTable(['', 'Test', 'Tool', 'Difference'], rows)}`;
}

function formatToolChanges({ server, toolChanges = [] }: ServerResult, limit: number): string {
  if (toolChanges.length === 0) return '';
  const sorted = [...toolChanges].sort(
    (a, b) => Number(b.kind === 'breaking') - Number(a.kind === 'breaking'),
  );
  const rows = sorted
    .slice(0, limit)
    .map(({ kind, tool, place, before, after }) => [
      kind === 'breaking' ? '❌ breaking' : 'addition',
      ...[tool, place, before, after].map((text) => (text === '' ? '' : formatCode(cut(text)))),
    ]);
  const table = formatTable(['Change', 'Tool', 'Property', 'Before', 'After'], rows);
  return `Tools of ${formatCode(server.label)}, compared with the snapshot:\n\n${table}`;
}

function formatTools({ server, tools }: ServerResult, limit: number): string {
  if (!tools) return '';
  const more = tools.length - limit;
  const names = tools.slice(0, limit).map(formatCode).join(', ');
  return `Tools of ${formatCode(server.label)}: ${names || 'none'}${more > 0 ? ` and ${more} more` : ''}.`;
}

function formatExpiry(expiry: Expiry): string {
  if (expiry.kind === 'never') return 'without expiry';
  if (expiry.kind === 'unknown') return 'with unknown expiry';
  if (expiry.kind === 'expired') return `expired on ${formatDate(expiry.at)} but still accepted`;
  const end = `${formatDate(expiry.at)} (${expiry.daysLeft} days left)`;
  return expiry.kind === 'expiring' ? `**expires soon**, on ${end}` : `valid until ${end}`;
}

/** The entry for the configuration of an MCP client, with a placeholder for the token. */
function formatClientEntry({ server, url }: ServerResult): string {
  const entry = { type: 'http', url, headers: { Authorization: 'Bearer YOUR_WORKSPACE_TOKEN' } };
  const json = JSON.stringify({ mcpServers: { [server.platformId]: entry } }, null, 2);
  return formatDetails('MCP client configuration', `\`\`\`json\n${json}\n\`\`\``);
}

function cut(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}...` : text;
}
