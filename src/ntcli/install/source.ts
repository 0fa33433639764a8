/** The requested source of ntcli. The result is compared with `version` and `integrity`. */
export type PackageRequest =
  | {
      readonly kind: 'registry';
      readonly name: string;
      /** Exact version, range or dist-tag. */
      readonly version: string;
      /** Absent: the registry of the npm configuration. */
      readonly registry?: string;
      readonly integrity?: string;
    }
  | {
      readonly kind: 'tarball';
      /** Absolute path, or https URL. */
      readonly location: string;
      /** Required exact version. */
      readonly version?: string;
      /** For its dependencies. Absent: the registry of the npm configuration. */
      readonly registry?: string;
      readonly integrity?: string;
    }
  | { readonly kind: 'path'; readonly version?: string };

/** Sources that npm installs from. */
export type Installable = Exclude<PackageRequest, { readonly kind: 'path' }>;

/** True for an exact version. */
export function isExact(version: string): boolean {
  return /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/.test(version);
}
