import { getPath, isRecord, type Json, recordField } from '../api/json.js';
import { isSameSchema, listOf, requiredOf, typesOf } from './schema-fields.js';
import { change, show, type ToolChange } from './tool-change.js';

/** Which side of a call a schema describes: clients write inputs and read outputs, so the rules are opposite. */
type Side = 'input' | 'output';

/** Below this depth, any difference is breaking; no schema of a real tool comes near. */
const MAX_DEPTH = 16;

export interface SchemaComparison {
  readonly tool: string;
  readonly side: Side;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
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

/** Keywords that change no value that a schema accepts. */
const annotations = ['title', 'description', 'default', 'examples', 'deprecated', 'readOnly', 'writeOnly'];
const identifiers = ['$schema', '$id', '$comment'];
/** Keywords that are compared by a rule. A difference in any other is breaking: nothing tells what it means. */
const compared = new Set([
  ...constraints,
  ...annotations,
  ...identifiers,
  ...[
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
  ],
]);

/**
 * Compares two versions of a JSON Schema, in the form of `normalizeSchema`.
 *
 * Definitions (`$defs`) are compared by their names, not where they are used: `$ref` may be recursive.
 */
export function compareSchemas(comparison: SchemaComparison): readonly ToolChange[] {
  const { tool, side, before, after, path = [] } = comparison;
  if (isSameSchema(before, after)) return [];
  const place = [side, ...path].join('.');
  if (path.length > MAX_DEPTH || before === false || after === false) {
    return [
      change(
        before === false && side === 'input' ? 'addition' : 'breaking',
        tool,
        place,
        show(before),
        show(after),
      ),
    ];
  }
  const nested = (name: string, was: Json | undefined, is: Json | undefined) =>
    compareSchemas({ tool, side, before: was, after: is, path: [...path, name] });
  return [
    ...compareSets(tool, place, side, 'type', typesOf(before), typesOf(after)),
    ...compareSets(tool, place, side, 'enum', listOf(before, 'enum'), listOf(after, 'enum')),
    ...['anyOf', 'oneOf'].flatMap((key) =>
      compareSets(tool, place, side, key, listOf(before, key), listOf(after, key)),
    ),
    ...constraints.flatMap((key) =>
      compareConstraint(tool, place, side, key, getPath(before, key), getPath(after, key)),
    ),
    ...compareOthers(tool, place, before, after),
    ...compareClosed(tool, place, side, before, after),
    ...compareProperties(comparison, place, nested),
    ...nested('[]', getPath(before, 'items') ?? {}, getPath(after, 'items') ?? {}),
    ...nested('*', valuesOf(before), valuesOf(after)),
    ...['$defs', 'definitions'].flatMap((key) => compareDefinitions(key, before, after, nested)),
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
  nested: (name: string, was: Json | undefined, is: Json | undefined) => readonly ToolChange[],
): readonly ToolChange[] {
  const [was, is] = [recordField(before, key), recordField(after, key)];
  return Object.keys(was)
    .filter((name) => Object.hasOwn(is, name))
    .sort()
    .flatMap((name) => nested(`${key}.${name}`, was[name], is[name]));
}

function compareOthers(
  tool: string,
  place: string,
  before: Json | undefined,
  after: Json | undefined,
): readonly ToolChange[] {
  const [was, is] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((key) => !compared.has(key) && !isSameSchema(was[key], is[key]))
    .sort()
    .map((key) => change('breaking', tool, place, `${key} ${show(was[key])}`, `${key} ${show(is[key])}`));
}

/** A set of what is allowed: an input may not lose a member, and of an output a client does not know a new one. */
function compareSets(
  tool: string,
  place: string,
  side: Side,
  keyword: string,
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
): readonly ToolChange[] {
  if (before === undefined && after === undefined) return [];
  const lost =
    after === undefined ? [] : before === undefined ? ['any'] : before.filter((one) => !after.includes(one));
  const gained =
    before === undefined ? [] : after === undefined ? ['any'] : after.filter((one) => !before.includes(one));
  if (lost.length === 0 && gained.length === 0) return [];
  const isBreaking = side === 'input' ? lost.length > 0 : gained.length > 0 && keyword !== 'enum';
  const texts = [before, after].map((set) => `${keyword} ${set === undefined ? 'any' : set.join(' | ')}`);
  return [change(isBreaking ? 'breaking' : 'addition', tool, place, texts[0] ?? '', texts[1] ?? '')];
}

function compareConstraint(
  tool: string,
  place: string,
  side: Side,
  key: string,
  before: Json | undefined,
  after: Json | undefined,
): readonly ToolChange[] {
  if (isSameSchema(before, after)) return [];
  const isBreaking = side === 'input' ? after !== undefined : after === undefined;
  return [
    change(
      isBreaking ? 'breaking' : 'addition',
      tool,
      place,
      `${key} ${show(before)}`,
      `${key} ${show(after)}`,
    ),
  ];
}

/** `additionalProperties: false` refuses what a client may have sent so far. */
function compareClosed(
  tool: string,
  place: string,
  side: Side,
  before: Json | undefined,
  after: Json | undefined,
): readonly ToolChange[] {
  const [was, is] = [
    getPath(before, 'additionalProperties') === false,
    getPath(after, 'additionalProperties') === false,
  ];
  if (was === is) return [];
  const text = (closed: boolean) => `additionalProperties ${closed ? 'false' : 'allowed'}`;
  return [change(is && side === 'input' ? 'breaking' : 'addition', tool, place, text(was), text(is))];
}

function compareProperties(
  { tool, side, before, after }: SchemaComparison,
  place: string,
  nested: (name: string, was: Json | undefined, is: Json | undefined) => readonly ToolChange[],
): readonly ToolChange[] {
  const [was, is] = [recordField(before, 'properties'), recordField(after, 'properties')];
  const [mustBefore, mustAfter] = [requiredOf(before), requiredOf(after)];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  return names.flatMap((name) => {
    const at = `${place}.${name}`;
    const [wanted, wants] = [mustBefore.has(name), mustAfter.has(name)];
    if (!Object.hasOwn(is, name)) return [change('breaking', tool, at, 'present', 'removed')];
    if (!Object.hasOwn(was, name)) {
      const isBreaking = side === 'input' && wants;
      return [
        change(isBreaking ? 'breaking' : 'addition', tool, at, 'absent', wants ? 'added, required' : 'added'),
      ];
    }
    const isStricter = side === 'input' ? !wanted && wants : wanted && !wants;
    const text = (must: boolean) => (must ? 'required' : 'optional');
    const requirement =
      wanted === wants
        ? []
        : [change(isStricter ? 'breaking' : 'addition', tool, at, text(wanted), text(wants))];
    return [...requirement, ...nested(name, was[name], is[name])];
  });
}
