import { getPath } from '../api/json.js';
import { compareSchemas } from './compare-schemas.js';
import { withoutAnnotations } from './normalize-schema.js';
import { show, type ToolChange } from './tool-change.js';
import type { Tool } from './tools.js';

/**
 * Compares the tools of a server with a snapshot of what clients rely on. Breaking are: a tool or property that is gone,
 * a new required input, a changed type, an input value or constraint that is narrower, an output that is no longer
 * promised, and an annotation that no longer promises a safe tool.
 */
export function compareTools(before: readonly Tool[], after: readonly Tool[]): readonly ToolChange[] {
  const now = new Map(after.map((tool) => [tool.name, tool]));
  const known = new Set(before.map(({ name }) => name));
  const changed = before.flatMap((tool) => {
    const current = now.get(tool.name);
    return current ? compareTool(tool, current) : [removed(tool.name, '')];
  });
  const others = after.filter(({ name }) => !known.has(name));
  return [...changed, ...others.map(({ name }) => added(name, ''))];
}

function compareTool(before: Tool, after: Tool): readonly ToolChange[] {
  const { name } = before;
  return [
    ...compareSchemas({
      tool: name,
      side: 'input',
      before: withoutAnnotations(before.inputSchema),
      after: withoutAnnotations(after.inputSchema),
    }),
    ...compareOutputs(before, after),
    ...compareAnnotations(before, after),
  ];
}

function compareOutputs(
  { name, outputSchema: before }: Tool,
  { outputSchema: after }: Tool,
): readonly ToolChange[] {
  if (before === undefined) return after === undefined ? [] : [added(name, 'output')];
  if (after === undefined) return [removed(name, 'output')];
  return compareSchemas({
    tool: name,
    side: 'output',
    before: withoutAnnotations(before),
    after: withoutAnnotations(after),
  });
}

function added(tool: string, place: string): ToolChange {
  return { kind: 'addition', tool, place, before: 'absent', after: 'added' };
}

function removed(tool: string, place: string): ToolChange {
  return { kind: 'breaking', tool, place, before: 'present', after: 'removed' };
}

/** Hints by which clients decide whether a person must confirm a call, and the value that promises more. */
const safeHints: Readonly<Record<string, boolean>> = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
};

function compareAnnotations(
  { name, annotations: before }: Tool,
  { annotations: after }: Tool,
): readonly ToolChange[] {
  return Object.entries(safeHints).flatMap(([hint, safe]): readonly ToolChange[] => {
    const [was, is] = [getPath(before, hint), getPath(after, hint)];
    if (was === is) return [];
    const kind = was === safe ? 'breaking' : 'addition';
    return [{ kind, tool: name, place: `annotations.${hint}`, before: show(was), after: show(is) }];
  });
}
