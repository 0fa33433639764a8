/** Where ntcli is to come from. `version` and `integrity` are what the result is compared with. */
export type PackageRequest =
  | {
      readonly kind: 'registry';
      readonly name: string;
      /** Exact version, range or dist-tag. */
      readonly version: string;
      /** Absent: as the npm configuration says. */
      readonly registry?: string;
      readonly integrity?: string;
    }
  | {
      readonly kind: 'tarball';
      /** Absolute path, or https URL. */
      readonly location: string;
      /** Exact version that it must have. */
      readonly version?: string;
      readonly integrity?: string;
    }
  | { readonly kind: 'path'; readonly version?: string };

/** What npm installs; an ntcli on PATH is only found. */
export type Installable = Exclude<PackageRequest, { readonly kind: 'path' }>;

/** True for a version that names one release and no other. */
export function isExact(version: string): boolean {
  return /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/.test(version);
}
