/** A row of a table. Cells must be escaped. */
export function formatRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** A table; empty without rows. Cells must be escaped. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  return [head, head.map(() => '---'), ...rows].map(formatRow).join('\n');
}

/** Text that stays text in a paragraph or a table cell: no line end, no cell end, no markup. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>()#!|~&@]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Text in a code span, in which only a backtick and the end of a cell mean anything. */
export function formatCode(text: string): string {
  return `\`${text.replace(/\s+/g, ' ').replace(/[`|]/g, "'")}\``;
}
