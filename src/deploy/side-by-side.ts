import type { CiProvider } from '../ci/provider.js';
import type { Server } from '../inputs/types.js';

/** Log lines of one of several servers, which are written at the same time. */
export interface ServerLog extends Pick<CiProvider, 'info' | 'debug'> {
  /** Writes the lines that came before, and from now on each line at once. */
  open(): void;
}

/**
 * A log that keeps its lines until its group of the log is open, so that they do not appear in the group of another
 * server.
 *
 * @param isOneOfSeveral true to begin each line with the server
 */
export function createServerLog(ci: CiProvider, server: Server, isOneOfSeveral: boolean): ServerLog {
  const prefix = isOneOfSeveral ? `${server.label}: ` : '';
  const kept: string[] = [];
  let isOpen = false;
  return {
    debug: ci.debug,
    info(text) {
      if (isOpen) ci.info(prefix + text);
      else kept.push(prefix + text);
    },
    open() {
      isOpen = true;
      for (const line of kept.splice(0)) ci.info(line);
    },
  };
}

/** A provider whose log lines begin with the server, for steps that run at the same time. */
export function withServerPrefix(ci: CiProvider, server: Server, isOneOfSeveral: boolean): CiProvider {
  return isOneOfSeveral ? { ...ci, info: (text) => ci.info(`${server.label}: ${text}`) } : ci;
}
