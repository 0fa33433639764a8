import { columnsOf, cutToColumns } from '../lib/sanitize.js';
import type { LiveLines } from './provider.js';

/** What one server does at the moment. Times are milliseconds. */
export type LiveRow = { readonly server: string; readonly step: string } & (
  | { readonly kind: 'queued' }
  | { readonly kind: 'running'; readonly startedAt: number }
  | { readonly kind: 'done'; readonly startedAt: number; readonly endedAt: number }
);

/** The window of a terminal; 0 if unknown. */
export interface WindowSize {
  readonly columns: number;
  readonly rows: number;
}

const MAX_LINES = 12;
/** Milliseconds between two redraws, so that the seconds go on. */
const REDRAW_MS = 1_000;
/** What is shown first if not everything fits. */
const order: readonly LiveRow['kind'][] = ['running', 'queued', 'done'];

/**
 * The lines for all servers: fewer than the window has, and none as wide, so that nothing scrolls or wraps.
 *
 * @param rows printable texts, in the order of the input
 */
export function formatLiveLines(
  rows: readonly LiveRow[],
  { columns, rows: height }: WindowSize,
  now: number,
): readonly string[] {
  const width = (columns || 80) - 1;
  const most = Math.min(MAX_LINES, Math.max(1, (height || MAX_LINES + 1) - 1));
  const sorted = [...rows].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const shown = rows.length <= most ? rows : sorted.slice(0, Math.max(1, most - 1));
  const nameWidth = Math.min(
    Math.max(...shown.map(({ server }) => columnsOf(server))),
    Math.floor(width / 2),
  );
  const lines = shown.map((row) => {
    const name = cutToColumns(row.server, nameWidth);
    const seconds = row.kind === 'queued' ? '' : `${formatSeconds(row, now)} s`;
    return `  ${name}${' '.repeat(nameWidth - columnsOf(name))}  ${seconds.padStart(5)}  ${row.step || 'queued'}`;
  });
  const more = rows.length - shown.length;
  if (more > 0 && most > 1) lines.push(`  + ${more} more`);
  return lines.map((line) => cutToColumns(line, width));
}

function formatSeconds(row: Exclude<LiveRow, { kind: 'queued' }>, now: number): number {
  return Math.floor(((row.kind === 'done' ? row.endedAt : now) - row.startedAt) / 1000);
}

/** Removes the lines from the screen: everything from the cursor on. */
const CLEAR = '\r\u001b[J';
/** Lines for a window that has just become smaller are cut by the terminal: wrapped, they would be more lines than known. */
const NO_WRAP = '\u001b[?7l';
const WRAP = '\u001b[?7h';

/**
 * Shows the lines below the log, and redraws them every second and at every change. Between two draws the cursor is at the
 * start of the first line: whatever writes next, or a terminal that wraps lines again in a smaller window, leaves the lines
 * where {@link CLEAR} removes them. The cursor is never hidden, so that nothing has to be restored if the process is killed.
 *
 * @param servers printable texts
 * @param out the terminal
 */
export function openLiveLines(
  servers: readonly string[],
  out: NodeJS.WriteStream,
): LiveLines & { draw(): void } {
  const rows = new Map<string, LiveRow>(
    servers.map((server) => [server, { kind: 'queued', server, step: '' }]),
  );
  const draw = () => {
    const size = { columns: out.columns, rows: out.rows };
    const lines = formatLiveLines([...rows.values()], size, performance.now());
    const up = lines.length > 1 ? `\u001b[${lines.length - 1}A` : '';
    out.write(`${CLEAR}${NO_WRAP}${lines.join('\n')}${WRAP}${up}\r`);
  };
  const timer = setInterval(draw, REDRAW_MS);
  timer.unref();
  out.on('resize', draw);
  draw();
  return {
    draw,
    show(server, step, isDone = false) {
      const before = rows.get(server);
      const now = performance.now();
      const startedAt = before === undefined || before.kind === 'queued' ? now : before.startedAt;
      const row = { server, step, startedAt };
      rows.set(server, isDone ? { ...row, kind: 'done', endedAt: now } : { ...row, kind: 'running' });
      draw();
    },
    close() {
      clearInterval(timer);
      out.off('resize', draw);
      out.write(CLEAR);
    },
  };
}
