import { isRecord, type Json, listField, textField } from '../api/json.js';

/** A tool of an MCP server as `tools/list` shows it. */
export interface Tool {
  readonly name: string;
  readonly inputSchema: Json;
  readonly outputSchema?: Json;
  readonly annotations?: Json;
}

/** Levels of a schema that are read; what is deeper is replaced by an empty schema. */
const MAX_DEPTH = 64;

/** Reads a tool of `tools/list`, or of a snapshot; undefined without a name. */
export function parseTool(value: Json): Tool | undefined {
  const name = textField(value, 'name');
  if (name === undefined || !isRecord(value)) return undefined;
  const { inputSchema = {}, outputSchema, annotations } = value;
  return {
    name,
    inputSchema: prune(inputSchema),
    ...(outputSchema !== undefined && { outputSchema: prune(outputSchema) }),
    ...(annotations !== undefined && { annotations: prune(annotations) }),
  };
}

/** A server may send a schema of any depth, and every function over schemas is recursive. */
function prune(value: Json, depth = 0): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return {};
  if (Array.isArray(value)) return value.map((one: Json) => prune(one, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, prune(of, depth + 1)]));
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

/**
 * The text of a snapshot file: sorted by tool and key, so that a change of the server is a small diff, and without
 * descriptions and titles, which change often and break no client.
 */
export function formatSnapshot(tools: readonly Tool[]): string {
  const sorted = [...tools].sort((a, b) => compareText(a.name, b.name));
  const plain = sorted.map(({ name, inputSchema, outputSchema, annotations }) => ({
    name,
    inputSchema: normalize(inputSchema),
    ...(outputSchema !== undefined && { outputSchema: normalize(outputSchema) }),
    ...(annotations !== undefined && { annotations: normalize(annotations) }),
  }));
  return `${JSON.stringify({ tools: plain }, null, 2)}\n`;
}

/** Sorts keys, and drops texts for people. A property that is called `description` stays. */
function normalize(value: Json, isMap = false): Json {
  if (Array.isArray(value)) return value.map((one: Json) => normalize(one));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value)
    .filter(
      ([key, of]) => isMap || typeof of !== 'string' || !['description', 'title', '$comment'].includes(key),
    )
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, of]) => [key, normalize(of, !isMap && mapKeywords.includes(key))]);
  return Object.fromEntries(entries);
}

/** Keywords of JSON Schema whose keys are names that the server chose. */
const mapKeywords = ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'];

/** By code unit, the same on every machine. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
