import type { CiProvider } from '../ci/provider.js';
import { reportNotice } from '../ci/report.js';
import type { SnapshotFile } from '../inputs/verification.js';
import { replaceFile } from '../lib/fs.js';
import { compareTools } from '../mcp/compare-tools.js';
import type { ToolChange } from '../mcp/tool-change.js';
import { formatSnapshot, type Tool } from '../mcp/tools.js';
import { createError, type ErrorInfo } from '../schema/errors.js';

/** Changes that the log lists at most. */
const MAX_CHANGES = 50;

/**
 * Compares the tools of a server with its snapshot, with a line for each change, or writes the snapshot.
 *
 * @returns the changes; none after the snapshot was written
 * @throws DeployError mcp-failed for tools that contain a secret; or an error of the file system
 */
export function applySnapshot(
  ci: CiProvider,
  snapshot: SnapshotFile,
  tools: readonly Tool[],
): readonly ToolChange[] {
  if (snapshot.kind === 'update') {
    const text = formatSnapshot(tools);
    // A server can put what it gets with a request into a schema, and the file is meant to be committed.
    if (ci.redact(text) !== text)
      throw createError(
        'mcp-failed',
        'A tool contains the token or another secret, so no snapshot was written.',
      );
    replaceFile(snapshot.path, text);
    ci.info(`✓ Wrote ${tools.length} tools to ${snapshot.path}`);
    return [];
  }
  const changes = compareTools(snapshot.tools, tools);
  for (const change of changes.slice(0, MAX_CHANGES)) {
    ci.info(`${change.kind === 'breaking' ? '✗ Breaking' : '+ Addition'}: ${formatChange(change)}`);
  }
  if (changes.length > MAX_CHANGES) ci.info(`And ${changes.length - MAX_CHANGES} more changes`);
  if (changes.length === 0) ci.info(`✓ The tools match ${snapshot.path}`);
  const additions = changes.filter(({ kind }) => kind === 'addition');
  const [first] = additions;
  if (first && additions.length === changes.length) {
    const more = additions.length > 1 ? ` (and ${additions.length - 1} more)` : '';
    reportNotice(ci, 'tools-added', `${formatChange(first)}${more}.`);
  }
  return changes;
}

/** The error for breaking changes; undefined without any. */
export function findSnapshotError(changes: readonly ToolChange[]): ErrorInfo | undefined {
  const breaking = changes.filter(({ kind }) => kind === 'breaking');
  const [first] = breaking;
  if (first === undefined) return undefined;
  const count = breaking.length === 1 ? '1 breaking change' : `${breaking.length} breaking changes`;
  return { code: 'tools-changed', message: `${count} of the tools. ${formatChange(first)}.` };
}

/** A change on one line: `search input.query: type string -> type number`. */
function formatChange({ tool, place, before, after }: ToolChange): string {
  return `${tool}${place && ` ${place}`}: ${before} -> ${after}`;
}
