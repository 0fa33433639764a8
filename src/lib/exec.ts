import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Environment } from './env.js';
import { splitLines } from './lines.js';
import { sanitizeLine } from './sanitize.js';

/** A program to run: no shell, an environment of its own, no standard input. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Environment;
  /** Milliseconds after which it is stopped. */
  readonly timeout: number;
}

/** What the caller wants done with what the program says, and when it must stop. */
export interface RunOptions {
  readonly redact: (text: string) => string;
  /** Gets each line of output, printable and redacted. Standard output and standard error keep their own order only. */
  readonly onLine: (line: string) => void;
  readonly signal: AbortSignal;
}

/** How a program ended. */
export type ExitResult =
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'signal'; readonly signal: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'not-started'; readonly reason: string };

/** True for a program that ended by itself, with exit code 0. */
export function isSuccess(ending: ExitResult): boolean {
  return ending.kind === 'exit' && ending.code === 0;
}

/** Milliseconds between asking a program to stop and killing it. The runner kills all 10 s after a cancel. */
const killDelayMs = 2_000;
/** Milliseconds that output is still read after the program has ended: a grandchild may hold the pipe open for ever. */
const drainTimeoutMs = 1_000;

const onWindows = process.platform === 'win32';

/**
 * Runs a program, hands out its output line by line, and passes on a cancel. (`@actions/exec` is not used because it
 * forwards no signals, has no time limit, and waits 10 s for pipes that a grandchild holds open.)
 */
export function runCommand(program: Command, options: RunOptions): Promise<ExitResult> {
  if (options.signal.aborted) return Promise.resolve({ kind: 'cancel' });
  return new Promise((resolve) => {
    const child = start(program);
    if ('reason' in child) return resolve({ kind: 'not-started', reason: child.reason });
    let stopped: ExitResult | undefined;
    let done = false;
    const timers: NodeJS.Timeout[] = [];

    const stop = (ending: ExitResult, signal: NodeJS.Signals) => {
      stopped ??= ending;
      kill(child, signal);
      timers.push(setTimeout(() => kill(child, 'SIGKILL'), killDelayMs));
    };
    const cancel = () => stop({ kind: 'cancel' }, options.signal.reason === 'SIGTERM' ? 'SIGTERM' : 'SIGINT');
    const finish = (ending: ExitResult) => {
      if (done) return;
      done = true;
      timers.forEach(clearTimeout);
      options.signal.removeEventListener('abort', cancel);
      for (const splitter of splitters) splitter.end();
      child.stdout.destroy();
      child.stderr.destroy();
      resolve(stopped ?? ending);
    };

    const clean = (line: string) => sanitizeLine(options.redact, line);
    const splitters = [child.stdout, child.stderr].map((stream) => {
      const splitter = splitLines(clean, options.onLine);
      stream.on('data', splitter.push);
      return splitter;
    });
    timers.push(setTimeout(() => stop({ kind: 'timeout' }, 'SIGTERM'), program.timeout));
    options.signal.addEventListener('abort', cancel, { once: true });
    child.once('error', (error: NodeJS.ErrnoException) =>
      finish({ kind: 'not-started', reason: error.code ?? error.name }),
    );
    child.once('exit', (code, signal) => {
      const ending: ExitResult =
        code === null ? { kind: 'signal', signal: `${signal}` } : { kind: 'exit', code };
      // What the program left running has no business after it.
      kill(child, 'SIGKILL');
      timers.push(setTimeout(() => finish(ending), drainTimeoutMs));
      child.once('close', () => finish(ending));
    });
  });
}

/** Most faults arrive as an event; a command line that is too long for the system is thrown. */
function start(
  program: Command,
): ChildProcessByStdio<null, Readable, Readable> | { readonly reason: string } {
  try {
    return spawn(program.file, [...program.args], {
      cwd: program.cwd,
      env: { ...program.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own, so that grandchildren can be stopped with it.
      detached: !onWindows,
      windowsHide: true,
    });
  } catch (error) {
    return { reason: error instanceof Error && 'code' in error ? `${error.code}` : 'unknown' };
  }
}

function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (onWindows) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It ended in the meantime.
  }
}
