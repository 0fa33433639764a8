/** Shorter values are never masked: a mask of a few letters would blank the whole log. */
export const shortestSecret = 8;

/**
 * Everything a secret can turn into on its way to a log: as it is, each line, URL-encoded, JSON-escaped, hexadecimal,
 * and base64 in both alphabets. Base64 is covered in every context (with a prefix such as `x:`, with a trailing
 * newline) by the whole three-byte groups of the secret at the three byte offsets.
 *
 * @returns the forms of at least {@link shortestSecret} characters, each once, the longest first.
 */
export function secretForms(secret: string): readonly string[] {
  const trimmed = secret.trim();
  const bytes = Buffer.from(trimmed, 'utf8');
  const hex = bytes.toString('hex');
  const encoded = encodeURIComponent(trimmed);
  const forms = [
    secret,
    trimmed,
    ...trimmed.split(/[\r\n]+/).map((line) => line.trim()),
    encoded,
    encoded.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    JSON.stringify(trimmed).slice(1, -1),
    hex,
    hex.toUpperCase(),
    ...[0, 1, 2].flatMap((offset) => {
      const groups = bytes.subarray(offset, bytes.length - ((bytes.length - offset) % 3));
      return [groups.toString('base64'), groups.toString('base64url')];
    }),
  ];
  return [...new Set(forms)]
    .filter((form) => form.trim().length >= shortestSecret)
    .sort((a, b) => b.length - a.length);
}
