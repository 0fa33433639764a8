import type { CiProvider, LiveLines } from '../ci/provider.js';
import type { Server } from '../inputs/types.js';
import type { DeployContext } from './context.js';
import type { WaitLog } from './wait.js';

/** Log lines of one of several servers, which are written at the same time. */
export interface ServerLog extends WaitLog {
  /** Writes the lines that came before, and from now on each line at once. */
  open(): void;
}

/**
 * A log that keeps its lines until its group of the log is open, so that they do not appear in the group of another
 * server.
 *
 * @param isOneOfSeveral true to begin each line with the server
 * @param live shows the progress in place of the log
 */
export function createServerLog(
  ci: CiProvider,
  server: Server,
  isOneOfSeveral: boolean,
  live?: LiveLines,
): ServerLog {
  const prefix = isOneOfSeveral ? `${server.label}: ` : '';
  const kept: string[] = [];
  let isOpen = false;
  const info = (text: string) => {
    if (isOpen) ci.info(prefix + text);
    else kept.push(prefix + text);
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
      for (const line of kept.splice(0)) ci.info(line);
    },
  };
}

/** Runs the body with lines that show what each server does, if the CI provider has them. */
export async function withLiveLines<Result>(
  context: DeployContext,
  body: (context: DeployContext) => Promise<Result>,
): Promise<Result> {
  const { ci, inputs } = context;
  if (inputs.dryRun || inputs.servers.length === 0) return body(context);
  const live = await ci.openLiveLines?.(inputs.servers.map(({ label }) => label));
  try {
    return await body({ ...context, ...(live && { live }) });
  } finally {
    live?.close();
  }
}
