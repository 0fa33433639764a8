import type { RunContext } from './context.js';

/** Interval in milliseconds of the progress line, so that no CI system considers the job stalled. */
const heartbeatMs = 25_000;

/** Runs a step in a group of the log, with a progress line, and measures its duration for the summary. */
export function withProgress<Result>(
  { ci, timings }: Pick<RunContext, 'ci' | 'timings'>,
  title: string,
  body: () => Promise<Result>,
): Promise<Result> {
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1000);
  const beat = () => setInterval(() => ci.info(`Still running (${seconds()} s)`), heartbeatMs);
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
