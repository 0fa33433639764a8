import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createScreen } from './screen.js';

/** Why no pseudo-terminal can be made; undefined if one can. `script` of BSD and macOS has other options. */
export const whyNoTerminal = /util-linux/.test(
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout ?? '',
)
  ? undefined
  : 'NO script OF util-linux';
if (whyNoTerminal && process.env.CI === 'true' && process.platform === 'linux')
  throw new Error(whyNoTerminal);

type Size = { readonly columns: number; readonly rows: number };

export interface TerminalRun {
  readonly args: readonly string[];
  /** Content of the files in the working directory. */
  readonly files: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
  readonly size: Size;
  /** Called with the lines on the screen after each piece of output. */
  readonly onOutput?: (
    lines: readonly string[],
    terminal: { press(key: string): void; resize(to: Size): void },
  ) => void;
}

/** Runs the committed engine in a pseudo-terminal, as in the shell of a user. */
export async function runInTerminal({ args, files, env, size, onOutput }: TerminalRun) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'terminal-')));
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(root, name), JSON.stringify(content));
  const flag = join(root, 'size');
  const engine = [process.execPath, resolve('dist/ntcli-deploy.mjs'), ...args]
    .map((one) => `'${one}'`)
    .join(' ');
  const stty = (what: string) => `stty -F /dev/tty ${what}`;
  // A process of the terminal resizes it once the new size is in a file, and tells the screen. It gives up after 30 s.
  const resize = `${stty(`$(head -1 '${flag}')`)} && printf '\\033[8;%st' "$(tail -1 '${flag}')"`;
  const resizer = `i=0; while [ $i -lt 300 ]; do [ -s '${flag}' ] && ${resize} && break; sleep 0.1; i=$((i+1)); done`;
  const command = `trap : INT; ${stty(`cols ${size.columns} rows ${size.rows}`)}; (${resizer}) & ${engine}; code=$?; kill $!; exit $code`;
  const child = spawn('script', ['--quiet', '--return', '--flush', '--command', command, '/dev/null'], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: root, TERM: 'xterm', SHELL: '/bin/sh', ...env },
  });
  const screen = createScreen(size.columns, size.rows);
  const frames: (readonly string[])[] = [];
  let raw = '';
  let problem: unknown;
  let isPressed = false;
  const terminal = {
    press(key: string) {
      if (!isPressed) child.stdin.write(key);
      isPressed = true;
    },
    resize(to: Size) {
      if (existsSync(flag)) return;
      writeFileSync(flag, `cols ${to.columns} rows ${to.rows}\n${to.rows};${to.columns}`);
    },
  };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    raw += chunk;
    try {
      screen.feed(chunk);
    } catch (error) {
      problem ??= error;
    }
    frames.push(screen.lines());
    onOutput?.(screen.lines(), terminal);
  });
  // A program that has ended reads no keys.
  child.stdin.on('error', () => {});
  const limit = setTimeout(() => child.kill('SIGKILL'), 90_000);
  const code = await new Promise<number | null>((done, fail) =>
    child.once('error', fail).once('close', done),
  );
  clearTimeout(limit);
  rmSync(root, { recursive: true, force: true });
  if (problem) throw problem;
  return { code, raw, frames, lines: screen.lines(), isClean: screen.isClean() };
}
