import { isRecord, type Json } from '../api/json.js';

/** Levels of a schema that are read; what is deeper is replaced by an empty schema. */
const MAX_DEPTH = 64;

/** Keywords with a text for people, which changes often and breaks no client. */
const proseKeywords = ['title', 'description', '$comment'];
/** Keywords that change no value that a schema accepts. */
const annotations = [
  ...proseKeywords,
  'default',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
  '$schema',
  '$id',
];

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
 * A JSON Schema in the form of a snapshot: with sorted keys, so that equal schemas have equal JSON text, without texts for
 * people, and of a bounded depth, because every function over schemas is recursive. Properties that are called `title`,
 * and values with such keys, stay.
 */
export function normalizeSchema(schema: Json): Json {
  return normalize(schema, (keyword, value) => typeof value === 'string' && proseKeywords.includes(keyword));
}

/** What decides which values a schema accepts, in the form of {@link normalizeSchema}. */
export function withoutAnnotations(schema: Json): Json {
  return normalize(schema, (keyword) => annotations.includes(keyword));
}

/** @param isDropped selects keywords of a schema, at any depth */
function normalize(
  value: Json,
  isDropped: (keyword: string, value: Json) => boolean,
  kind: Kind = 'schema',
  depth = 0,
): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return {};
  if (!isRecord(value)) return value.map((one) => normalize(one, isDropped, kind, depth + 1));
  const entries = Object.entries(value)
    .filter(([key, of]) => kind !== 'schema' || !isDropped(key, of))
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, of]): [string, Json] => [key, normalize(of, isDropped, kindOfValue(kind, key), depth + 1)]);
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
