import { createHash } from 'node:crypto';
import tree from './lockfile.json' with { type: 'json' };
import type { Installable } from './source.js';

/** The dependencies of the tested ntcli, each pinned to one version and the SHA-512 of its tarball. */
export const pinnedPackages: Readonly<Record<string, PinnedPackage>> = tree.packages;

/** An entry of npm's package-lock.json. */
interface PinnedPackage {
  readonly version: string;
  readonly integrity: string;
}

/** Changes with any pinned package, so that no cache returns the tree of another release. */
export const lockfileDigest = createHash('sha256').update(JSON.stringify(tree)).digest('hex').slice(0, 16);

/**
 * Placeholder for the registry of the machine: npm replaces it with the configured one, including path and protocol
 * (`replace-registry-host=always`, read in the source of npm 9.9 to 11.19).
 */
const REGISTRY_PLACEHOLDER = 'https://registry.invalid';

/** True for the ntcli that the pinned tree belongs to; any other has its own dependencies. */
export function hasLockfile(request: Installable): boolean {
  const { name, version } = tree.ntcli;
  return request.kind === 'registry' && request.name === name && request.version === version;
}

/**
 * The text of a package-lock.json for an install of the tested ntcli. Its own tarball is checked by the integrity that the
 * registry announces, or by the given one: it was not available on npm when this was written.
 *
 * @param integrity of ntcli itself
 */
export function createLockfile(integrity: string | undefined): string {
  const { name, version, dependencies } = tree.ntcli;
  const pinned = Object.entries(pinnedPackages).map(([path, entry]) => [
    path,
    { ...entry, resolved: REGISTRY_PLACEHOLDER + tarballPath(path, entry.version) },
  ]);
  const packages = {
    '': { dependencies: { [name]: version } },
    // Without a URL, npm uses the registry that is configured for its scope.
    [`node_modules/${name}`]: { version, dependencies, ...(integrity && { integrity }) },
    ...Object.fromEntries(pinned),
  };
  return JSON.stringify({ lockfileVersion: 3, requires: true, packages });
}

/** The path of a tarball, the same on every npm registry. */
function tarballPath(path: string, version: string): string {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  return `/${name}/-/${name.slice(name.indexOf('/') + 1)}-${version}.tgz`;
}
