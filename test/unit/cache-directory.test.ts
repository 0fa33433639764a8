import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCacheFile, writeCacheFile } from '../../src/ntcli/install/cache-directory.js';
import { product } from '../../src/schema/constants.js';
import { isPosix, onPosix } from '../posix.js';

let checkout: string;
beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'cache-'));
});
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

const bytes = Buffer.from([0, 10, 255]);
const read = (name: string, maxBytes: number) => readCacheFile(place(), name, maxBytes);
const write = () => writeCacheFile(place(), 'name', bytes);
const place = (...names: readonly string[]) => join(checkout, product.files.cache, ...names);
describe('a file of the package cache', () => {
  it('is restored byte for byte', () => {
    expect(read('name', 3)).toBeUndefined();
    write();
    write();
    expect(read('name', 3)).toEqual(bytes);
  });

  it('is not read when it is too large or not a file', () => {
    write();
    mkdirSync(place('directory'));
    expect(read('name', 2)).toBeUndefined();
    expect(read('directory', 100_000)).toBeUndefined();
  });

  it.runIf(isPosix)(onPosix('is not read through a link, nor from a pipe without a writer'), () => {
    write();
    symlinkSync(place('name'), place('link'));
    execFileSync('mkfifo', [place('pipe')]);
    expect(read('link', 3)).toBeUndefined();
    expect(read('pipe', 3)).toBeUndefined();
  });

  it.runIf(isPosix)(onPosix('is not written through a link'), () => {
    const target = join(checkout, 'target');
    writeFileSync(target, 'as it was');
    mkdirSync(place());
    symlinkSync(target, place('name'));
    write();
    expect(readFileSync(target, 'utf8')).toBe('as it was');
    expect(read('name', 3)).toEqual(bytes);
  });

  it.runIf(isPosix)(onPosix('is neither read nor written where the directory is a link'), () => {
    const elsewhere = join(checkout, 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, 'name'), 'as it was');
    symlinkSync(elsewhere, place());
    expect(write()).toBe(`${product.files.cache} is a symlink`);
    expect(read('name', 100)).toBeUndefined();
    expect(readFileSync(join(elsewhere, 'name'), 'utf8')).toBe('as it was');
  });

  it('that cannot be written is a reason, not an error', () => {
    writeFileSync(place(), 'a file instead of the directory');
    expect(write()).toBe(`${product.files.cache} is not writable`);
  });
});
