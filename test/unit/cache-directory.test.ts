import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDirectoryCache } from '../../src/ci/cache/directory.js';
import { product } from '../../src/schema/constants.js';

let checkout: string;
let said: string[];
beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'keep-'));
  said = [];
});
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

const bytes = Buffer.from([0, 10, 255]);
const never = new AbortController().signal;
const keep = () => createDirectoryCache(checkout, (text) => void said.push(text));
const place = (...names: readonly string[]) => join(checkout, product.files.cache, ...names);
const isPosix = process.platform !== 'win32';

describe('a file kept in the checkout', () => {
  it('comes back to the byte', async () => {
    expect(await keep().restore('name', 3, never)).toBeUndefined();
    await keep().save('name', bytes, never);
    await keep().save('name', bytes, never);
    expect(await keep().restore('name', 3, never)).toEqual(bytes);
  });

  it('is not read when it is larger than asked for, or no file', async () => {
    await keep().save('name', bytes, never);
    mkdirSync(place('directory'));
    expect(await keep().restore('name', 2, never)).toBeUndefined();
    expect(await keep().restore('directory', 100_000, never)).toBeUndefined();
  });

  it.runIf(isPosix)('is not read through a link, nor from a pipe that nobody writes to', async () => {
    await keep().save('name', bytes, never);
    symlinkSync(place('name'), place('link'));
    execFileSync('mkfifo', [place('pipe')]);
    expect(await keep().restore('link', 3, never)).toBeUndefined();
    expect(await keep().restore('pipe', 3, never)).toBeUndefined();
  });

  it.runIf(isPosix)('is not written through a link', async () => {
    const target = join(checkout, 'target');
    writeFileSync(target, 'as it was');
    mkdirSync(place());
    symlinkSync(target, place('name'));
    await keep().save('name', bytes, never);
    expect(readFileSync(target, 'utf8')).toBe('as it was');
    expect(await keep().restore('name', 3, never)).toEqual(bytes);
  });

  it.runIf(isPosix)('is neither read nor written where the directory is a link', async () => {
    const elsewhere = join(checkout, 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, 'name'), 'as it was');
    symlinkSync(elsewhere, place());
    await keep().save('name', bytes, never);
    expect(await keep().restore('name', 100, never)).toBeUndefined();
    expect(readFileSync(join(elsewhere, 'name'), 'utf8')).toBe('as it was');
    expect(said).toHaveLength(1);
  });

  it('is one line when it cannot be written', async () => {
    writeFileSync(place(), 'a file in the place of the directory');
    await keep().save('name', bytes, never);
    expect(said).toEqual([expect.stringMatching(/^Cache not saved: /)]);
  });
});
