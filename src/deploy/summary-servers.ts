import {
  escapeMarkdown,
  formatCode,
  formatDetails,
  formatProse,
  formatTable,
  putFirst,
} from '../lib/markdown.js';
import { cutText, joinFirst } from '../lib/sanitize.js';
import { errorCatalogue } from '../schema/errors.js';
import type { HealthStatus } from '../schema/outputs.js';
import type { ServerResult } from './results.js';

/** What is listed at most: GitHub drops a step whose summary is over 1 MiB. */
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

/** What failed, in the box that GitHub and GitLab show in red, and how to fix it. */
export function formatAlerts(servers: readonly ServerResult[]): string[] {
  return servers.slice(0, MAX_ALERTS).flatMap(({ server, error }) => {
    if (error === undefined) return [];
    const { title, hint } = errorCatalogue[error.code];
    const message = formatProse(cutText(error.message, MAX_TEXT));
    const lines = [`**${escapeMarkdown(`${server.label}: ${title}`)}.** ${message}`, formatProse(hint)];
    return [`> [!CAUTION]\n> ${lines.join('\n>\n> ')}`];
  });
}

/** A row for each server. A URL takes three lines of a row, so that it is in the table only for a single server. */
export function formatServers(servers: readonly ServerResult[]): string {
  const withUrl = servers.length === 1;
  const withTests = servers.some(({ smokeTests = [] }) => smokeTests.length > 0);
  const head = [
    '',
    'Server',
    'Deploy',
    'Health',
    ...(withTests ? ['Smoke test'] : []),
    ...(withUrl ? ['MCP URL'] : []),
  ];
  const rows = servers.map((result) => [
    result.error ? '❌' : healthMarks[result.healthStatus],
    formatCode(result.server.label),
    result.deployStatus,
    result.healthStatus,
    ...(withTests ? [formatTestCount(result)] : []),
    ...(withUrl ? [formatCode(result.url)] : []),
  ]);
  return formatTable(head, rows);
}

/** What was verified at servers that failed, or at a single one. */
export function formatVerification(servers: readonly ServerResult[]): string {
  const limit = Math.floor(MAX_ROWS / Math.max(1, servers.length));
  return formatVerified(
    servers.filter(({ error }) => error !== undefined || servers.length === 1),
    limit,
  );
}

function formatVerified(servers: readonly ServerResult[], limit: number): string {
  return servers
    .flatMap((result) => [formatSmokeTests(result, limit), formatToolChanges(result, limit)])
    .filter((text) => text !== '')
    .join('\n\n');
}

function formatTestCount({ smokeTests = [] }: ServerResult): string {
  const passed = smokeTests.filter(({ difference }) => difference === undefined).length;
  return smokeTests.length === 0 ? '' : `${passed} of ${smokeTests.length} passed`;
}

function formatSmokeTests(result: ServerResult, limit: number): string {
  const { server, smokeTests = [] } = result;
  if (smokeTests.length === 0) return '';
  const sorted = putFirst(smokeTests, ({ difference }) => difference !== undefined);
  const rows = sorted
    .slice(0, limit)
    .map(({ name, tool, difference }) => [
      difference === undefined ? '✅' : '❌',
      escapeMarkdown(cutText(name, MAX_TEXT)),
      formatCode(cutText(tool, MAX_TEXT)),
      escapeMarkdown(cutText(difference ?? '', MAX_TEXT)),
    ]);
  const table = formatTable(['', 'Test', 'Tool', 'Difference'], rows);
  return `Smoke test of ${formatCode(server.label)}: ${formatTestCount(result)}.\n\n${table}`;
}

function formatToolChanges({ server, toolChanges = [] }: ServerResult, limit: number): string {
  if (toolChanges.length === 0) return '';
  const sorted = putFirst(toolChanges, ({ kind }) => kind === 'breaking');
  const rows = sorted
    .slice(0, limit)
    .map(({ kind, tool, place, before, after }) => [
      kind === 'breaking' ? '❌ breaking' : 'addition',
      ...[tool, place, before, after].map((text) => (text === '' ? '' : formatCode(cutText(text, MAX_TEXT)))),
    ]);
  const table = formatTable(['Change', 'Tool', 'Property', 'Before', 'After'], rows);
  return `Tools of ${formatCode(server.label)}, compared with the snapshot:\n\n${table}`;
}

/** The tools of a single server. */
export function formatTools(servers: readonly ServerResult[]): string {
  const [{ server, tools } = {}, ...others] = servers;
  if (!server || !tools || others.length > 0) return '';
  return `Tools of ${formatCode(server.label)}: ${formatNames(tools, MAX_TOOLS)}.`;
}

/** Of several servers, what a reader looks up: a section to open with URLs and tools, and one with tests and changes. */
export function formatLookups(servers: readonly ServerResult[]): string[] {
  if (servers.length < 2) return [];
  const rows = servers.map(({ server, url, tools }) => [
    formatCode(server.label),
    formatCode(url),
    tools ? formatNames(tools, Math.floor(MAX_TOOLS / servers.length)) : '',
  ]);
  const passed = servers.filter(({ error }) => error === undefined);
  return [
    formatDetails('MCP URLs and tools', formatTable(['Server', 'MCP URL', 'Tools'], rows)),
    formatDetails(
      'Smoke tests and changes of tools',
      formatVerified(passed, Math.floor(MAX_ROWS / servers.length)),
    ),
  ];
}

function formatNames(names: readonly string[], limit: number): string {
  return joinFirst(names.map(formatCode), limit) || 'none';
}
