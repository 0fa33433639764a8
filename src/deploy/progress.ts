import type { Scene } from './context.js';

/** Milliseconds after which a step says that it is still at work, so that no CI system takes the job for dead. */
const heartbeat = 25_000;

/** Runs a part of the story in a group of the log, with a heartbeat, and takes down its time for the summary. */
export function step<Result>(
  { host, timeline }: Pick<Scene, 'host' | 'timeline'>,
  title: string,
  body: () => Promise<Result>,
): Promise<Result> {
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1000);
  const beat = () => setInterval(() => host.line(`Still at it after ${seconds()} s`), heartbeat);
  return timeline.measure(title, () =>
    host.group(title, async () => {
      const timer = beat();
      try {
        return await body();
      } finally {
        clearInterval(timer);
      }
    }),
  );
}
