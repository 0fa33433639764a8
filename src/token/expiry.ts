/** How long a token still lasts. Moments in milliseconds since 1970. */
export type Expiry =
  | { readonly is: 'expired' | 'expiring' | 'valid'; readonly at: number; readonly daysLeft: number }
  /** It says that it does not expire. */
  | { readonly is: 'never' }
  /** Nothing says when it expires. */
  | { readonly is: 'unknown' };

export const day = 86_400_000;

/**
 * @param at when the token expires, as far as anything says so; `never` when it has no end
 * @param now the present moment
 * @param warningDays days left at which, and below which, it counts as expiring
 */
export function expiryOf(at: number | 'never' | undefined, now: number, warningDays: number): Expiry {
  if (at === undefined) return { is: 'unknown' };
  if (at === 'never') return { is: 'never' };
  const left = at - now;
  const is = left <= 0 ? 'expired' : left <= warningDays * day ? 'expiring' : 'valid';
  return { is, at, daysLeft: Math.floor(left / day) };
}

/** A moment as a date that reads the same everywhere. */
export function dateText(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** Time left in words: days, and hours where there is less than one day. */
export function timeLeftText(at: number, now: number): string {
  const left = Math.abs(at - now);
  if (left < 3_600_000) return at > now ? 'in less than an hour' : 'less than an hour ago';
  const [count, unit] =
    left >= day ? [Math.floor(left / day), 'day'] : [Math.floor(left / 3_600_000), 'hour'];
  const text = `${count} ${unit}${count === 1 ? '' : 's'}`;
  return at > now ? `in ${text}` : `${text} ago`;
}
