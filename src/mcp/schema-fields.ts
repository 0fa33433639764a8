import { getPath, type Json } from '../api/json.js';

/** A keyword with a list, each entry as text that can be compared; undefined if it is not set. */
export function listOf(schema: Json | undefined, key: string): readonly string[] | undefined {
  const list = getPath(schema, key);
  return Array.isArray(list) ? list.map((one: Json) => JSON.stringify(one)) : undefined;
}

/** The types that a schema accepts; undefined for any. */
export function typesOf(schema: Json | undefined): readonly string[] | undefined {
  const type = getPath(schema, 'type');
  if (typeof type === 'string') return [type];
  return Array.isArray(type) ? type.map((one: Json) => `${one}`) : undefined;
}

/** The properties that a schema requires. */
export function requiredOf(schema: Json | undefined): ReadonlySet<string> {
  const required = getPath(schema, 'required');
  return new Set(Array.isArray(required) ? required.filter((one: Json) => typeof one === 'string') : []);
}

/** True for schemas that are equal in the form of `normalizeSchema`. */
export function isSameSchema(before: Json | undefined, after: Json | undefined): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}
