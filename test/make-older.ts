import { utimesSync } from 'node:fs';

/** Sets the times of a file or directory to that many seconds ago. */
export function makeOlder(path: string, seconds: number): void {
  const then = Date.now() / 1000 - seconds;
  utimesSync(path, then, then);
}
