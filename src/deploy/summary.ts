import type { Span } from '../lib/timings.js';
import { failureCatalogue } from '../schema/errors.js';
import { dateText, type Expiry } from '../token/expiry.js';
import type { ServerResult } from './results.js';

/** What the summary is made of. */
export interface Told {
  readonly workspace: { readonly id: string; readonly name: string };
  /** Absent where it was deployed without ntcli. */
  readonly ntcliVersion: string | undefined;
  readonly servers: readonly ServerResult[];
  readonly expiry: Expiry;
  readonly spans: readonly Span[];
}

/** Servers, and tools of all of them, that are listed at most: GitHub drops a step whose summary is over 1 MiB. */
const mostServers = 50;
const mostTools = 100;

/** The report of a run in Markdown, at most 64 KiB: what was deployed where, how it stands, where the time went. */
export function summaryOf({ workspace, ntcliVersion, servers, expiry, spans }: Told): string {
  const shown = servers.slice(0, mostServers);
  const rows = shown.map(({ server, deployStatus, healthStatus, url, failure }) =>
    row([
      code(server),
      deployStatus,
      healthStatus,
      failure ? plain(failureCatalogue[failure.code].title) : code(url),
    ]),
  );
  const more = servers.length - shown.length;
  return [
    `### NimbleTools: ${code(workspace.name)}`,
    [row(['Server', 'Deploy', 'Health', 'MCP URL']), row(['---', '---', '---', '---']), ...rows].join('\n'),
    ...(more > 0 ? [`And ${more} more.`] : []),
    ...shown.flatMap((server) => toolsOf(server, Math.floor(mostTools / shown.length))),
    `Workspace ${code(workspace.id)}, ${ntcliVersion === undefined ? 'without ntcli' : `ntcli ${code(ntcliVersion)}`}, token ${expiryText(expiry)}.`,
    timeChart(spans),
    ...shown.slice(0, 1).map(claudeDesktop),
    '',
  ].join('\n\n');
}

function toolsOf({ server, tools }: ServerResult, most: number): string[] {
  if (!tools) return [];
  const more = tools.length - most;
  const names = tools.slice(0, most).map(code).join(', ');
  return [`Tools of ${code(server)}: ${names || 'none'}${more > 0 ? ` and ${more} more` : ''}.`];
}

function expiryText(expiry: Expiry): string {
  if (expiry.is === 'never') return 'without expiry';
  if (expiry.is === 'unknown') return 'of unknown expiry';
  if (expiry.is === 'expired') return `past its date, ${dateText(expiry.at)}`;
  const until = `until ${dateText(expiry.at)} (${expiry.daysLeft} days left)`;
  return expiry.is === 'expiring' ? `**expiring** ${until}` : until;
}

/** Where the time went, as a chart that GitHub draws. */
function timeChart(spans: readonly Span[]): string {
  const bars = [...spans]
    .sort((a, b) => a.from - b.from)
    .map(
      // Everything but letters, digits and a few signs means something to Mermaid.
      ({ name, from, to }) =>
        `  ${name.replace(/[^\w ./@-]/g, ' ')} :${Math.round(from)}, ${Math.round(Math.max(to, from + 1))}`,
    );
  return ['```mermaid', 'gantt', '  dateFormat x', '  axisFormat %M:%S', ...bars, '```'].join('\n');
}

/** The entry that the vendor's page shows for Claude Desktop, with a placeholder where the token goes. */
function claudeDesktop({ id, url }: ServerResult): string {
  const entry = {
    command: 'npx',
    args: ['-y', '@nimbletools/mcp-client', url],
    env: { NTCLI_TOKEN: 'your-workspace-token' },
  };
  const json = JSON.stringify({ mcpServers: { [id]: entry } }, null, 2);
  return `<details><summary>Claude Desktop</summary>\n\n\`\`\`json\n${json}\n\`\`\`\n\n</details>`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Text that stays text in a table cell: no line end, no cell end, no markup. */
function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>()#!|~&]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The same in a code span, in which only the back-tick and the cell end mean anything. */
function code(text: string): string {
  return `\`${text.replace(/\s+/g, ' ').replace(/[`|]/g, "'")}\``;
}
