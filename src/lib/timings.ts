/** A part of the run, in milliseconds since its start. */
export interface Timing {
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** Measures the parts of a run. */
export interface Timings {
  /** Runs a part and measures its duration, also if it fails. */
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
