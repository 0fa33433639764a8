import { isRecord, type Json } from '../api/json.js';

/** A difference between two lists of tools. */
export interface ToolChange {
  /** `breaking`: a client that worked with the snapshot may fail. */
  readonly kind: 'breaking' | 'addition';
  readonly tool: string;
  /** Where in the tool, such as `input.query`; empty for the tool itself. */
  readonly place: string;
  readonly before: string;
  readonly after: string;
}

export function change(
  kind: ToolChange['kind'],
  tool: string,
  place: string,
  before: string,
  after: string,
): ToolChange {
  return { kind, tool, place, before, after };
}

/** A value as a difference shows it. */
export function show(value: Json | undefined): string {
  return value === undefined ? 'not set' : stable(value);
}

/** JSON text that does not depend on the order of keys, and knows no texts for people. */
export function stable(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map((one: Json) => stable(one)).join(',')}]`;
  if (!isRecord(value)) return JSON.stringify(value) ?? 'undefined';
  const entries = Object.entries(value)
    .filter(([key, of]) => !(typeof of === 'string' && (key === 'description' || key === 'title')))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, of]) => `${JSON.stringify(key)}:${stable(of)}`);
  return `{${entries.join(',')}}`;
}
