/**
 * Measures the throughput of the filters between child output and the log.
 */
import { measured } from './results.js';

/** Megabytes of each text, and the number of rounds. */
const size = 16;
const runs = 5;
/** Bytes per chunk of a pipe. */
const chunkSize = 65_536;

/**
 * @param {string} token
 * @returns {Promise<import('./results.js').Raw['filter']>} MB/s
 */
export async function measureFilter(token) {
  const texts = {
    ordinary: {
      label: 'ordinary lines of 80 characters',
      unit: `${'2026-11-25T12:00:00.000Z info  worker-3 handled request 4711 in 12 ms, status 200'.slice(0, 79)}\n`,
    },
    colors: {
      label: 'colors everywhere',
      unit: '\u001b[32mok\u001b[0m \u001b[1;31mfailed\u001b[0m step\n',
    },
    commands: { label: 'commands of the runner', unit: '::add-mask::x ##[error]y ##[group]z\n ::debug::w\n' },
    nearToken: { label: 'starts of the token', unit: `${token.slice(0, 30)} ${token.slice(0, 60)}\n` },
    token: { label: 'the token itself', unit: `Authorization: Bearer ${token}\n` },
    foreign: { label: 'not ASCII', unit: '🚀 Wird ausgeführt … 部署完成 — готово\n' },
    short: { label: 'empty lines', unit: '\n\r\n\r' },
    endless: { label: 'one line without an end', unit: 'progress ' },
  };
  const create = await loadFilter();
  /** @type {import('./results.js').Raw['filter']} */
  const rows = {};
  for (const [name, { label, unit }] of Object.entries(texts)) {
    const bytes = Buffer.from(unit.repeat(Math.ceil((size * 1e6) / Buffer.byteLength(unit))));
    const speeds = Array.from({ length: runs + 1 }, () => {
      const filter = create(token);
      const started = performance.now();
      for (let from = 0; from < bytes.length; from += chunkSize) {
        filter.push(bytes.subarray(from, from + chunkSize));
      }
      filter.end();
      return bytes.length / 1e3 / (performance.now() - started);
    });
    // The first round includes compilation.
    rows[name] = measured(label, speeds.slice(1));
  }
  return rows;
}

/** The filter as composed by the engine: in src/lib/exec.ts, then in a provider. */
async function loadFilter() {
  const built = (/** @type {string} */ name) => new URL(`../build/${name}`, import.meta.url);
  /** @type {[typeof import('../src/lib/lines.js'), typeof import('../src/lib/redact.js')]} */
  const [{ splitLines }, { createLogSanitizer }] = await Promise.all([
    import(built('src/lib/lines.js').href),
    import(built('src/lib/redact.js').href),
  ]);
  return (/** @type {string} */ token) => {
    const { addSecret, sanitizeOutput } = createLogSanitizer();
    addSecret(token);
    return splitLines((line) => sanitizeOutput(line));
  };
}
