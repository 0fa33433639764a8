import { prefixLines } from '../lib/sanitize.js';
import { createToolCache } from '../lib/tool-cache.js';
import type { InputName } from '../schema/inputs.js';
import { createConsoleProvider, describeSession, userCacheDir } from './console.js';
import type { CiProvider } from './provider.js';

/** Lines of other programs that are kept in case they explain a failure. */
const MAX_KEPT_LINES = 100;

/**
 * A terminal, or any CI system without a provider. On a TTY, the output of other programs is shown in one live line, and
 * printed only if a step fails. Colors only on a TTY, and never with NO_COLOR.
 */
export function createTerminalProvider(
  env: NodeJS.ProcessEnv,
  flag: (name: InputName) => string,
): CiProvider {
  const { isTTY, columns } = process.stdout;
  const paint = (code: number, text: string) =>
    isTTY && !env.NO_COLOR ? `\u001b[${code}m${text}\u001b[0m` : text;
  const clearLine = isTTY ? '\r\u001b[K' : '';
  const print = (line: string) => process.stdout.write(`${clearLine}${line}\n`);
  const plain = createConsoleProvider(env, flag, print);
  let kept: string[] = [];
  return {
    ...plain,
    paths: { ...plain.paths, toolCache: createToolCache(userCacheDir(env)) },
    info(text) {
      kept = [];
      print(plain.sanitize(text).replace(/^✓/, paint(32, '✓')));
    },
    childOutput(text) {
      const lines = prefixLines(plain.sanitizeOutput(text), '  │ ');
      const last = lines.at(-1);
      if (last === undefined) return;
      if (!isTTY) return void print(lines.join('\n'));
      kept = [...kept, ...lines].slice(-MAX_KEPT_LINES - 1);
      process.stdout.write(clearLine + paint(2, last.slice(0, (columns || 80) - 1)));
    },
    async group(title, body) {
      kept = [];
      print(paint(1, plain.sanitize(title)));
      return body().finally(() => process.stdout.write(clearLine));
    },
    error(title, text) {
      for (const line of kept) print(line);
      kept = [];
      print(`${paint(31, `Error: ${plain.sanitize(title)}:`)} ${plain.sanitize(text)}`);
    },
    // Users read the log; files and variables would be useless.
    setOutputs() {},
    writeSummary() {},
    exports: {
      afterDeploy: false,
      exportSession: (_token, bin) => describeSession(bin),
    },
  };
}
