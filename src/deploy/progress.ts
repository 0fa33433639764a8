import type { RunContext } from './context.js';

/** Milliseconds after which a step says that it is still at work, so that no CI system takes the job for dead. */
const heartbeatMs = 25_000;

/** Runs a part of the story in a group of the log, with a heartbeat, and takes down its time for the summary. */
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
