// @ts-check
/**
 * Draws the log and summary of a GitHub job from a run of the demo:
 *
 *     npm run demo | node scripts/draw-log.js        writes docs/log.svg
 *
 * URLs of the fakes are replaced by those of the platform; the rest is the unchanged output.
 */
import { writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

const width = 900;
const lineHeight = 19;
const pad = 16;
/** Characters that fit on a line. */
const longest = 112;

const demo = await text(process.stdin);
const log = findPart('GitHub Actions: uses:')
  .filter((line) => !/^ *(debug: |Still running)/.test(line))
  .map((line) => line.replace(/ at http:\/\/\S+$/, ''));
const summary = findPart('GitHub Actions: job summary');
writeFileSync(new URL('../docs/log.svg', import.meta.url), drawing());

/** The output of the demo below a title. @param {string} title @returns {string[]} */
function findPart(title) {
  const part = demo.split(/^── /m).find((one) => one.startsWith(title));
  if (part === undefined) throw new Error(`The demo printed nothing under "${title}".`);
  const local = /http:\/\/127\.0\.0\.1:\d+(?=\/[0-9a-f-]{36}\/)/g;
  return part.replace(local, 'https://mcp.nimbletools.ai').trimEnd().split('\n').slice(1);
}

/** @returns {string} an SVG file */
function drawing() {
  const lines = log.map((line) => ({ line, kind: getKind(line) }));
  const logHeight = 40 + lines.length * lineHeight + pad;
  const page = summaryRows();
  const height = logHeight + 56 + page.length * 24 + pad;
  const title = 'The log of a deploy on GitHub Actions, and the summary on the page of the job';
  return `<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${title}">
  <title>${title}</title>
  <style>
    text { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace }
    .words { font: 14px system-ui, sans-serif } .head { font-weight: 600 }
    .ground { fill: #ffffff; stroke: #d1d9e0 } .ink { fill: #1f2328 } .faint { fill: #59636e } .good { fill: #1a7f37 }
    .bar { fill: #0969da }
    @media (prefers-color-scheme: dark) {
      .ground { fill: #0d1117; stroke: #3d444d } .ink { fill: #f0f6fc } .faint { fill: #9198a1 } .good { fill: #3fb950 }
      .bar { fill: #4493f8 }
    }
  </style>
  <rect class="ground" x="0.5" y="0.5" width="${width - 1}" height="${logHeight - 1}" rx="6"/>
  <text class="words head ink" x="${pad}" y="25">Log of the step</text>
${lines.map(({ line, kind }, index) => words(kind, pad, 48 + index * lineHeight, short(line))).join('\n')}
  <rect class="ground" x="0.5" y="${logHeight + 12.5}" width="${width - 1}" height="${height - logHeight - 13}" rx="6"/>
  <text class="words head ink" x="${pad}" y="${logHeight + 37}">Summary of the job</text>
${page.map((draw, index) => draw(logHeight + 68 + index * 24)).join('\n')}
</svg>
`;
}

/** @param {string} line */
function getKind(line) {
  if (/^✓/.test(line)) return 'good';
  return /^\s+│/.test(line) ? 'faint' : 'ink';
}

/**
 * The rows of the summary: heading, table, sentences, and a bar for each row of its chart.
 *
 * @returns {((y: number) => string)[]}
 */
function summaryRows() {
  const bars = summary.flatMap((line) => {
    const [, name = '', from, to] = /^ {2}(.+) :(\d+), (\d+)$/.exec(line) ?? [];
    return from === undefined ? [] : [{ name, from: Number(from), to: Number(to) }];
  });
  const end = Math.max(...bars.map(({ to }) => to));
  const columns = [pad, 110, 200, 280];
  return [
    ...summary
      .filter((line) => /^(#|\| [^-]|Tools|Workspace)/.test(line))
      .map((line) => (/** @type {number} */ y) => {
        const plain = line.replace(/^#+ /, '').replaceAll('`', '');
        if (!line.startsWith('|'))
          return words(line.startsWith('#') ? 'words head ink' : 'words ink', pad, y, plain);
        const kind = line.startsWith('| Server') ? 'head faint' : 'ink';
        const cells = plain.split('|').slice(1, -1);
        return cells.map((cell, index) => words(kind, columns[index] ?? pad, y, cell.trim())).join('\n');
      }),
    ...bars.map(({ name, from, to }) => (/** @type {number} */ y) => {
      const [space, left] = [width - 260 - pad, 180];
      const x = left + (from / end) * space;
      const length = Math.max(2, ((to - from) / end) * space);
      const bar = `  <rect class="bar" x="${x.toFixed(1)}" y="${y - 12}" width="${length.toFixed(1)}" height="15" rx="2"/>`;
      const seconds = `${((to - from) / 1000).toFixed(1)} s`;
      return [words('words ink', pad, y, name), bar, words('faint', x + length + 6, y, seconds)].join('\n');
    }),
  ];
}

/** @param {string} kind @param {number} x @param {number} y @param {string} content */
function words(kind, x, y, content) {
  return `  <text class="${kind}" x="${x.toFixed(0)}" y="${y}">${escaped(content)}</text>`;
}

/** @param {string} line */
function short(line) {
  const characters = [...line];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : line;
}

/** @param {string} content */
function escaped(content) {
  return content
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
