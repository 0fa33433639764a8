import { existsSync, readFileSync } from 'node:fs';

/** What was observed of a process and its descendants. Linux only; empty elsewhere. */
export interface ProcessWatch {
  /** Every command line, arguments separated by spaces. */
  readonly commandLines: ReadonlySet<string>;
  /** Largest resident memory of the process itself in KiB (VmHWM); 0 if unknown. */
  peakMemory(): number;
  stop(): void;
}

/** Polling interval in milliseconds: a Node.js process lives several times as long. */
const interval = 20;

/** Polls a process tree in /proc until it is stopped. */
export function watchProcess(pid: number): ProcessWatch {
  const commandLines = new Set<string>();
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, Number(/VmHWM:\s*(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0));
    for (const one of treeOf(pid)) {
      const line = read(`/proc/${one}/cmdline`).replaceAll('\0', ' ').trim();
      if (line !== '') commandLines.add(line);
    }
  };
  const timer = existsSync('/proc/self/cmdline') ? setInterval(look, interval) : undefined;
  if (timer) look();
  return { commandLines, peakMemory: () => peak, stop: () => clearInterval(timer) };
}

function treeOf(pid: number): number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return [pid, ...children.flatMap(treeOf)];
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
