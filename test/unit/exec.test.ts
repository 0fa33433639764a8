import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ExitResult, runCommand } from '../../src/lib/exec.js';
import { isPosix, onPosix } from '../posix.js';

let root = '';
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'exec-')));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Also {
  readonly file?: string;
  readonly args?: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

/** Runs Node.js with this code, or another program. */
async function run(code: string, also: Also = {}): Promise<{ lines: string[]; result: ExitResult }> {
  const { signal = new AbortController().signal, ...command } = also;
  const lines: string[] = [];
  const result = await runCommand(
    { file: process.execPath, args: ['-e', code], cwd: root, env: {}, timeout: 20_000, ...command },
    { onLines: (text) => lines.push(...text.split('\n')), signal, debug: () => {} },
  );
  return { lines, result };
}

describe('runCommand', () => {
  it.each<[string, string, ExitResult]>([
    ['exits with 0', '', { kind: 'exit', code: 0 }],
    ['exits with 7', 'process.exit(7)', { kind: 'exit', code: 7 }],
    ['waits for its standard input', 'process.stdin.resume()', { kind: 'exit', code: 0 }],
  ])('reports a program that %s', async (_, code, expected) => {
    expect((await run(code)).result).toEqual(expected);
  });

  it.runIf(isPosix)(onPosix('reports a program that a signal kills'), async () => {
    const { result } = await run("process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1000)");
    expect(result).toEqual({ kind: 'signal', signal: 'SIGKILL' });
  });

  it('passes on lines of both streams as they are, and prints nothing itself', async () => {
    const printed = vi.spyOn(process.stdout, 'write');
    const { lines } = await run(
      "console.log('a \\u001b[31mred\\u001b[0m line'); console.error('an error'); process.stdout.write('end')",
    );
    const calls = printed.mock.calls.map(([text]) => `${text}`);
    printed.mockRestore();
    expect(lines.toSorted()).toEqual(['a \u001b[31mred\u001b[0m line', 'an error', 'end']);
    expect(calls.join('')).not.toMatch(/command|error|line/);
  });

  it('keeps the output of programs apart that run at the same time', async () => {
    const say = (text: string) =>
      `let n = 0; setInterval(() => n++ < 20 ? console.log('${text}') : process.exit(), 5)`;
    const both = await Promise.all([run(say('one')), run(say('two'))]);
    expect(both.map(({ lines }) => [...new Set(lines)])).toEqual([['one'], ['two']]);
  });

  it('gives a program this environment and no other', async () => {
    const { lines } = await run('console.log(JSON.stringify(process.env))', { env: { ONLY: 'this' } });
    expect(JSON.parse(lines.join(''))).toMatchObject({ ONLY: 'this' });
    // Windows programs get some variables, such as PATH, in any case.
    const foreign = Object.keys(process.env).filter((name) => /^(npm_|VITEST)/i.test(name));
    expect(foreign).not.toEqual([]);
    for (const name of foreign) expect(JSON.parse(lines.join(''))).not.toHaveProperty(name);
  });

  it('stops a program after its time', async () => {
    const { result } = await run('setInterval(() => {}, 1000)', { timeout: 200 });
    expect(result).toEqual({ kind: 'timeout' });
  });

  it.each([
    ['before it starts', 0],
    ['just after the call', 1],
    ['while it runs', 500],
  ])('stops a program that is cancelled %s', async (_, delay) => {
    const stop = new AbortController();
    const abort = () => stop.abort('SIGTERM');
    if (delay === 0) abort();
    else if (delay === 1) queueMicrotask(abort);
    else setTimeout(abort, delay);
    const started = performance.now();
    const { result } = await run('setInterval(() => {}, 1000)', { signal: stop.signal });
    expect(result).toEqual({ kind: 'cancel' });
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

/** True for a process that is there and has not ended. (One that no parent waits for stays as a zombie.) */
function isRunning(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe.runIf(process.platform === 'linux')('runCommand, which hooks ChildProcess#spawn,', () => {
  const grandchild =
    "const { pid } = require('child_process').spawn('/bin/sleep', ['60'], { stdio: 'ignore' }); console.log(pid);";

  it.each([
    ['has exited', `${grandchild} process.exit()`, 20_000],
    ['was stopped after its time', `${grandchild} setInterval(() => {}, 1000)`, 1_000],
  ])('leaves no process behind when a program %s', async (_, code, timeout) => {
    const { lines } = await run(code, { timeout });
    const pid = Number(lines[0]);
    expect(pid).toBeGreaterThan(0);
    await vi.waitFor(() => expect(isRunning(pid)).toBe(false), 3_000);
  });

  it('kills a program that ignores SIGTERM', async () => {
    const ended = run(
      "process.on('SIGTERM', () => {}); console.log(process.pid); setInterval(() => {}, 1000)",
      {
        timeout: 1_000,
      },
    );
    const late = new Promise((done) => setTimeout(() => done('late'), 15_000).unref());
    expect(await Promise.race([ended.then(({ result }) => result), late])).toEqual({ kind: 'timeout' });
  });

  it('starts a program as the leader of a process group', async () => {
    const { lines } = await run(
      "console.log(process.pid, require('fs').readFileSync('/proc/self/stat', 'utf8').replace(/^.*\\) /s, '').split(' ')[2])",
    );
    const [pid, group] = (lines[0] ?? '').split(' ');
    expect(group).toBe(pid);
  });

  it('reports a command line that is too long for the system', async () => {
    const { result } = await run('', { env: { LONG: 'x'.repeat(4_000_000) } });
    expect(result).toEqual({ kind: 'not-started', reason: 'E2BIG' });
  });
});

describe('a program that cannot be started', () => {
  it.each<[string, () => Also, string]>([
    ['is not there', () => ({ file: join(root, 'absent') }), 'ENOENT'],
    ['has no directory to work in', () => ({ cwd: join(root, 'absent') }), 'ENOENT'],
    ['has a NUL in an argument', () => ({ args: ['-e', '', 'a\0b'] }), 'EINVAL'],
    ['has a NUL in its environment', () => ({ env: { A: 'a\0b' } }), 'EINVAL'],
  ])('because it %s is a result', async (_, also, reason) => {
    expect((await run('', also())).result).toEqual({ kind: 'not-started', reason });
  });

  it.runIf(isPosix)(onPosix('because it is not executable is a result'), async () => {
    const file = join(root, 'text');
    copyFileSync(new URL(import.meta.url), file);
    chmodSync(file, 0o644);
    expect((await run('', { file })).result).toEqual({ kind: 'not-started', reason: 'EACCES' });
  });

  it.runIf(isPosix)(onPosix('because it is not a program is a result'), async () => {
    const file = join(root, 'zeros');
    copyFileSync('/dev/null', file);
    chmodSync(file, 0o755);
    expect((await run('', { file })).result.kind).toMatch(/^(not-started|exit)$/);
  });
});

it.runIf(isPosix).each(['a b', '"quoted"', 'back\\slash', 'both\\"', "'", '$HOME', 'end ', 'end\\', 'ü'])(
  onPosix('runCommand finds a program in a directory named %j'),
  async (name) => {
    const directory = join(root, `in-${readdirSync(root).length}`, name);
    mkdirSync(directory, { recursive: true });
    copyFileSync('/bin/echo', join(directory, name));
    chmodSync(join(directory, name), 0o755);
    const { lines, result } = await run('', { file: join(directory, name), args: ['a "b"  c\\', ''] });
    expect({ lines, result }).toEqual({ lines: ['a "b"  c\\ '], result: { kind: 'exit', code: 0 } });
  },
);
