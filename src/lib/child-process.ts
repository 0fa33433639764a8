import type { ChildProcess } from 'node:child_process';
import { splitLines } from './lines.js';

const onWindows = process.platform === 'win32';

/**
 * Reads both pipes of a program that was just spawned. While the reader of our own stdout is slower than the program,
 * the pipes are paused: what waits for stdout would otherwise fill our memory.
 *
 * @returns passes on what is left after the last line end
 */
export function readLines(child: ChildProcess, onLines: (lines: string) => void): () => void {
  const log = process.stdout;
  const streams = [child.stdout, child.stderr].filter((stream) => stream !== null);
  const resume = () => {
    log.off('drain', resume);
    for (const stream of streams) stream.resume();
  };
  const splitters = streams.map((stream) => {
    const splitter = splitLines(onLines);
    // exec searches its whole unfinished line again with every chunk: 100 MB without a line end take minutes.
    stream.removeAllListeners('data');
    stream.on('data', (chunk: Buffer) => {
      splitter.push(chunk);
      // What is in the pipe at the end is bounded by the system, and exec waits for it only for a second.
      if (!log.writableNeedDrain || child.exitCode !== null || child.signalCode !== null) return;
      for (const each of streams) each.pause();
      log.off('drain', resume).once('drain', resume);
    });
    return splitter;
  });
  child.once('exit', resume);
  return () => {
    resume();
    for (const splitter of splitters) splitter.end();
  };
}

/** The part of ChildProcess that `child_process.spawn` calls. It is not documented; a test notices if it goes away. */
interface Spawnable {
  spawn: (options: object) => unknown;
}

function isSpawnable(child: object): child is Spawnable {
  return 'spawn' in child && typeof child.spawn === 'function';
}

/**
 * Changes two things that `exec` gives no access to. A process group lets signals reach grandchildren. And a command
 * line that is too long (E2BIG), which Node.js throws, becomes an `error` event like every other failed start: inside
 * `exec` it would be an unhandled rejection.
 */
export function hookSpawn(child: ChildProcess): void {
  if (!isSpawnable(child)) return;
  const spawn = child.spawn.bind(child);
  child.spawn = (options) => {
    try {
      return spawn({ ...options, detached: !onWindows, windowsHide: true });
    } catch (error) {
      process.nextTick(() => child.emit('error', error));
      return undefined;
    }
  };
}

/** Signals the process group of a child; on Windows, and without a group, the child alone. */
export function killGroup(child: ChildProcess | undefined, signal: NodeJS.Signals): void {
  if (child?.pid === undefined) return;
  try {
    if (!onWindows) return void process.kill(-child.pid, signal);
  } catch {
    // The group is gone, or there is none.
  }
  child.kill(signal);
}
