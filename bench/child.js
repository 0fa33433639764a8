/**
 * Runs child processes and measures their duration.
 */
import { spawn } from 'node:child_process';
import { runProcess } from '../test/fakes/run-process.js';

/**
 * Runs a program until it exits.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: Record<string, string> }} place
 * @returns {Promise<{ seconds: number, lines: Lines }>}
 * @throws Error if it does not exit with 0
 */
export async function timed(file, args, place) {
  const started = performance.now();
  /** @type {Lines | undefined} */
  let lines;
  const { code, output } = await runProcess(file, args, {
    ...place,
    onStart: (child) => {
      lines = timeLines(child);
    },
  });
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0 || !lines) throw new Error(`Exit ${code} of ${args.join(' ')}:\n${output}`);
  return { seconds, lines };
}

/**
 * Milliseconds from the start of a program to its first output, after which it is killed.
 *
 * @param {readonly string[]} args of Node.js
 * @param {{ cwd: string, env: Record<string, string> }} place
 */
export async function untilFirstOutput(args, place) {
  const started = performance.now();
  const child = spawn(process.execPath, args, { ...place, stdio: ['ignore', 'pipe', 'pipe'] });
  let first = 0;
  const seen = () => {
    first ||= performance.now() - started;
    child.kill('SIGKILL');
  };
  child.stdout.once('data', seen);
  child.stderr.once('data', seen);
  await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  // Bare Node.js prints nothing: measure until it exits.
  return first || performance.now() - started;
}

/** @typedef {ReturnType<typeof timeLines>} Lines */

/**
 * Records the lines of a program with their time.
 *
 * @param {import('node:child_process').ChildProcess} child just started
 */
export function timeLines(child) {
  const started = performance.now();
  /** @type {{ at: number, text: string }[]} */
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => chunks.push({ at: performance.now() - started, text: `${chunk}` }));
  }
  return {
    text: () => chunks.map(({ text }) => text).join(''),
    /** Seconds from the start to the first output that contains a text. @param {string} text */
    at(text) {
      const chunk = chunks.find((one) => one.text.includes(text));
      if (!chunk) throw new Error(`No output contains ${text}`);
      return chunk.at / 1000;
    },
  };
}
