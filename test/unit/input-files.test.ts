import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readInputFile } from '../../src/inputs/files.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'input-file-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Reads a file with these bytes. */
function read(bytes: string | Buffer) {
  writeFileSync(join(root, 'file'), bytes);
  return readInputFile(join(root, 'file'), { checkout: root });
}

describe('a file that an input names', () => {
  it('is read whole, with letters beyond ASCII', () => {
    expect(read('A=ü\n')).toEqual({ ok: true, text: 'A=ü\n' });
    expect(read('x'.repeat(65_536))).toMatchObject({ ok: true });
  });

  it.each<[string, string | Buffer, string]>([
    ['is too large', 'x'.repeat(65_537), 'is larger than 64 KiB'],
    ['is UTF-16', Buffer.from('\ufeffA=1', 'utf16le'), 'is UTF-16'],
    ['is Windows-1252', Buffer.from('A=ü', 'latin1'), 'is not UTF-8'],
    ['is binary', Buffer.from([65, 0, 66]), 'NUL'],
  ])('is refused if it %s', (_, bytes, problem) => {
    expect(read(bytes)).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
  });

  it('is refused if it is a directory or a device, or not there', () => {
    mkdirSync(join(root, 'directory'));
    const problems = ['/dev/null', join(root, 'directory'), join(root, 'missing')].map((path) => {
      const file = readInputFile(path, { checkout: root });
      return file.ok ? '' : file.problem;
    });
    expect(problems).toEqual([
      expect.stringContaining('is not a regular file'),
      expect.stringMatching(/is not a regular file, but a directory|EISDIR/),
      expect.stringContaining('ENOENT'),
    ]);
  });

  // On Windows these are other errors, and a backslash separates directories.
  it.skipIf(process.platform === 'win32').each([
    ['servers/*/server.json', 'Patterns are not expanded; name each file'],
    ['servers/{a,b}.json', 'Patterns are not expanded; name each file'],
    ['servers\\a\\server.json', 'Separate directories with `/`'],
  ])('explains why %s is not there', (name, hint) => {
    const file = readInputFile(`${root}/${name}`, { checkout: '' });
    expect(file).toEqual({ ok: false, problem: expect.stringContaining(hint) });
  });
});
