/** The end of a text that names its time zone. */
const ZONE = /(?:Z|GMT|UTC|[+-]\d\d:?\d\d)$/i;

/**
 * Parses a date with or without a time. A time without a zone is in UTC: Python's `utcnow().isoformat()` writes such
 * texts, and HTTP has an obsolete date format without one (RFC 9110, 5.6.7). `Date.parse` takes the zone of this machine.
 *
 * @returns milliseconds since 1970; NaN for anything else
 */
export function parseTime(text: string): number {
  const trimmed = text.trim();
  if (ZONE.test(trimmed) || !/\d:\d/.test(trimmed)) return Date.parse(trimmed);
  const isIso = /^\d{4}-\d\d-\d\dT/.test(trimmed);
  return Date.parse(`${trimmed}${isIso ? 'Z' : ' UTC'}`);
}
