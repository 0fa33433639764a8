/**
 * The credentials in a URL, as they are written and decoded: a password, a user name without password (which then is a
 * token), both of them as a pair, because a short password is not redacted by itself, and the query, which may have a
 * signature.
 */
export function urlSecrets({ username, password, search, searchParams }: URL): readonly string[] {
  const user = password ? [password, `${username}:${password}`] : [username];
  const written = [...user, search.slice(1), ...searchParams.values()];
  return [...new Set(written.flatMap((text) => [text, decode(text)]))].filter((text) => text !== '');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A `%` that is not part of an escape.
    return text;
  }
}

/** True for a URL of which every part can be decoded. */
export function isDecodableUrl(text: string): boolean {
  try {
    const { username, password, pathname, search } = new URL(text);
    decodeURIComponent(username + password + pathname + search);
    return true;
  } catch {
    return false;
  }
}
