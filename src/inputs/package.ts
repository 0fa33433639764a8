import { resolve } from 'node:path';
import { isDecodableUrl } from '../lib/urls.js';
import { isExact, type PackageRequest } from '../ntcli/install/source.js';
import { product } from '../schema/constants.js';
import type { RawInputs } from '../schema/inputs.js';
import type { Reader } from './readers.js';

const invalidUrl = 'not a valid URL (write `%` as `%25`)';

/** True if the user set what is installed. Templates pass the default package on, so that does not count. */
export function isPackageSet(raw: RawInputs): boolean {
  const isOther = (raw['ntcli-package'] ?? product.ntcli.package).trim() !== product.ntcli.package;
  return isOther || raw['ntcli-version'] !== undefined || raw['ntcli-integrity'] !== undefined;
}

/** Reads which ntcli to use, and from where. */
export function readPackage(read: Reader, raw: RawInputs, workDir: string): PackageRequest {
  const name = read.path('ntcli-package') ?? product.ntcli.package;
  const version = read.text('ntcli-version') ?? product.ntcli.version;
  const integrity = read.text('ntcli-integrity');
  const registry = read.text('npm-registry');
  if (registry && /^http:/.test(registry) && !/^http:\/\/(localhost|127\.0\.0\.1)(:|\/|$)/.test(registry)) {
    read.addIssue('npm-registry', 'must use https');
  }
  if (registry && !isDecodableUrl(registry)) read.addIssue('npm-registry', invalidUrl);
  const common = integrity === undefined ? {} : { integrity };
  const isRegistryName =
    /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/.test(name) && !/\.(tgz|tar\.gz)$/.test(name);
  if (isRegistryName && name !== 'preinstalled') {
    return { kind: 'registry', name, version, ...(registry === undefined ? {} : { registry }), ...common };
  }

  // The default version does not apply to a package that the user provides.
  const expected = raw['ntcli-version'] ? { version } : {};
  if (expected.version !== undefined && !isExact(expected.version)) {
    read.addIssue('ntcli-version', 'must be an exact version if `ntcli-package` is not a package name');
  }
  if (name === 'preinstalled') {
    if (registry !== undefined)
      read.addNotice('registry-ignored', 'With `ntcli-package: preinstalled`, nothing is installed.');
    if (integrity !== undefined)
      read.addIssue('ntcli-integrity', 'cannot be checked for a preinstalled ntcli');
    return { kind: 'path', ...expected };
  }
  if (/^http:/.test(name)) read.addIssue('ntcli-package', 'must use https');
  const isUrl = /^https?:/.test(name);
  if (!/\.(tgz|tar\.gz)$/.test(isUrl ? name.replace(/[?#].*$/, '') : name)) {
    read.addIssue('ntcli-package', 'not a package name, `preinstalled`, or a .tgz path or URL');
  }
  if (isUrl && !isDecodableUrl(name)) read.addIssue('ntcli-package', invalidUrl);
  const location = isUrl ? name : resolve(workDir, name);
  // The dependencies of a tarball come from a registry.
  return { kind: 'tarball', location, ...expected, ...(registry !== undefined && { registry }), ...common };
}
