// @ts-check
/**
 * Runs the commands of a job as gitlab-runner does: one text, escaped, that a shell evaluates at the end of a pipe and
 * reads from standard input. Follows shells/bash.go, shells/abstract.go and helpers/shell_escape.go of gitlab-runner 18.
 */
import { runProcess } from './run-process.js';

/**
 * How a runner starts a script. The shell and two feature flags decide which exit code GitLab sees.
 *
 * @typedef {object} Frame
 * @property {string} frame
 * @property {readonly [string, ...string[]]} shell program and arguments
 * @property {boolean} [newEval] FF_USE_NEW_BASH_EVAL_STRATEGY
 * @property {boolean} [posixEscape] FF_POSIXLY_CORRECT_ESCAPES
 */

/** What runners do by default where the image has bash. @type {Frame} */
export const bashFrame = { frame: 'bash', shell: ['bash'] };

/** The frames that need nothing but bash and a POSIX sh. @type {readonly Frame[]} */
export const commonFrames = [
  bashFrame,
  { frame: 'bash with FF_USE_NEW_BASH_EVAL_STRATEGY', shell: ['bash'], newEval: true },
  { frame: 'bash with FF_POSIXLY_CORRECT_ESCAPES', shell: ['bash'], posixEscape: true },
  { frame: 'sh with FF_POSIXLY_CORRECT_ESCAPES', shell: ['sh'], posixEscape: true },
];

/** The shell of Alpine images, such as the default image of the templates. @type {readonly Frame[]} */
export const busyboxFrames = [
  { frame: 'BusyBox sh', shell: ['busybox', 'sh'] },
  { frame: 'BusyBox sh with FF_USE_NEW_BASH_EVAL_STRATEGY', shell: ['busybox', 'sh'], newEval: true },
  { frame: 'BusyBox sh with FF_POSIXLY_CORRECT_ESCAPES', shell: ['busybox', 'sh'], posixEscape: true },
];

/**
 * Runs the commands in a frame.
 *
 * @param {Frame} frame
 * @param {readonly string[]} commands the `script:` of the job
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, variables?: Readonly<Record<string, string>> }} job `env` is that of
 *   the image; `variables` are exported by the script itself, as the runner does
 * @returns {Promise<{ code: number | null, log: string }>}
 */
export async function runInFrame(frame, commands, { cwd, env, variables = {} }) {
  const [program, ...args] = frame.shell;
  const input = scriptIn(frame, commands, variables);
  const { code, output } = await runProcess(program, args, { cwd, env, input });
  return { code, log: output };
}

/** @param {Frame} frame @param {readonly string[]} commands @param {Readonly<Record<string, string>>} variables */
function scriptIn({ newEval, posixEscape }, commands, variables) {
  const quote = posixEscape ? posixEscaped : ansiEscaped;
  const exports = Object.entries(variables).map(([name, value]) => `export ${name}=${quote(value)}\n`);
  const lines = commands.map((command) => {
    const text = command.trim();
    const [first = '', ...more] = text.split('\n');
    const shown = more.length > 0 ? `${first} # collapsed multi-line command` : first;
    return `echo ${quote(`$ ${shown}`)}\n${text}\n`;
  });
  const evaluated = quote([...exports, ...lines].join(''));
  return [
    'trap exit 1 TERM\n',
    'if set -o | grep pipefail > /dev/null; then set -o pipefail; fi; set -o errexit',
    'set +o noclobber',
    `: | ${newEval ? `(eval ${evaluated})` : `eval ${evaluated}`}`,
    'exit 0\n',
  ].join('\n');
}

/** `$'...'`, with every byte outside of ASCII in hexadecimal. @param {string} text */
function ansiEscaped(text) {
  const bytes = [...Buffer.from(text)].map((byte) => {
    const character = String.fromCharCode(byte);
    if (character === '\n') return '\\n';
    if (character === '\t') return '\\t';
    if (character === "'" || character === '\\') return `\\${character}`;
    return byte >= 0x20 && byte < 0x7f ? character : `\\x${byte.toString(16).padStart(2, '0')}`;
  });
  return `$'${bytes.join('')}'`;
}

/** @param {string} text */
function posixEscaped(text) {
  return `"${text.replace(/[`"\\$]/g, (character) => `\\${character}`)}"`;
}
