/** A stretch of the run, in milliseconds from its start. */
export interface Span {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Takes down how long each part of a run took. */
export interface Timeline {
  /** Runs a part and takes down its time, also when it fails. */
  measure<Result>(name: string, part: () => Promise<Result>): Promise<Result>;
  readonly spans: readonly Span[];
}

export function createTimeline(): Timeline {
  const start = performance.now();
  const spans: Span[] = [];
  return {
    spans,
    async measure(name, part) {
      const from = performance.now() - start;
      try {
        return await part();
      } finally {
        spans.push({ name, from, to: performance.now() - start });
      }
    },
  };
}
