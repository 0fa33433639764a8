import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { filesBelow } from '../integration/github/test-env.js';

const integrityOf = (bytes: Buffer) => `sha512-${createHash('sha512').update(bytes).digest('base64')}`;

// The real tarballs are megabytes on a registry; two small ones stand for them here.
const { one, two } = vi.hoisted(() => ({
  one: Buffer.from('tarball one\n'),
  two: Buffer.from([0, 255, 10, 0]),
}));
vi.mock('../../src/ntcli/install/lockfile.js', async () => {
  const { createHash: hash } = await import('node:crypto');
  const pin = (bytes: Buffer) => ({ integrity: `sha512-${hash('sha512').update(bytes).digest('base64')}` });
  return { lockfileDigest: 'digest', pinnedPackages: { one: pin(one), two: pin(two) } };
});
const { MAX_ARCHIVE_BYTES, archiveName, createArchive, extractArchive } = await import(
  '../../src/ntcli/install/package-cache.js'
);

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'store-'));
});
afterEach(() => rmSync(cache, { recursive: true, force: true }));

/** A store of these parts, whose first line may say something else of them. */
function storeOf(parts: readonly Buffer[], head?: string): Buffer {
  const sizes = Object.fromEntries(parts.map((part) => [integrityOf(part), part.length]));
  return Buffer.concat([Buffer.from(`${head ?? JSON.stringify(sizes)}\n`), ...parts]);
}

describe('a store of tarballs', () => {
  it("is restored from npm's cache byte for byte", async () => {
    const store = storeOf([one, two]);
    expect(await extractArchive(store, cache)).toBe(true);
    expect(await createArchive(cache)).toEqual(store);
    expect(archiveName).toContain('digest');
  });

  it('is not made while a tarball is missing', async () => {
    expect(await createArchive(cache)).toBeUndefined();
    expect(await extractArchive(storeOf([two]), cache)).toBe(false);
    expect(await createArchive(cache)).toBeUndefined();
  });

  const foreign = Buffer.from('a package that is not pinned');
  it('with a package that is not pinned leaves it out, and gives the others', async () => {
    expect(await extractArchive(storeOf([foreign, one, two]), cache)).toBe(true);
    expect(filesBelow(cache)).toHaveLength(2);
  });

  const altered = Buffer.from(two);
  altered[0] = 1;
  const sizes = (...values: readonly unknown[]) =>
    `{${values.map((value, at) => `"${integrityOf(at === 0 ? one : two)}":${JSON.stringify(value)}`).join()}}`;
  it.each([
    ['an altered byte', storeOf([one, altered], sizes(one.length, two.length)), 1],
    ['the end cut off', storeOf([one, two]).subarray(0, -1), 1],
    ['a length that is too small', storeOf([one, two], sizes(one.length - 1, two.length)), 0],
    ['a length that is too large', storeOf([one, two], sizes(1e15, two.length)), 0],
    ['a length below zero', storeOf([one, two], sizes(-1, two.length)), 0],
    ['lengths that are no numbers', storeOf([one, two], sizes('12', [4])), 0],
    ['the parts in another order', storeOf([two, one], sizes(one.length, two.length)), 0],
    ['a name that leads elsewhere', storeOf([foreign], `{"sha512-../../../../x":${foreign.length}}`), 0],
    ['no JSON', storeOf([one, two], 'tar'), 0],
    ['JSON that is nothing', storeOf([one, two], 'null'), 0],
    ['JSON that is a number', storeOf([one, two], '7'), 0],
    ['no line', Buffer.from('x'.repeat(1000)), 0],
    ['no byte', Buffer.alloc(0), 0],
    [
      'more bytes than a store may have',
      Buffer.concat([storeOf([one, two]), Buffer.alloc(MAX_ARCHIVE_BYTES)]),
      0,
    ],
  ])('with %s gives npm nothing but what is pinned', async (_, store, written) => {
    expect(await extractArchive(store, cache)).toBe(false);
    expect(existsSync(cache) ? filesBelow(cache) : []).toHaveLength(written);
    expect(await createArchive(cache)).toBeUndefined();
  });
});
