import type { CiProvider, LiveLines } from '../ci/provider.js';
import type { Server } from '../inputs/types.js';
import type { WaitLog } from './wait.js';

/** Our log lines about one of several servers, which come at the same time. */
export interface BufferedLog extends WaitLog {
  /** Writes the buffered lines, and from now on each line at once. */
  open(): void;
}

/**
 * A log that buffers its lines until its group of the log is open, so that they do not appear in the group of another
 * server.
 *
 * @param isOneOfSeveral true to begin each line with the server
 * @param live shows the progress in place of the log
 */
export function createBufferedLog(
  ci: CiProvider,
  server: Server,
  isOneOfSeveral: boolean,
  live?: LiveLines,
): BufferedLog {
  const prefix = isOneOfSeveral ? `${server.label}: ` : '';
  const buffered: string[] = [];
  let isOpen = false;
  const info = (text: string) => {
    if (isOpen) ci.info(prefix + text);
    else buffered.push(prefix + text);
  };
  return {
    debug: ci.debug,
    info,
    progress(text, secondsLeft) {
      if (live) live.show(server.label, text);
      else info(`${text} (${secondsLeft} s left)`);
    },
    open() {
      isOpen = true;
      for (const line of buffered.splice(0)) ci.info(line);
    },
  };
}
