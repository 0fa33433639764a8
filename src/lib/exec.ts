import { AsyncLocalStorage } from 'node:async_hooks';
import { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { access, constants } from 'node:fs/promises';
import { exec } from '@actions/exec';
import { getErrorCode } from '../schema/errors.js';
import { hookSpawn, killGroup, readLines } from './child-process.js';
import type { Environment } from './env.js';

/** A program to run: no shell, an environment of its own, an empty standard input. */
export interface Command {
  /** Absolute path. */
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Environment;
  /** Milliseconds after which the program is stopped. */
  readonly timeout: number;
}

/** What to do with the output of a program, and when to stop it. */
export interface RunOptions {
  /**
   * Gets the lines of output as the program printed them, escapes included: one or more, with LF between them. Lines of
   * stdout and stderr may interleave.
   */
  readonly onLines: (lines: string) => void;
  readonly signal: AbortSignal;
  /** Writes a line of the debug log. */
  readonly debug: (text: string) => void;
}

/** How a program ended. */
export type ExitResult =
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'signal'; readonly signal: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'not-started'; readonly reason: string };

/** True for a program that exited by itself with code 0. */
export function isSuccess(result: ExitResult): boolean {
  return result.kind === 'exit' && result.code === 0;
}

/** Milliseconds between the first signal and SIGKILL. The GitHub runner kills the whole job 10 s after a cancel. */
const killDelayMs = 2_000;
/** Milliseconds that output is still read after the program has exited: a grandchild may hold the pipe open. */
const drainTimeoutMs = 1_000;

/**
 * `exec` returns no ChildProcess, so signals and time limits would be out of reach. Node.js publishes each one on this
 * diagnostics channel before it is spawned; the storage connects it to the call of `runCommand` that started it.
 * https://nodejs.org/api/diagnostics_channel.html#process
 */
const supervisors = new AsyncLocalStorage<(child: ChildProcess) => void>();
subscribe('child_process', (message) => {
  if (!(message instanceof Object && 'process' in message)) return;
  if (message.process instanceof ChildProcess) supervisors.getStore()?.(message.process);
});

/**
 * Runs a program with `@actions/exec`, passes on its output in whole lines, and stops it on abort or timeout: SIGINT or
 * SIGTERM first, SIGKILL 2 s later, for its whole process group. A program that does not start is a result, not an error.
 */
export async function runCommand(command: Command, options: RunOptions): Promise<ExitResult> {
  const started = performance.now();
  const result = await runToEnd(command, options);
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  options.debug(`Ran ${[command.file, ...command.args].join(' ')} (${seconds} s): ${JSON.stringify(result)}`);
  return result;
}

async function runToEnd(command: Command, options: RunOptions): Promise<ExitResult> {
  if (options.signal.aborted) return { kind: 'cancel' };
  const reason = await findStartError(command);
  if (reason !== undefined) return { kind: 'not-started', reason };
  const { attach, finish } = createSupervisor(command.timeout, options);
  const { cwd, env } = command;
  const settings = { cwd, env: { ...env }, silent: true, ignoreReturnCode: true, delay: drainTimeoutMs };
  let problem = 'unknown';
  try {
    await supervisors.run(attach, () => exec(quotePath(command.file), [...command.args], settings));
  } catch (error) {
    // After a start, the supervisor knows more from the `error` event.
    if (error instanceof Error) problem = error.message;
  }
  return finish(problem);
}

/** Follows one ChildProcess from before its spawn to its end. */
interface Supervisor {
  attach(child: ChildProcess): void;
  /** Releases all timers, listeners and pipes. @param problem the reason if `exec` did not try to start the program */
  finish(problem: string): ExitResult;
}

function createSupervisor(timeout: number, { onLines, signal }: RunOptions): Supervisor {
  let child: ChildProcess | undefined;
  let result: ExitResult | undefined;
  let stopResult: ExitResult | undefined;
  let endLines = () => {};
  const timers: NodeJS.Timeout[] = [];

  const stop = (why: ExitResult, name: NodeJS.Signals) => {
    stopResult ??= why;
    killGroup(child, name);
    timers.push(setTimeout(() => killGroup(child, 'SIGKILL'), killDelayMs));
  };
  const cancel = () => stop({ kind: 'cancel' }, signal.reason === 'SIGTERM' ? 'SIGTERM' : 'SIGINT');
  signal.addEventListener('abort', cancel, { once: true });

  return {
    attach(started) {
      hookSpawn(started);
      started.once('error', (error: NodeJS.ErrnoException) => {
        if (child === undefined) result = { kind: 'not-started', reason: error.code ?? error.name };
      });
      started.once('spawn', () => {
        child = started;
        // No program may wait for an answer that never comes.
        child.stdin?.destroy();
        endLines = readLines(child, onLines);
        timers.push(setTimeout(() => stop({ kind: 'timeout' }, 'SIGTERM'), timeout));
        if (signal.aborted) cancel();
      });
      started.once('exit', (code, name) => {
        result = code === null ? { kind: 'signal', signal: `${name}` } : { kind: 'exit', code };
        // Grandchildren must not outlive the program.
        killGroup(started, 'SIGKILL');
      });
    },
    finish(problem) {
      timers.forEach(clearTimeout);
      signal.removeEventListener('abort', cancel);
      endLines();
      child?.stdout?.destroy();
      child?.stderr?.destroy();
      return stopResult ?? result ?? { kind: 'not-started', reason: problem };
    },
  };
}

/**
 * The error code for a program that cannot start, checked first because `exec` names no code, prints an unexpected one
 * to the log, and turns a NUL in an argument into an unhandled rejection.
 */
async function findStartError({ file, args, cwd, env }: Command): Promise<string | undefined> {
  const texts = [file, cwd, ...args, ...Object.entries(env).flat()];
  if (texts.some((text) => text.includes('\0'))) return 'EINVAL';
  try {
    await access(file, constants.X_OK);
    await access(cwd, constants.X_OK);
    return undefined;
  } catch (error) {
    return getErrorCode(error) ?? 'unknown';
  }
}

/**
 * A path as `exec` wants it, which takes a command line: quotes around everything but backslashes, which it reads
 * literally outside quotes only, and a space at the end, without which it would trim the path.
 */
function quotePath(path: string): string {
  const quoted = path.replace(/"|[^\\"]+/g, (part) => (part === '"' ? '"\\""' : `"${part}"`));
  return `${quoted} `;
}
