/**
 * The published form of the fault tables: Markdown between two marker comments.
 */

/** @typedef {{ area: string, what: string, expected: string }} Row the published part of a row */
/**
 * One run of one row, as `run-table.ts` records it.
 *
 * @typedef {Row & { mode: string, exit: number | null, title: string, leaks: number, commands: number,
 *   duration: number, cancel?: number, peakMemory: number, place?: number }} Run `place` is the index of the row in its table
 */

/** The published files, and the areas that each contains. */
export const publications = [
  {
    file: 'docs/attack-tests.md',
    areas: [
      'Child output',
      'Checkout and job environment',
      'Supply chain',
      'Inputs and command files',
      'Token',
      'Self-hosted machines',
    ],
  },
  { file: 'docs/reliability.md', areas: ['npm', 'Network', 'API', 'Machine', 'CLI', 'Cancel'] },
];

/**
 * Escapes text for a cell of a Markdown table: no end of cell or line, no HTML.
 *
 * @param {string} text
 */
export function cell(text) {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replaceAll('<', '&lt;')))
    .join('')
    .replace(/\s+/g, ' ')
    .replaceAll('|', '\\|')
    .trim();
}

/** @param {string} text @param {string} marker @param {string} content @returns {string} the text with that content */
export function replaceBetween(text, marker, content) {
  const [open, close] = [`<!-- ${marker} -->`, `<!-- /${marker} -->`];
  const [from, to] = [text.indexOf(open), text.indexOf(close)];
  if (from < 0 || to < from) throw new Error(`The comments ${open} and ${close} are missing.`);
  return `${text.slice(0, from + open.length)}\n${content}\n${text.slice(to)}`;
}

/** The rows of all tables of a Markdown text, with escaped cells. @param {string} text @returns {string[][]} */
export function rowsIn(text) {
  const rows = text.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| --- '));
  return rows.map((line) => line.slice(2, -2).split(/ (?<!\\)\| /));
}

/**
 * One table per area: what, expected, result.
 *
 * @param {readonly string[]} areas
 * @param {readonly Run[]} runs
 */
export function tablesOf(areas, runs) {
  return areas
    .map((area) => {
      const ofArea = runs.filter((run) => run.area === area);
      const whats = [...new Set(ofArea.map(({ what }) => what))];
      const rows = whats.map((what) => {
        const all = ofArea.filter((run) => run.what === what);
        const results = [...new Set(all.map(resultOf))];
        return `| ${[what, all[0]?.expected ?? '', results.join('; ')].map(cell).join(' | ')} |`;
      });
      return [`## ${area}`, '', '| What | Expected | Result |', '| --- | --- | --- |', ...rows].join('\n');
    })
    .join('\n\n');
}

/** @param {Run} run */
function resultOf({ exit, title }) {
  if (exit === null) return 'killed';
  return title === '' ? `exit ${exit}` : `exit ${exit}: ${title}`;
}

/**
 * Measurements, as a list.
 *
 * @param {readonly Run[]} runs
 * @param {number} fuzzed random lines of the attack grammar
 */
export function numbersOf(runs, fuzzed) {
  const sum = (/** @type {'leaks' | 'commands'} */ name) => runs.reduce((total, run) => total + run[name], 0);
  const most = (/** @type {(run: Run) => number} */ of) => Math.max(0, ...runs.map(of));
  const rows = new Set(runs.map(({ area, what }) => `${area}: ${what}`)).size;
  const modes = [...new Set(runs.map(({ mode }) => mode))].length;
  // A killed process ends immediately, which says nothing.
  const cancel = most((run) => (run.exit === null ? 0 : (run.cancel ?? 0)));
  const count = (/** @type {number} */ number) => number.toLocaleString('en');
  return [
    `- ${count(rows)} rows, each run in ${modes} modes (normal, and with \`RUNNER_DEBUG=1\`): ${count(runs.length)} runs`,
    `- token leaks: ${sum('leaks')}`,
    `- injected workflow commands: ${sum('commands')}${fuzzed > 0 ? `; in ${count(fuzzed)} random lines of the attack grammar: 0` : ''}`,
    ...(cancel > 0 ? [`- longest time from a signal to the exit: ${(cancel / 1000).toFixed(1)} s`] : []),
    `- largest resident memory of the process: ${most(({ peakMemory }) => peakMemory)} MiB`,
  ].join('\n');
}
