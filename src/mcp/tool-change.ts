import type { Json } from '../api/json.js';

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

/** A value as a difference shows it. */
export function show(value: Json | undefined): string {
  return value === undefined ? 'not set' : JSON.stringify(value);
}
