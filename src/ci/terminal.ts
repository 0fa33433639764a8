import { cutToColumns, prefixLines } from '../lib/sanitize.js';
import { createToolCache } from '../lib/tool-cache.js';
import type { InputName } from '../schema/inputs.js';
import { createConsoleProvider, describeSession, isDebugging, userCacheDir } from './console.js';
import type { CiProvider, LiveLines } from './provider.js';

/** Lines of other programs that are kept in case they explain a failure. */
const MAX_KEPT_LINES = 100;

/** Variables of CI systems, some of which give their jobs a terminal. */
const ciVariables = ['CI', 'JENKINS_URL', 'TEAMCITY_VERSION', 'TF_BUILD'];

/**
 * A terminal, or any CI system without a provider. On a TTY, the output of other programs is shown in one live line, and
 * printed only if a step fails; so is what each server does (`live-lines.ts`). Colors only on a TTY, and never with NO_COLOR.
 */
export function createTerminalProvider(
  env: NodeJS.ProcessEnv,
  flag: (name: InputName) => string,
): CiProvider {
  const isTerminal = process.stdout.isTTY && env.TERM !== 'dumb';
  const isWatched = isTerminal && !isDebugging(env) && !ciVariables.some((name) => isSet(env[name]));
  const paint = (code: number, text: string) =>
    isTerminal && !env.NO_COLOR ? `\u001b[${code}m${text}\u001b[0m` : text;
  const clear = isTerminal ? '\r\u001b[J' : '';
  let live: { draw(): void } | undefined;
  const print = (line: string) => {
    process.stdout.write(`${clear}${line}\n`);
    live?.draw();
  };
  const plain = createConsoleProvider(env, flag, print);
  const toLine = (text: string) => plain.sanitize(text).replace(/\s+/g, ' ');
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
      if (!isTerminal) return void print(lines.join('\n'));
      kept = [...kept, ...lines].slice(-MAX_KEPT_LINES - 1);
      if (live) return;
      const line = cutToColumns(last.replace(/\s+/g, ' '), (process.stdout.columns || 80) - 1);
      process.stdout.write(clear + paint(2, line));
    },
    async group(title, body) {
      kept = [];
      print(paint(1, plain.sanitize(title)));
      return body().finally(() => {
        if (!live) process.stdout.write(clear);
      });
    },
    ...(isWatched && {
      async openLiveLines(servers: readonly string[]): Promise<LiveLines> {
        // Loaded late: most runs have no terminal.
        const { openLiveLines } = await import(/* webpackMode: "eager" */ './live-lines.js');
        const lines = openLiveLines(servers.map(toLine), process.stdout);
        live = lines;
        return {
          show: (server, step, isDone) => lines.show(toLine(server), toLine(step), isDone),
          close() {
            live = undefined;
            lines.close();
          },
        };
      },
    }),
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

function isSet(variable: string | undefined): boolean {
  return variable !== undefined && !/^(?:|0|false)$/i.test(variable);
}
