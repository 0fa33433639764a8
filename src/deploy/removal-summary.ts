import { formatCode, formatProse, formatTable, putFirst } from '../lib/markdown.js';
import { cutText } from '../lib/sanitize.js';
import type { ErrorInfo } from '../schema/errors.js';
import type { DeployStatus } from '../schema/outputs.js';

/** A server or workspace that was to be removed. */
export interface RemovedThing {
  readonly name: string;
  readonly status: DeployStatus;
  readonly error?: ErrorInfo;
}

/** What is listed at most: GitHub drops a step whose summary is over 1 MiB. */
const MAX_ROWS = 100;
const MAX_TEXT = 300;

/** The report of a removal in Markdown, failures first. */
export function formatRemovalSummary(workspace: string, things: readonly RemovedThing[]): string {
  const sorted = putFirst(things, ({ error }) => error !== undefined);
  const rows = sorted
    .slice(0, MAX_ROWS)
    .map(({ name, status, error }) => [
      error ? '❌' : '✅',
      formatCode(name),
      status,
      formatProse(cutText(error?.message ?? '', MAX_TEXT)),
    ]);
  const more = things.length - rows.length;
  const table = formatTable(['', 'Removed', 'Status', 'Problem'], rows);
  return `### NimbleTools: ${formatCode(workspace)}\n\n${table}\n${more > 0 ? `\nAnd ${more} more.\n` : ''}`;
}
