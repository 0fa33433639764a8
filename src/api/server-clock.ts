/** Knows the time of the platform, from the `Date` header of its answers. */
export interface Clock {
  /** Takes a `Date` header in; anything else is ignored. */
  note(header: string | undefined): void;
  /** The present moment, by the platform where this machine is off. Milliseconds since 1970. */
  now(): number;
  /** Milliseconds that this machine is ahead (or, below zero, behind); 0 when that is too little to matter, or unknown. */
  ahead(): number;
}

/** Milliseconds of difference that are nobody's concern: headers have whole seconds, and answers travel. */
const tolerance = 5 * 60_000;

export function createClock(): Clock {
  let difference = 0;
  const ahead = () => (Math.abs(difference) > tolerance ? difference : 0);
  return {
    note(header) {
      const time = Date.parse(header ?? '');
      if (!Number.isNaN(time)) difference = Date.now() - time;
    },
    now: () => Date.now() - ahead(),
    ahead,
  };
}
