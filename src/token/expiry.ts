/** The expiry of a token. Times in milliseconds since 1970. */
export type Expiry =
  | { readonly kind: 'expired' | 'expiring' | 'valid'; readonly at: number; readonly daysLeft: number }
  /** It does not expire. */
  | { readonly kind: 'never' }
  /** Its expiry is unknown. */
  | { readonly kind: 'unknown' };

export const DAY_MS = 86_400_000;

/**
 * @param at when the token expires; undefined if unknown
 * @param now the current time
 * @param warningDays the token counts as expiring with this many days left or fewer
 */
export function computeExpiry(at: number | 'never' | undefined, now: number, warningDays: number): Expiry {
  if (at === undefined) return { kind: 'unknown' };
  if (at === 'never') return { kind: 'never' };
  const left = at - now;
  const kind = left <= 0 ? 'expired' : left <= warningDays * DAY_MS ? 'expiring' : 'valid';
  return { kind, at, daysLeft: Math.floor(left / DAY_MS) };
}

/** Formats a time as an ISO date (UTC). */
export function formatDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** Formats the time left in days, or in hours if it is less than one day. */
export function formatTimeLeft(at: number, now: number): string {
  const left = Math.abs(at - now);
  if (left < 3_600_000) return at > now ? 'in less than an hour' : 'less than an hour ago';
  const [count, unit] =
    left >= DAY_MS ? [Math.floor(left / DAY_MS), 'day'] : [Math.floor(left / 3_600_000), 'hour'];
  const text = `${count} ${unit}${count === 1 ? '' : 's'}`;
  return at > now ? `in ${text}` : `${text} ago`;
}
