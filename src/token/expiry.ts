/** How long a token still lasts. Moments in milliseconds since 1970. */
export type Expiry =
  | { readonly kind: 'expired' | 'expiring' | 'valid'; readonly at: number; readonly daysLeft: number }
  /** It says that it does not expire. */
  | { readonly kind: 'never' }
  /** Nothing says when it expires. */
  | { readonly kind: 'unknown' };

export const DAY_MS = 86_400_000;

/**
 * @param at when the token expires, as far as anything says so; `never` when it has no end
 * @param now the present moment
 * @param warningDays days left at which, and below which, it counts as expiring
 */
export function computeExpiry(at: number | 'never' | undefined, now: number, warningDays: number): Expiry {
  if (at === undefined) return { kind: 'unknown' };
  if (at === 'never') return { kind: 'never' };
  const left = at - now;
  const kind = left <= 0 ? 'expired' : left <= warningDays * DAY_MS ? 'expiring' : 'valid';
  return { kind, at, daysLeft: Math.floor(left / DAY_MS) };
}

/** A moment as a date that reads the same everywhere. */
export function formatDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** Time left in words: days, and hours where there is less than one day. */
export function formatTimeLeft(at: number, now: number): string {
  const left = Math.abs(at - now);
  if (left < 3_600_000) return at > now ? 'in less than an hour' : 'less than an hour ago';
  const [count, unit] =
    left >= DAY_MS ? [Math.floor(left / DAY_MS), 'day'] : [Math.floor(left / 3_600_000), 'hour'];
  const text = `${count} ${unit}${count === 1 ? '' : 's'}`;
  return at > now ? `in ${text}` : `${text} ago`;
}
