/**
 * The credentials in a URL, as they are written and decoded: a password, a user name without password (which then is a
 * token), and both of them as a pair, because a short password is not redacted by itself.
 */
export function urlSecrets({ username, password }: URL): readonly string[] {
  if (!username && !password) return [];
  const written = password ? [password, `${username}:${password}`] : [username];
  return [...new Set(written.flatMap((text) => [text, decode(text)]))];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A `%` that is not part of an escape.
    return text;
  }
}
