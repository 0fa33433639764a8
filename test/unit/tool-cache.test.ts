import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createToolCache } from '../../src/lib/tool-cache.js';
import { findCached, findCacheProblem, publish } from '../../src/ntcli/install/tool-cache.js';
import { isPosix, onPosix } from '../posix.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tool-cache-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const isRoot = process.getuid?.() === 0;
const otherUser = 4321;

const entryIn = (directory: string) => ({
  cache: createToolCache(directory),
  tool: 'ntcli-1',
  version: '1.0.0',
});

/** Publishes a small tree, and returns its entry and its directory. */
async function published() {
  const directory = join(root, 'cache');
  const staging = join(directory, 'ntcli-1', '.new-1');
  mkdirSync(join(staging, 'node_modules', 'a'), { recursive: true });
  writeFileSync(join(staging, 'node_modules', 'a', 'index.js'), 'first');
  writeFileSync(join(staging, 'node_modules', 'a', 'README.md'), 'text');
  const entry = entryIn(directory);
  const copy = (await publish(staging, entry)) ?? '';
  return { directory, entry, copy };
}

describe.runIf(isPosix)(onPosix('a tool cache'), () => {
  it('returns the copy that was published', async () => {
    const { entry, copy, directory } = await published();
    expect(copy).toBe(join(directory, 'ntcli-1', '1.0.0', process.arch));
    expect(findCacheProblem(entry)).toBeUndefined();
    expect(await findCached(entry)).toEqual({ ok: true, directory: copy });
  });

  it('replaces a corrupt copy, and leaves nothing of it', async () => {
    const { entry, copy, directory } = await published();
    rmSync(join(copy, 'node_modules', 'a', 'index.js'));
    expect((await published()).copy).toBe(copy);
    expect(await findCached(entry)).toEqual({ ok: true, directory: copy });
    expect(readdirSync(join(directory, 'ntcli-1', '1.0.0')).sort()).toEqual([
      process.arch,
      `${process.arch}.complete`,
    ]);
  });

  it('has no copy before one was published, or without its marker', async () => {
    expect(await findCached(entryIn(root))).toMatchObject({ ok: false, isAbsent: true });
    const { entry, copy } = await published();
    rmSync(`${copy}.complete`);
    expect(await findCached(entry)).toMatchObject({ ok: false, isAbsent: true });
  });

  const levels = ['', 'ntcli-1', 'ntcli-1/1.0.0'];
  const kinds: readonly (readonly [string, (path: string) => void])[] = [
    ['is open to every user', (path) => chmodSync(path, 0o777)],
    ['is open to others only', (path) => chmodSync(path, 0o702)],
    ['is open to a group', (path) => chmodSync(path, 0o775)],
    ...(isRoot
      ? [['belongs to another user', (path: string) => chownSync(path, otherUser, otherUser)] as const]
      : []),
  ];
  it.each(levels.flatMap((level) => kinds.map(([kind, change]) => [level, kind, change] as const)))(
    'whose directory %j %s is not used',
    async (level, _, change) => {
      const { directory, entry } = await published();
      change(join(directory, level));
      expect(findCacheProblem(entry)).toMatch(/^\/.* (is writable by|belongs to) (other|another) users?$/);
    },
  );

  it('with a sticky root is used, because others cannot move what is in it', async () => {
    const { directory, entry } = await published();
    chmodSync(directory, 0o1777);
    expect(findCacheProblem(entry)).toBeUndefined();
  });

  it.runIf(isRoot)('with a sticky root of another user is not used', async () => {
    const { directory, entry } = await published();
    chmodSync(directory, 0o1777);
    chownSync(directory, otherUser, otherUser);
    expect(findCacheProblem(entry)).toContain('belongs to another user');
  });

  it('with a symlink to its tool is not used', async () => {
    const { directory } = await published();
    symlinkSync(join(directory, 'ntcli-1'), join(directory, 'ntcli-2'));
    expect(findCacheProblem({ ...entryIn(directory), tool: 'ntcli-2' })).toContain('is not a directory');
  });

  it.each<[string, (copy: string) => void, string]>([
    ['an added file', (copy) => writeFileSync(join(copy, 'node_modules', 'b.js'), ''), 'files'],
    ['a missing file', (copy) => rmSync(join(copy, 'node_modules', 'a', 'index.js')), 'files'],
    [
      'a longer file',
      (copy) => writeFileSync(join(copy, 'node_modules', 'a', 'index.js'), 'second'),
      'files',
    ],
    ['no fingerprint', (copy) => rmSync(join(copy, 'ntcli-deploy.fingerprint')), 'files'],
    ['a symlink', (copy) => symlinkSync('/', join(copy, 'node_modules', 'b')), 'is not a regular file'],
    [
      'an open file',
      (copy) => chmodSync(join(copy, 'node_modules', 'a', 'index.js'), 0o666),
      'is writable by',
    ],
    ['an open directory', (copy) => chmodSync(join(copy, 'node_modules', 'a'), 0o777), 'is writable by'],
    ['an open top', (copy) => chmodSync(copy, 0o777), 'is writable by'],
  ])('does not return a copy with %s, and says why', async (_, spoil, problem) => {
    const { entry, copy } = await published();
    spoil(copy);
    expect(await findCached(entry)).toEqual({
      ok: false,
      isAbsent: false,
      problem: expect.stringContaining(problem),
    });
  });

  it.runIf(isRoot)('does not return a copy with a file of another user', async () => {
    const { entry, copy } = await published();
    chownSync(join(copy, 'node_modules', 'a', 'index.js'), otherUser, otherUser);
    expect(await findCached(entry)).toMatchObject({
      problem: 'node_modules/a/index.js belongs to another user',
    });
  });
});
