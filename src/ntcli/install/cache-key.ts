import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createError } from '../../schema/errors.js';
import { hasLockfile, lockfileDigest } from './lockfile.js';
import { configuredRegistries } from './npm-config.js';
import type { Installable } from './source.js';
import type { CacheEntry } from './tool-cache.js';

/**
 * The key of a cached copy: an exact version and its source, or the checksum of a tarball. Without either, nothing is
 * cached.
 */
export async function computeCacheKey(
  request: Installable,
  job: NodeJS.ProcessEnv,
): Promise<Omit<CacheEntry, 'cache'> | undefined> {
  if (request.kind === 'registry') {
    const registries = request.registry ? [request.registry] : configuredRegistries(job);
    const pins = hasLockfile(request) ? lockfileDigest : '';
    const origin = [request.name, ...registries, request.integrity ?? '', pins].join('\n');
    const hash = createHash('sha256').update(origin).digest('hex').slice(0, 16);
    // @actions/tool-cache ignores build metadata, as npm does.
    return { tool: `ntcli-${hash}`, version: request.version.replace(/\+.*$/, '') };
  }
  const bytes = request.integrity ?? (await computeChecksum(request.location));
  if (bytes === undefined) return undefined;
  // Its dependencies come from a registry.
  const origin = request.registry ? `${bytes}\n${request.registry}` : bytes;
  return { tool: 'ntcli-tarball', version: `0.0.0-${createHash('sha256').update(origin).digest('hex')}` };
}

/** The integrity of a file in npm's format; undefined for a URL, because it is unknown before the download. */
async function computeChecksum(location: string): Promise<string | undefined> {
  if (/^https?:/.test(location)) return undefined;
  const hash = createHash('sha512');
  try {
    await pipeline(createReadStream(location), hash);
  } catch {
    throw createError('ntcli-unavailable', 'Cannot read the file set as `ntcli-package`.');
  }
  return `sha512-${hash.digest('base64')}`;
}
