/**
 * Formats the results as a table for the terminal.
 */
import { judge } from './thresholds.js';

/** @typedef {import('./results.js').Raw} Raw */

/** @param {Raw} results @returns {string} */
export function formatTable(results) {
  const { machine, rounds, cases, parts, startUp, filter, servers } = results;
  const timeRow = (/** @type {import('./results.js').Measured} */ row) => {
    const spread = `${Math.min(...row.samples).toFixed(2)} to ${Math.max(...row.samples).toFixed(2)}`;
    return [row.label, `${row.median.toFixed(2)} s`, (row.median / cases.vendor.median).toFixed(3), spread];
  };
  const millisecondRow = (/** @type {import('./results.js').Measured} */ row) => [
    row.label,
    `${row.median.toFixed(1)} ms`,
    `+${(row.median - startUp.bare.median).toFixed(1)}`,
    `+${(Math.min(...row.samples) - Math.min(...startUp.bare.samples)).toFixed(1)}`,
  ];
  const verdicts = judge(results);
  return [
    `${machine.cpu}, ${machine.cores} cores (load ${machine.load}), ${machine.platform}, Node.js ${machine.node}, ${rounds} rounds, ${machine.date}`,
    section('Deploys', ['', 'median', '/ vendor', 'spread'], Object.values(cases).map(timeRow)),
    section('Parts of them', ['', 'median', '/ vendor', 'spread'], Object.values(parts).map(timeRow)),
    section('Start-up', ['', 'median', 'over bare', 'the least'], Object.values(startUp).map(millisecondRow)),
    section(
      'Output filter',
      ['', 'MB/s'],
      Object.values(filter).map((row) => [row.label, row.median.toFixed(0)]),
    ),
    section(
      'Servers in one run, wait: false',
      ['servers', 'median', 'requests'],
      servers.map(({ servers: count, median, requests }) => [
        `${count}`,
        `${median.toFixed(2)} s`,
        `${Object.values(requests).reduce((sum, one) => sum + one, 0)}`,
      ]),
    ),
    section(
      'Thresholds',
      ['', 'threshold', 'measured', ''],
      verdicts.map(({ name, threshold, measured, verdict }) => [name, threshold, measured, verdict]),
    ),
    ...verdicts
      .filter(({ verdict }) => verdict !== 'reached')
      .map(({ name, verdict, limit }) => `${verdict}: ${name}\n    ${limit}`),
    '',
  ].join('\n');
}

/** @param {string} title @param {string[]} heads @param {string[][]} rows */
function section(title, heads, rows) {
  const all = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const lines = all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `\n${title}\n${lines.map((line) => `  ${line}`).join('\n')}`;
}
