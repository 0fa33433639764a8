/** A stretch of the run, in milliseconds from its start. */
export interface Timing {
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** Takes down how long each part of a run took. */
export interface Timings {
  /** Runs a part and takes down its time, also when it fails. */
  measure<Result>(name: string, part: () => Promise<Result>): Promise<Result>;
  readonly entries: readonly Timing[];
}

export function createTimings(): Timings {
  const start = performance.now();
  const entries: Timing[] = [];
  return {
    entries,
    async measure(name, part) {
      const startMs = performance.now() - start;
      try {
        return await part();
      } finally {
        entries.push({ name, startMs, endMs: performance.now() - start });
      }
    },
  };
}
