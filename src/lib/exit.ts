/** Milliseconds for a slow reader of the log to take what is still buffered. */
const flushTimeoutMs = 10_000;

/**
 * Ends this process as soon as its output is written. Without it, any handle that is left, such as a connection to a proxy
 * that does not respond, would keep the step running.
 */
export function exitWhenWritten(code: number): void {
  process.exitCode = code;
  const exit = () => process.exit(code);
  setTimeout(exit, flushTimeoutMs);
  process.stdout.write('', () => process.stderr.write('', exit));
}
