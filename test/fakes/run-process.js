// @ts-check
/**
 * Runs a program until it exits, and collects its output.
 */
import { spawn } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/**
 * @param {string} file
 * @param {readonly string[]} args
 * @param {object} options
 * @param {string} options.cwd
 * @param {NodeJS.ProcessEnv} options.env
 * @param {string} [options.input] standard input. Without it, standard input is not a pipe: bash takes a pipe of Node.js for a
 *   network connection, and then does not read BASH_ENV.
 * @param {((child: ChildProcess) => void) | undefined} [options.onStart]
 * @returns {Promise<{ code: number | null, output: string }>} `code` is null if a signal ended the program; `output` is
 *   standard output and standard error in the order of their chunks
 * @throws Error if the program cannot be started
 */
export async function runProcess(file, args, { cwd, env, input, onStart }) {
  const child = spawn(file, args, {
    cwd,
    env,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  onStart?.(child);
  // Fails with EPIPE if the program exits without reading it.
  child.stdin?.on('error', () => {}).end(input);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    // A chunk can end in the middle of a character.
    const decoder = new StringDecoder('utf8');
    stream?.on('data', (chunk) => {
      output += decoder.write(chunk);
    });
    stream?.on('end', () => {
      output += decoder.end();
    });
  }
  /** @type {number | null} */
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  return { code, output };
}
