import { join } from 'node:path';
import type { InputName } from '../schema/inputs.js';
import { createPlainHost, userCache } from './console.js';
import type { Host } from './provider.js';

/** Lines of other programs that are kept for the case that they explain a failure. */
const linesKept = 100;

/**
 * A terminal of a person, or any CI system that has no host of its own. On a TTY the lines of other programs pass by
 * in one live line and are only kept where a step fails; colour only on a TTY, and never with NO_COLOR.
 */
export function createTerminalHost(env: NodeJS.ProcessEnv, flag: (name: InputName) => string): Host {
  const { isTTY, columns } = process.stdout;
  const paint = (code: number, text: string) =>
    isTTY && !env.NO_COLOR ? `\u001b[${code}m${text}\u001b[0m` : text;
  const clearLine = isTTY ? '\r\u001b[K' : '';
  const print = (line: string) => process.stdout.write(`${clearLine}${line}\n`);
  const plain = createPlainHost(env, flag, print);
  let kept: string[] = [];
  return {
    ...plain,
    places: { ...plain.places, toolCache: userCache(env) },
    line(text) {
      kept = [];
      print(plain.clean(text).replace(/^✓/, paint(32, '✓')));
    },
    quote(text) {
      if (text.trim() === '') return;
      const line = `  │ ${plain.clean(text)}`;
      if (!isTTY) return void print(line);
      kept = [...kept.slice(-linesKept), line];
      process.stdout.write(clearLine + paint(2, line.slice(0, (columns || 80) - 1)));
    },
    async group(title, body) {
      kept = [];
      print(paint(1, plain.clean(title)));
      return body().finally(() => process.stdout.write(clearLine));
    },
    fail(title, text) {
      for (const line of kept) print(line);
      kept = [];
      print(`${paint(31, `Error: ${plain.clean(title)}:`)} ${plain.clean(text)}`);
    },
    // A person reads the log; files and variables would only be in the way.
    setOutputs() {},
    writeSummary() {},
    laterSteps: {
      always: false,
      handOver: (_token, bin) =>
        `ntcli, signed in, at ${join(bin, 'ntcli')}; remove ${join(bin, '..')} when you are done (after a day a later run does)`,
    },
  };
}
