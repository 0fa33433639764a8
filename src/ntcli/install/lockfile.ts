import { createHash } from 'node:crypto';
import tree from './lockfile.json' with { type: 'json' };
import type { Installable } from './source.js';

/** The dependencies of the tested ntcli, each in one version and by the sha512 of its tarball. */
export const pinnedPackages: Readonly<Record<string, PinnedPackage>> = tree.packages;

/** An entry of npm's package-lock.json. */
interface PinnedPackage {
  readonly version: string;
  readonly integrity: string;
  readonly peerDependenciesMeta?: Readonly<Record<string, unknown>>;
}

/**
 * Packages that pinned ones try to load, and do without: npm installs none of them. Empty ones take their places, or
 * else Node.js would look for them above the install, where somebody else may have put one.
 */
export const missingOptionalPeers: readonly string[] = [
  ...new Set(
    Object.values(pinnedPackages).flatMap(({ peerDependenciesMeta = {} }) =>
      Object.keys(peerDependenciesMeta),
    ),
  ),
].filter((name) => !(`node_modules/${name}` in pinnedPackages));

/** Changes whenever any pinned package does, so that no cache hands out the tree of another release. */
export const lockfileDigest = createHash('sha256').update(JSON.stringify(tree)).digest('hex').slice(0, 16);

/**
 * Stands for the registry of the machine: npm puts the configured one in its place
 * (`replace-registry-host=always`, read in the sources of npm 9.9 to 11.19), path and protocol included.
 */
const REGISTRY_PLACEHOLDER = 'https://registry.invalid';

/** True for the very ntcli that the pinned tree belongs to; any other brings dependencies of its own. */
export function hasLockfile(request: Installable): boolean {
  const { name, version } = tree.ntcli;
  return request.kind === 'registry' && request.name === name && request.version === version;
}

/**
 * The text of a package-lock.json for an install of the tested ntcli. Its own tarball is checked by the integrity that
 * the registry announces, or by the one given: no published one could be had when this was made.
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
    // Without an address npm asks for it where the configuration says for its scope.
    [`node_modules/${name}`]: { version, dependencies, ...(integrity && { integrity }) },
    ...Object.fromEntries(pinned),
  };
  return JSON.stringify({ lockfileVersion: 3, requires: true, packages });
}

/** Where every npm registry has the tarball of a package, from its root. */
function tarballPath(path: string, version: string): string {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  return `/${name}/-/${name.slice(name.indexOf('/') + 1)}-${version}.tgz`;
}
