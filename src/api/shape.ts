import { isRecord, type Json, type JsonIssue } from './json.js';

/**
 * What a value must be. Numbers and booleans are taken as leniently as pydantic does, which the control plane validates
 * with: `"8000"` is a whole number, `"yes"` a boolean (compared with pydantic 2.14.4). Fields that are not named are allowed.
 */
export type Shape =
  | { readonly kind: 'text'; readonly max?: number; readonly pattern?: RegExp; readonly expected?: string }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'integer'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'url' }
  | { readonly kind: 'list'; readonly items: Shape; readonly max?: number }
  /** An object with any field names. */
  | { readonly kind: 'map'; readonly values: Shape }
  | { readonly kind: 'object'; readonly fields: Fields }
  /** The same, or null. */
  | { readonly kind: 'nullable'; readonly shape: Shape }
  /** The same, as a field that must be there. */
  | { readonly kind: 'required'; readonly shape: Shape };

export type Fields = Readonly<Record<string, Shape>>;

/** Characters of a URL that pydantic accepts at most. */
const MAX_URL_LENGTH = 2083;

/** Finds everything in a value that does not have a shape. */
export function findShapeIssues(shape: Shape, value: Json | undefined, path: string): readonly JsonIssue[] {
  switch (shape.kind) {
    case 'nullable':
      return value === null ? [] : findShapeIssues(shape.shape, value, path);
    case 'required':
      return value === undefined
        ? [{ path, problem: 'is missing' }]
        : findShapeIssues(shape.shape, value, path);
    case 'list':
      return checkList(shape, value, path);
    case 'object':
      return checkObject(shape.fields, value, path);
    default: {
      const problem = value === undefined ? undefined : describeProblem(shape, value);
      return problem === undefined ? [] : [{ path, problem }];
    }
  }
}

function checkObject(fields: Fields, value: Json | undefined, path: string): readonly JsonIssue[] {
  if (value === undefined) return [];
  if (!isRecord(value)) return [{ path: path || '$', problem: 'must be a JSON object' }];
  return Object.entries(fields).flatMap(([name, shape]) => {
    const field = Object.hasOwn(value, name) ? value[name] : undefined;
    return findShapeIssues(shape, field, formatPath(path, name));
  });
}

function formatPath(path: string, name: string): string {
  return /^\w+$/.test(name) ? `${path}${path && '.'}${name}` : `${path}["${name}"]`;
}

function checkList(
  { items, max = Number.POSITIVE_INFINITY }: Extract<Shape, { kind: 'list' }>,
  value: Json | undefined,
  path: string,
): readonly JsonIssue[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [{ path, problem: 'must be a list' }];
  const issues = value.flatMap((item: Json, index) => findShapeIssues(items, item, `${path}[${index}]`));
  const excess = { path, problem: `has ${value.length} entries; ${max} are allowed` };
  return value.length > max ? [excess, ...issues] : issues;
}

type ScalarShape = Exclude<Shape, { kind: 'nullable' | 'required' | 'list' | 'object' }>;

/** Completes the sentence that starts with the path; undefined if the value has the shape. */
function describeProblem(shape: ScalarShape, value: Json): string | undefined {
  switch (shape.kind) {
    case 'text':
      return describeText(shape, value);
    case 'choice':
      return typeof value === 'string' && shape.values.includes(value)
        ? undefined
        : `must be ${shape.values.join(' or ')}`;
    case 'integer':
      return describeInteger(shape, value);
    case 'boolean':
      return isBoolean(value) ? undefined : 'must be true or false';
    case 'url':
      return isUrl(value) ? undefined : 'must be an http or https URL';
    case 'map':
      return describeMap(shape.values, value);
  }
}

function describeText(
  { max = Number.POSITIVE_INFINITY, pattern, expected }: Extract<Shape, { kind: 'text' }>,
  value: Json,
): string | undefined {
  if (typeof value !== 'string') return expected ? `must be ${expected}` : 'must be a text in quotes';
  const { length } = [...value];
  if (length > max) return `has ${length} characters; ${max} are allowed`;
  return pattern === undefined || pattern.test(value) ? undefined : `must be ${expected}`;
}

function describeInteger(
  { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }: Extract<Shape, { kind: 'integer' }>,
  value: Json,
): string | undefined {
  const number = parseInteger(value);
  if (number === undefined) return 'must be a whole number';
  if (number >= min && number <= max) return undefined;
  return max === Number.POSITIVE_INFINITY ? `must be ${min} or more` : `must be ${min} to ${max}`;
}

function parseInteger(value: Json): number | undefined {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined;
  const isInteger = typeof value === 'string' && /^\s*[+-]?\d+(?:_\d+)*(?:\.0+)?\s*$/.test(value);
  return isInteger ? Number(value.replaceAll('_', '')) : undefined;
}

function isBoolean(value: Json): boolean {
  if (typeof value === 'string') return /^(?:true|false|yes|no|on|off|[tfyn01])$/i.test(value);
  return typeof value === 'boolean' || value === 0 || value === 1;
}

/** The URL parsers of Node.js and of pydantic follow the same standard. */
function isUrl(value: Json): boolean {
  if (typeof value !== 'string' || value.length > MAX_URL_LENGTH || !URL.canParse(value)) return false;
  return /^https?:$/.test(new URL(value).protocol);
}

/** The names of the fields are the user's, so they are not part of a path. */
function describeMap(values: Shape, value: Json): string | undefined {
  if (!isRecord(value)) return 'must be a JSON object';
  const [issue] = Object.values(value).flatMap((one) => findShapeIssues(values, one, ''));
  return issue && `has a value that ${issue.problem}`;
}
