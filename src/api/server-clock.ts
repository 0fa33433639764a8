/** Knows the time of the platform, from the `Date` header of its answers. */
export interface ServerClock {
  /** Takes a `Date` header in; anything else is ignored. */
  observe(header: string | undefined): void;
  /** The present moment, by the platform where this machine is off. Milliseconds since 1970. */
  now(): number;
  /** Milliseconds that this machine is ahead (or, below zero, behind); 0 when that is too little to matter, or unknown. */
  skewMs(): number;
}

/** Milliseconds of difference that are nobody's concern: headers have whole seconds, and answers travel. */
const toleranceMs = 5 * 60_000;

export function createServerClock(): ServerClock {
  let difference = 0;
  const skewMs = () => (Math.abs(difference) > toleranceMs ? difference : 0);
  return {
    observe(header) {
      const time = Date.parse(header ?? '');
      if (!Number.isNaN(time)) difference = Date.now() - time;
    },
    now: () => Date.now() - skewMs(),
    skewMs,
  };
}
