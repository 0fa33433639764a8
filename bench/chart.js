/**
 * Draws the results for the README: one bar per case, shorter is better.
 */

/** @type {import('./results.js').CaseName[]} */
const shown = ['vendor', 'cold', 'far', 'warm', 'api', 'floor'];

const width = 720;
const rowHeight = 30;
const left = 200;
const right = 70;
const top = 44;

/** @param {import('./results.js').Raw} results @returns {string} an SVG file */
export function drawChart({ cases, machine, rounds }) {
  const rows = shown.map((name) => ({ name, label: cases[name].label, seconds: cases[name].median }));
  const longest = Math.max(...rows.map(({ seconds }) => seconds));
  const height = top + rows.length * rowHeight + 34;
  const title = 'Seconds to deploy one server';
  const summary = rows.map(({ label, seconds }) => `${label} ${seconds.toFixed(2)} s`).join('; ');
  const drawn = rows.map(({ name, label, seconds }, index) => {
    const y = top + index * rowHeight;
    const length = Math.max(1, ((width - left - right) * seconds) / longest);
    const kind = name === 'vendor' || name === 'floor' ? 'other' : 'ours';
    return `  <text class="ink" x="${left - 10}" y="${y + 15}" text-anchor="end">${escaped(label)}</text>
  <rect class="${kind}" x="${left}" y="${y}" width="${length.toFixed(1)}" height="20" rx="2"/>
  <text class="ink" x="${(left + length + 8).toFixed(1)}" y="${y + 15}">${seconds.toFixed(2)} s</text>`;
  });
  const note = `Medians of ${rounds} rounds on ${machine.cores} cores, Node.js ${machine.node}, local registry and platform (npm run bench)`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(`${title}: ${summary}`)}">
  <title>${escaped(`${title}: ${summary}`)}</title>
  <style>
    text { font: 13px system-ui, sans-serif }
    .ground { fill: #ffffff } .ink { fill: #1f2328 } .faint { fill: #59636e; font-size: 11px }
    .ours { fill: #0969da } .other { fill: #818b98 }
    @media (prefers-color-scheme: dark) {
      .ground { fill: #0d1117 } .ink { fill: #f0f6fc } .faint { fill: #9198a1 } .ours { fill: #4493f8 }
    }
  </style>
  <rect class="ground" width="${width}" height="${height}" rx="6"/>
  <text class="ink" x="16" y="26" font-weight="600">${title}</text>
${drawn.join('\n')}
  <text class="faint" x="16" y="${height - 12}">${escaped(note)}</text>
</svg>
`;
}

/** @param {string} text */
function escaped(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
