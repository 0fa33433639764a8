import { npmCache } from './npm.js';
import { largestStore, packStore, storeName, unpackStore } from './package-cache.js';

/** Where the CI system keeps a file from one job to the next. Neither of both rejects for long: see `hosts/host.ts`. */
export interface Keep {
  load(name: string, largest: number, signal: AbortSignal): Promise<Buffer | undefined>;
  save(name: string, bytes: Buffer, signal: AbortSignal): Promise<void>;
}

/**
 * Runs an install of the pinned tree with the tarballs of an earlier job at hand, and keeps them for later ones where
 * not all were. Nothing but the install itself can fail.
 *
 * @param scratch the directory with npm's cache
 */
export async function withKeptPackages(
  keep: Keep,
  scratch: string,
  signal: AbortSignal,
  install: () => Promise<void>,
): Promise<void> {
  const cache = npmCache(scratch);
  const kept = await keep.load(storeName, largestStore, signal).catch(() => undefined);
  const isComplete = kept !== undefined && (await unpackStore(kept, cache).catch(() => false));
  await install();
  if (isComplete) return;
  const store = await packStore(cache);
  if (store !== undefined) await keep.save(storeName, store, signal).catch(() => {});
}
