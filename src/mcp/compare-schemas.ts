import { getPath, isRecord, type Json, recordField, toRecord } from '../api/json.js';
import { isSameSchema, listOf, requiredOf, typesOf } from './schema-fields.js';
import { show, type ToolChange } from './tool-change.js';

/** Which side of a call a schema describes: clients write inputs and read outputs, so the rules are opposite. */
type Side = 'input' | 'output';

/** Below this depth, any difference is breaking; no schema of a real tool comes near. */
const MAX_DEPTH = 16;

/** Two versions of a schema, or of a part of one. */
export interface SchemaComparison {
  readonly tool: string;
  readonly side: Side;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  /** Where the part is. */
  readonly path?: readonly string[];
}

/** Keywords that accept fewer values when they are added or changed. */
const constraints = [
  'const',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'propertyNames',
  'not',
];

/** Keywords that are compared by a rule. A difference in any other is breaking: nothing tells what it means. */
const compared = new Set([
  ...constraints,
  'type',
  'enum',
  'anyOf',
  'oneOf',
  'properties',
  'required',
  'additionalProperties',
  'items',
  '$defs',
  'definitions',
]);

/** Compares a part of the schemas. */
type CompareNested = (
  name: string,
  before: Json | undefined,
  after: Json | undefined,
) => readonly ToolChange[];

/**
 * Compares two versions of a JSON Schema, in the form of `withoutAnnotations`.
 *
 * Definitions (`$defs`) are compared by their names, not where they are used: `$ref` may be recursive.
 */
export function compareSchemas(comparison: SchemaComparison): readonly ToolChange[] {
  const { tool, side, before, after, path = [] } = comparison;
  if (isSameSchema(before, after)) return [];
  const place = [side, ...path].join('.');
  if (path.length > MAX_DEPTH || before === false || after === false) {
    const kind = before === false && side === 'input' ? 'addition' : 'breaking';
    return [{ kind, tool, place, before: show(before), after: show(after) }];
  }
  const nested: CompareNested = (name, was, is) =>
    compareSchemas({ tool, side, before: was, after: is, path: [...path, name] });
  return [
    ...compareKeywords(comparison).map((change) => ({ ...change, tool, place })),
    ...compareProperties(comparison, place, nested),
    ...nested('[]', getPath(before, 'items') ?? {}, getPath(after, 'items') ?? {}),
    ...nested('*', valuesOf(before), valuesOf(after)),
    ...['$defs', 'definitions'].flatMap((key) => compareDefinitions(key, before, after, nested)),
  ];
}

/** A difference in the keywords of one schema. */
type KeywordChange = Pick<ToolChange, 'kind' | 'before' | 'after'>;

function compareKeywords(comparison: SchemaComparison): readonly KeywordChange[] {
  const { before, after } = comparison;
  return [
    ...compareSets(comparison, 'type', typesOf),
    ...['enum', 'anyOf', 'oneOf'].flatMap((key) => compareSets(comparison, key, listOf)),
    ...constraints.flatMap((key) => compareConstraint(comparison, key)),
    ...compareOthers(before, after),
    ...compareClosed(comparison),
  ];
}

/** What is accepted under names that `properties` does not list; `false` is compared by {@link compareClosed}. */
function valuesOf(schema: Json | undefined): Json {
  const values = getPath(schema, 'additionalProperties');
  return isRecord(values) ? values : {};
}

/** Definitions that both have. One that only one of them has matters only where `$ref` names it. */
function compareDefinitions(
  key: string,
  before: Json | undefined,
  after: Json | undefined,
  nested: CompareNested,
): readonly ToolChange[] {
  const [was, is] = [recordField(before, key), recordField(after, key)];
  return Object.keys(was)
    .filter((name) => Object.hasOwn(is, name))
    .sort()
    .flatMap((name) => nested(`${key}.${name}`, was[name], is[name]));
}

function compareOthers(before: Json | undefined, after: Json | undefined): readonly KeywordChange[] {
  const [was, is] = [toRecord(before), toRecord(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((key) => !compared.has(key) && !isSameSchema(was[key], is[key]))
    .sort()
    .map((key) => ({
      kind: 'breaking',
      before: `${key} ${show(was[key])}`,
      after: `${key} ${show(is[key])}`,
    }));
}

/**
 * A set of what is allowed: an input may not lose a member, and of an output a client does not know a new one.
 *
 * @param membersOf reads the set; undefined if any value is allowed
 */
function compareSets(
  { side, before, after }: SchemaComparison,
  keyword: string,
  membersOf: (schema: Json | undefined, keyword: string) => readonly string[] | undefined,
): readonly KeywordChange[] {
  const [was, is] = [membersOf(before, keyword), membersOf(after, keyword)];
  if (was === undefined && is === undefined) return [];
  const isNarrower = is !== undefined && (was?.some((one) => !is.includes(one)) ?? true);
  const isWider = was !== undefined && (is?.some((one) => !was.includes(one)) ?? true);
  if (!isNarrower && !isWider) return [];
  const isBreaking = side === 'input' ? isNarrower : isWider && keyword !== 'enum';
  const text = (set: readonly string[] | undefined) => `${keyword} ${set?.join(' | ') ?? 'any'}`;
  return [{ kind: isBreaking ? 'breaking' : 'addition', before: text(was), after: text(is) }];
}

function compareConstraint({ side, before, after }: SchemaComparison, key: string): readonly KeywordChange[] {
  const [was, is] = [getPath(before, key), getPath(after, key)];
  if (isSameSchema(was, is)) return [];
  const isBreaking = side === 'input' ? is !== undefined : is === undefined;
  const kind = isBreaking ? 'breaking' : 'addition';
  return [{ kind, before: `${key} ${show(was)}`, after: `${key} ${show(is)}` }];
}

/** `additionalProperties: false` refuses what a client may have sent so far. */
function compareClosed({ side, before, after }: SchemaComparison): readonly KeywordChange[] {
  const isClosed = (schema: Json | undefined) => getPath(schema, 'additionalProperties') === false;
  const [was, is] = [isClosed(before), isClosed(after)];
  if (was === is) return [];
  const text = (closed: boolean) => `additionalProperties ${closed ? 'false' : 'allowed'}`;
  const isBreaking = is && side === 'input';
  return [{ kind: isBreaking ? 'breaking' : 'addition', before: text(was), after: text(is) }];
}

function compareProperties(
  { tool, side, before, after }: SchemaComparison,
  place: string,
  nested: CompareNested,
): readonly ToolChange[] {
  const [was, is] = [recordField(before, 'properties'), recordField(after, 'properties')];
  const [requiredBefore, requiredAfter] = [requiredOf(before), requiredOf(after)];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  return names.flatMap((name): readonly ToolChange[] => {
    const at = { tool, place: `${place}.${name}` };
    const [wasRequired, isRequired] = [requiredBefore.has(name), requiredAfter.has(name)];
    if (!Object.hasOwn(is, name)) return [{ kind: 'breaking', ...at, before: 'present', after: 'removed' }];
    if (!Object.hasOwn(was, name)) {
      const kind = side === 'input' && isRequired ? 'breaking' : 'addition';
      return [{ kind, ...at, before: 'absent', after: isRequired ? 'added, required' : 'added' }];
    }
    const changes = nested(name, was[name], is[name]);
    if (wasRequired === isRequired) return changes;
    // An input must not become required, an output must not become optional.
    const kind = isRequired === (side === 'input') ? 'breaking' : 'addition';
    const text = (required: boolean) => (required ? 'required' : 'optional');
    return [{ kind, ...at, before: text(wasRequired), after: text(isRequired) }, ...changes];
  });
}
