import { isRecord, type Json, listField, textField } from '../api/json.js';
import { compareText, normalizeSchema } from './normalize-schema.js';

/** A tool of an MCP server as `tools/list` shows it, in the form of {@link normalizeSchema}. */
export interface Tool {
  readonly name: string;
  readonly inputSchema: Json;
  readonly outputSchema?: Json;
  readonly annotations?: Json;
}

/** Reads a tool of `tools/list`, or of a snapshot; undefined without a name. */
export function parseTool(value: Json): Tool | undefined {
  const name = textField(value, 'name');
  if (name === undefined || !isRecord(value)) return undefined;
  const { inputSchema = {}, outputSchema, annotations } = value;
  return {
    name,
    inputSchema: normalizeSchema(inputSchema),
    ...(outputSchema !== undefined && { outputSchema: normalizeSchema(outputSchema) }),
    ...(annotations !== undefined && { annotations: normalizeSchema(annotations) }),
  };
}

/**
 * Reads a snapshot file: the form that {@link formatSnapshot} writes, or the result of `tools/list` as it is.
 *
 * @returns undefined for anything else
 */
export function parseSnapshot(json: Json | undefined): readonly Tool[] | undefined {
  const tools = Array.isArray(json) ? json : listField(json, 'tools');
  if (tools === undefined) return undefined;
  const parsed = tools.map(parseTool);
  return parsed.every((tool) => tool !== undefined) ? parsed : undefined;
}

/** The text of a snapshot file, sorted by tool, so that a change of the server is a small diff. */
export function formatSnapshot(tools: readonly Tool[]): string {
  const sorted = [...tools].sort((a, b) => compareText(a.name, b.name));
  return `${JSON.stringify({ tools: sorted }, null, 2)}\n`;
}
