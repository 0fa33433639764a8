/** A row of a table. Cells must be escaped. */
function formatRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** A table; empty without rows. Cells must be escaped. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  return [head, head.map(() => '---'), ...rows].map(formatRow).join('\n');
}

/** The entries of a table with those that matter most first, and otherwise in their order. */
export function putFirst<Entry>(entries: readonly Entry[], matters: (entry: Entry) => boolean): Entry[] {
  return [...entries.filter(matters), ...entries.filter((entry) => !matters(entry))];
}

/** A section that the reader opens; empty without a body. Title and body must be escaped. */
export function formatDetails(title: string, body: string): string {
  return body === '' ? '' : `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
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

/** Text whose parts in backticks become code spans. All else stays text, as with {@link escapeMarkdown}. */
export function formatProse(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 0 ? escapeMarkdown(part) : formatCode(part.slice(1, -1))))
    .join('');
}
