import type { Hash } from 'node:crypto';
import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/** A SHA-256 hash. node:crypto is loaded at the first call: it takes 10 ms, and most runs need it late or never. */
export function createSha256(): Hash {
  const { createHash }: typeof import('node:crypto') = load('node:crypto');
  return createHash('sha256');
}
