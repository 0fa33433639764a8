import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, posix, relative, win32 } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readInputFile } from '../../src/inputs/files.js';
import { chooseTemp, findCheckout } from '../../src/lib/checkout.js';
import { isInside, leadsOutOf } from '../../src/lib/fs.js';
import { isBelow } from '../../src/lib/paths.js';
import { hasSymlinks, isPosix, onPosix, withSymlinks } from '../posix.js';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'checkout-')));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Creates directories below the root of the test. */
function make(...paths: readonly string[]): readonly string[] {
  const directories = paths.map((path) => join(root, path));
  for (const directory of directories) mkdirSync(directory, { recursive: true });
  return directories;
}

describe('a path below a directory', () => {
  it.each([
    ['/a/b', '/a', true],
    ['/a', '/a', true],
    ['/a/..b', '/a', true],
    ['/ab', '/a', false],
    ['/a/../b', '/a', false],
    ['/', '/a', false],
    ['/A/b', '/a', false],
  ])('POSIX: %s and %s: %s', (path, directory, expected) => {
    expect(isBelow(path, directory, posix)).toBe(expected);
  });

  it.each([
    ['C:\\Work\\repo\\a', 'c:\\work\\REPO', true],
    ['\\\\?\\C:\\work\\repo\\a', 'C:\\work\\repo', true],
    ['C:\\work\\repo\\a', '\\\\?\\C:\\work\\repo', true],
    ['\\\\?\\UNC\\server\\share\\repo\\a', '\\\\server\\share\\repo', true],
    ['C:/work/repo/a', 'C:\\work\\repo', true],
    ['C:\\work\\repo2', 'C:\\work\\repo', false],
    ['D:\\work\\repo\\a', 'C:\\work\\repo', false],
    ['\\\\?\\D:\\work\\repo', 'C:\\work\\repo', false],
  ])('Windows: %s and %s: %s', (path, directory, expected) => {
    expect(isBelow(path, directory, win32)).toBe(expected);
  });

  it.runIf(hasSymlinks)(withSymlinks('is found through symlinks, also if it does not exist yet'), () => {
    const [checkout = ''] = make('checkout/below');
    symlinkSync(checkout, join(root, 'link'));
    for (const path of ['link', 'link/new', 'link/new/er'])
      expect([path, isInside(join(root, path), join(root, 'checkout'))]).toEqual([path, true]);
    expect(isInside(join(root, 'other', 'new'), checkout)).toBe(false);
    expect(isInside(relative(process.cwd(), join(checkout, 'x')), checkout)).toBe(true);
    expect(isInside(checkout, '')).toBe(false);
  });
});

describe('the checkout', () => {
  it('is the directory that the CI system names, with a tilde too', () => {
    const [work = ''] = make('repo/.git', 'repo/a').slice(1);
    expect(findCheckout(work, root)).toBe(root);
    expect(findCheckout(work, '~')).toBe(homedir());
  });

  it('is the outermost repository, if the CI system names none that exists', () => {
    const [, , work = ''] = make('repo/.git', 'repo/a/.git', 'repo/a/b');
    expect(findCheckout(work)).toBe(join(root, 'repo'));
    expect(findCheckout(work, join(root, 'missing'))).toBe(join(root, 'repo'));
  });

  it('is found by the `.git` file of a worktree', () => {
    const [work = ''] = make('repo/a');
    writeFileSync(join(root, 'repo', '.git'), 'gitdir: /elsewhere\n');
    expect(findCheckout(work)).toBe(join(root, 'repo'));
  });

  it('is the working directory without a repository, but never the whole machine', () => {
    const [work = ''] = make('plain');
    expect(findCheckout(work)).toBe(work);
    expect(findCheckout('/')).toBe('');
  });
});

describe('the directory for temporary files', () => {
  it.runIf(isPosix)(onPosix('is the first one outside the checkout'), () => {
    const [checkout = '', inner = ''] = make('checkout', 'checkout/temp');
    expect(chooseTemp(root, checkout, {})).toEqual({ path: root, rejected: [] });
    const problem = `is inside the checkout ${checkout}`;
    expect(chooseTemp(inner, checkout, {})).toEqual({ path: tmpdir(), rejected: [{ path: inner, problem }] });
    expect(chooseTemp(inner, '/', {}).path).toBeUndefined();
  });

  it.runIf(isPosix)(onPosix('is one in which no other user can replace the session, if there is one'), () => {
    const [open = '', sticky = ''] = make('open', 'sticky');
    chmodSync(open, 0o777);
    chmodSync(sticky, 0o1777);
    const problem = 'is writable by every user';
    expect(chooseTemp(open, '', {})).toEqual({ path: tmpdir(), rejected: [{ path: open, problem }] });
    expect(chooseTemp(sticky, '', {})).toEqual({ path: sticky, rejected: [] });
    // The others are in the checkout.
    expect(chooseTemp(open, tmpdir(), {})).toMatchObject({ path: undefined });
  });
});

describe('a symlink out of a directory', () => {
  it.runIf(hasSymlinks)(
    withSymlinks('is found in a file and in a directory above it, and nowhere else'),
    () => {
      const [checkout = '', outside = ''] = make('checkout/below', 'outside');
      writeFileSync(join(outside, 'file'), 'A=1\n');
      writeFileSync(join(checkout, 'real'), 'A=1\n');
      symlinkSync(join(outside, 'file'), join(checkout, 'out'));
      symlinkSync(outside, join(checkout, 'dir'));
      symlinkSync(join(checkout, 'real'), join(checkout, 'in'));
      symlinkSync(checkout, join(root, 'spelling'));
      const results = ['below/out', 'below/dir/file', 'below/real', 'below/in', '../outside/file'].map(
        (path) => [path, leadsOutOf(join(root, 'checkout', path), join(root, 'checkout'))],
      );
      expect(Object.fromEntries(results)).toEqual({
        'below/out': true,
        'below/dir/file': true,
        'below/real': false,
        'below/in': false,
        '../outside/file': false,
      });
      // The checkout may be named by a symlink, and the file by its real path.
      expect(leadsOutOf(join(checkout, 'out'), join(root, 'spelling'))).toBe(true);
      expect(leadsOutOf(join(checkout, 'out'), '')).toBe(false);
    },
  );

  it.runIf(hasSymlinks)(
    withSymlinks('is not followed to an `env-file`; a file that is named outside the checkout is read'),
    () => {
      const [checkout = '', outside = ''] = make('checkout', 'outside');
      writeFileSync(join(outside, 'file'), 'A=1\n');
      symlinkSync(join(outside, 'file'), join(checkout, 'out.env'));
      expect(readInputFile(join(checkout, 'out.env'), { checkout })).toEqual({
        ok: false,
        problem: `${join(checkout, 'out.env')} is a symlink to a file outside the checkout`,
      });
      expect(readInputFile(join(outside, 'file'), { checkout })).toEqual({ ok: true, text: 'A=1\n' });
    },
  );
});
