/** A text as one word of a POSIX shell, which reads it as it is. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
