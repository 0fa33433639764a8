/**
 * How ntcli 0.4.x writes: emoji and colours (only on a terminal or when FORCE_COLOR asks for them), progress on
 * stderr, results and hints on stdout. Measured on the real program, of which this directory is a stand-in.
 */

const COLOURS = {
  bold: [1, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
  gray: [90, 39],
};

/** @param {NodeJS.WriteStream} stream */
function isColoured(stream) {
  const force = process.env.FORCE_COLOR;
  if (force !== undefined) return force !== '0' && force !== 'false';
  return Boolean(stream.isTTY) && !process.env.NO_COLOR;
}

/** @param {keyof typeof COLOURS} colour @param {string} text */
export function paint(colour, text) {
  const [on, off] = COLOURS[colour];
  return isColoured(process.stdout) ? `\u001b[${on}m${text}\u001b[${off}m` : text;
}

/** @param {string} text */
export const print = (text = '') => void process.stdout.write(`${text}\n`);

/** @param {string} text */
export const complain = (text) => void process.stderr.write(`${text}\n`);

/** The lines the real CLI shows while it works; without a terminal only the first and the last appear.
 * @param {string} text */
export function startSpinner(text) {
  complain(`- ${text}`);
  return {
    /** @param {string} end */
    succeed: (end) => complain(`${paint('green', '✔')} ${end}`),
    /** @param {string} end */
    fail: (end) => complain(`${paint('red', '✖')} ${end}`),
  };
}
