import { parseTime } from '../lib/time.js';

/** The time of the platform, from the `Date` header of its responses. */
export interface ServerClock {
  /** Reads a `Date` header; anything else is ignored. */
  observe(header: string | undefined): void;
  /** Milliseconds since 1970. Uses the time of the platform if the clock of this machine is wrong. */
  now(): number;
  /** Milliseconds that this machine is ahead (negative: behind); 0 if the difference is too small to matter, or unknown. */
  skewMs(): number;
}

/** Tolerated difference in milliseconds: headers have whole seconds, and responses take time. */
const toleranceMs = 5 * 60_000;

export function createServerClock(): ServerClock {
  let difference = 0;
  const skewMs = () => (Math.abs(difference) > toleranceMs ? difference : 0);
  return {
    observe(header) {
      const time = parseTime(header ?? '');
      if (!Number.isNaN(time)) difference = Date.now() - time;
    },
    now: () => Date.now() - skewMs(),
    skewMs,
  };
}
