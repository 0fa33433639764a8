import { sanitizeDetail } from '../api/error-detail.js';
import { type Json, listField, textField } from '../api/json.js';
import { createError } from '../schema/errors.js';
import { formatEndpoint } from './outcome.js';
import type { McpCall, McpSession } from './session.js';

/** What a server shows of its tools. */
export interface ToolList<Tool> {
  readonly tools: readonly Tool[];
  /** Why there may be more tools than these; absent if these are all. */
  readonly truncated?: string;
}

/** Tools that are read; a client that loads so many into a model has other problems. */
const MAX_TOOLS = 10_000;
/** Characters of a tool's name. A longer one is cut, and ends with `…`. */
const MAX_NAME_LENGTH = 128;

/**
 * Reads the tools of a server, page by page.
 *
 * @param keep what is kept of a tool: pages are not held in memory
 */
export function readTools<Tool>(
  call: McpCall,
  session: McpSession,
  keep: (tool: Json) => readonly Tool[],
): Promise<ToolList<Tool>> {
  // Cursors belong to a session, so a lost session begins with the first page again.
  return session.repeat(async () => {
    const tools: Tool[] = [];
    if (session.server.capabilities.tools === undefined) return { tools };
    const cursors = new Set<string>();
    for (let cursor: string | undefined; ; ) {
      const result = await session.request('tools/list', cursor === undefined ? {} : { cursor });
      const page = listField(result, 'tools');
      if (!page) {
        throw createError('mcp-failed', `tools/list at ${formatEndpoint(call)} returned no list of tools.`);
      }
      for (const tool of page) {
        if (tools.length >= MAX_TOOLS) return { tools, truncated: `only the first ${MAX_TOOLS} are read` };
        tools.push(...keep(tool));
      }
      cursor = textField(result, 'nextCursor');
      if (cursor === undefined) return { tools };
      if (cursors.has(cursor)) return { tools, truncated: 'the server returned the same cursor twice' };
      cursors.add(cursor);
    }
  });
}

/** The name of a tool in a form that is safe to show; none if it has no name. */
export function getToolName(tool: Json, redact: (text: string) => string): readonly string[] {
  const name = sanitizeDetail(textField(tool, 'name') ?? '', redact, MAX_NAME_LENGTH);
  return name === '' ? [] : [name];
}
