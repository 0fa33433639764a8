/**
 * The results of a bench run: plain data for the table, the JSON file and the chart.
 *
 * @typedef {{ label: string, samples: number[], median: number }} Measured seconds, unless the field says otherwise
 * @typedef {'vendor' | 'cold' | 'far' | 'warm' | 'warmNoWait' | 'api' | 'floor' | 'slowServer' | 'slowServers'} CaseName
 * @typedef {'vendorInstall' | 'coldInstall' | 'warmStart' | 'warmReady' | 'warmEnd' | 'post' | 'version'} PartName
 * @typedef {'bare' | 'github' | 'engine' | 'githubCheck' | 'engineCheck'} StartName
 *
 * @typedef {object} Raw
 * @property {{ cpu: string, cores: number, load: number, platform: string, node: string, date: string }} machine `load`: runnable
 *   processes before the bench started; more than `cores` means a busy machine
 * @property {number} rounds
 * @property {Record<CaseName, Measured>} cases seconds
 * @property {Record<PartName, Measured>} parts seconds of a part of a case
 * @property {Record<StartName, Measured>} startUp milliseconds
 * @property {Record<string, Measured>} filter MB/s by kind of text
 * @property {string[]} apiCalls of one healthy deploy
 * @property {{ servers: number, samples: number[], median: number, requests: Record<string, number> }[]} servers seconds
 *   of a run with so many servers, and its requests
 */

/** The middle value, or the mean of the two middle values. @param {readonly number[]} numbers */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return rounded((low + high) / 2);
}

/** @param {number} number */
export function rounded(number) {
  return Math.round(number * 1000) / 1000;
}

/** @param {string} label @param {readonly number[]} samples @returns {Measured} */
export function measured(label, samples) {
  return { label, samples: samples.map(rounded), median: median(samples) };
}
