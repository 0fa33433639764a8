import { formatCode, formatProse, formatTable, putFirst } from '../lib/markdown.js';
import { cutText } from '../lib/sanitize.js';
import type { RemovalResult } from './removal.js';

/** What is listed at most: GitHub drops a step whose summary is over 1 MiB. */
const MAX_ROWS = 100;
const MAX_TEXT = 300;

/** The report of a removal in Markdown, failures first. */
export function formatRemovalSummary(workspace: string, removals: readonly RemovalResult[]): string {
  const sorted = putFirst(removals, ({ error }) => error !== undefined);
  const rows = sorted
    .slice(0, MAX_ROWS)
    .map(({ name, status, error }) => [
      error ? '❌' : '✅',
      formatCode(name),
      status,
      formatProse(cutText(error?.message ?? '', MAX_TEXT)),
    ]);
  const more = removals.length - rows.length;
  const table = formatTable(['', 'Removed', 'Status', 'Problem'], rows);
  return `### NimbleTools: ${formatCode(workspace)}\n\n${table}\n${more > 0 ? `\nAnd ${more} more.\n` : ''}`;
}
