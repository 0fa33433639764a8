import type { DeployContext, RunContext } from './context.js';

/** Interval in milliseconds of the progress line, so that no CI system considers the job stalled. */
const heartbeatMs = 25_000;

/**
 * Runs a step in a group of the log, with a progress line unless live lines show the time, and measures its duration for
 * the summary.
 */
export function withProgress<Result>(
  { ci, timings, live }: Pick<RunContext, 'ci' | 'timings'> & Pick<Partial<DeployContext>, 'live'>,
  title: string,
  body: () => Promise<Result>,
): Promise<Result> {
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1000);
  const beat = () =>
    live ? undefined : setInterval(() => ci.info(`Still running (${seconds()} s)`), heartbeatMs);
  return timings.measure(title, () =>
    ci.group(title, async () => {
      const timer = beat();
      try {
        return await body();
      } finally {
        clearInterval(timer);
      }
    }),
  );
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
