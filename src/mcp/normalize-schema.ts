import { isRecord, type Json } from '../api/json.js';

/** Levels of a schema that are read; what is deeper is replaced by an empty schema. */
const MAX_DEPTH = 64;

/** Keywords with a text for people, which changes often and breaks no client. */
const proseKeywords = ['title', 'description', '$comment'];

/** What a value in a schema is. */
type Kind = 'schema' | 'schemas by name' | 'data';

/** Keywords whose value is not one schema, but a schema for each name that the server chose, or data. */
const keywordKinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ...['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas', 'dependencies'].map(
    (keyword): [string, Kind] => [keyword, 'schemas by name'],
  ),
  ...['const', 'default', 'enum', 'examples'].map((keyword): [string, Kind] => [keyword, 'data']),
]);

/**
 * A JSON Schema in the one form in which schemas are compared and written to snapshots: with sorted keys, so that equal
 * schemas have equal JSON text, without texts for people, and of a bounded depth, because every function over schemas is
 * recursive. Properties that are called `title`, and values with such keys, stay.
 */
export function normalizeSchema(value: Json, kind: Kind = 'schema', depth = 0): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return {};
  if (!isRecord(value)) return value.map((one) => normalizeSchema(one, kind, depth + 1));
  const entries = Object.entries(value)
    .filter(([key, of]) => kind !== 'schema' || typeof of !== 'string' || !proseKeywords.includes(key))
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, of]): [string, Json] => [key, normalizeSchema(of, kindOfValue(kind, key), depth + 1)]);
  return Object.fromEntries(entries);
}

function kindOfValue(kind: Kind, key: string): Kind {
  if (kind === 'data') return 'data';
  return (kind === 'schema' ? keywordKinds.get(key) : undefined) ?? 'schema';
}

/** By code unit, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
