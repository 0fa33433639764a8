import type { Installed } from '../ntcli/install.js';
import { failureCatalogue } from '../spec/failures.js';
import { dateText, type Expiry } from '../token/expiry.js';
import type { ServerResult } from './result.js';

/** What the summary is made of. */
export interface Told {
  readonly workspace: { readonly id: string; readonly name: string };
  readonly ntcli: Pick<Installed, 'version'>;
  readonly servers: readonly ServerResult[];
  readonly expiry: Expiry;
}

/** The report of a run in Markdown: what was deployed where, and what failed why. */
export function summaryOf({ workspace, ntcli, servers, expiry }: Told): string {
  const rows = servers.map(({ server, deployStatus, healthStatus, url, failure }) =>
    row([
      code(server),
      deployStatus,
      healthStatus,
      failure ? plain(failureCatalogue[failure.code].title) : code(url),
    ]),
  );
  return [
    `### NimbleTools: ${code(workspace.name)}`,
    '',
    row(['Server', 'Deploy', 'Health', 'MCP URL']),
    row(['---', '---', '---', '---']),
    ...rows,
    '',
    `Workspace ${code(workspace.id)}, ntcli ${code(ntcli.version)}, token ${expiryText(expiry)}`,
    '',
  ].join('\n');
}

function expiryText(expiry: Expiry): string {
  if (expiry.is === 'never') return 'without expiry';
  if (expiry.is === 'unknown') return 'of unknown expiry';
  return `${expiry.is === 'expiring' ? '**expiring** ' : ''}until ${dateText(expiry.at)} (${expiry.daysLeft} days left)`;
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
