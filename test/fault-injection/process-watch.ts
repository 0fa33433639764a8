import { existsSync, readFileSync } from 'node:fs';

/** What was seen of a process and everything below it while it ran. Linux only; elsewhere nothing is seen. */
export interface ProcessWatch {
  /** Every command line, arguments separated by spaces. */
  readonly commandLines: ReadonlySet<string>;
  /** Largest resident memory of the process itself in KiB (VmHWM); 0 where it is not known. */
  peakMemory(): number;
  stop(): void;
}

/** Milliseconds between two looks: a process of Node.js lives several times as long. */
const interval = 20;

/** Looks at a process tree in /proc, again and again, until it is stopped. */
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
