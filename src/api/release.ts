import { isRecord, type Json, type JsonIssue, type JsonObject, listField, textField } from './json.js';

/** A .mcpb bundle of a release. */
export interface Bundle {
  /** The https URL from which the platform loads it. Its end names the architecture: `-linux-amd64.mcpb`. */
  readonly url: string;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** What a release changes in a server.json. */
export interface Release {
  readonly version?: string;
  /** All bundles of the release; empty to leave the packages as they are. */
  readonly bundles: readonly Bundle[];
}

/**
 * A server.json with the version and the bundles of a release. Bundles replace all bundles of the file, because those are
 * of another release. Each is made like the one of the same architecture, or else like the first, so that it declares
 * the same variables.
 */
export function applyRelease(spec: JsonObject, { version, bundles }: Release): JsonObject {
  const current = listField(spec, 'packages') ?? [];
  const isBundle = (entry: Json) => textField(entry, 'registryType') === 'mcpb';
  const replaced = current.filter(isBundle);
  const others = current
    .filter((entry) => bundles.length === 0 || !isBundle(entry))
    .map((entry) => (isRecord(entry) && version !== undefined ? { ...entry, version } : entry));
  const ours = bundles.map((bundle) => ({
    ...findTemplate(replaced, bundle),
    identifier: bundle.url,
    version: version ?? textField(spec, 'version') ?? '',
    fileSha256: bundle.sha256,
  }));
  // The control plane decides by the first package what the server is made of.
  const firstIsOther = current[0] !== undefined && !isBundle(current[0]);
  return {
    ...spec,
    ...(version !== undefined && { version }),
    ...((version !== undefined || ours.length > 0) && {
      packages: firstIsOther ? [...others, ...ours] : [...ours, ...others],
    }),
  };
}

function findTemplate(bundles: readonly Json[], { url }: Bundle): JsonObject {
  const arch = archOf(url);
  const same = bundles.find((entry) => archOf(textField(entry, 'identifier') ?? '') === arch);
  const template = same ?? bundles[0];
  return isRecord(template)
    ? template
    : { registryType: 'mcpb', transport: { type: 'streamable-http' }, environmentVariables: [] };
}

/** The architecture at the end of a bundle's URL, such as `linux-amd64`. */
function archOf(url: string): string | undefined {
  return /-([a-z0-9]+-[a-z0-9]+)\.mcpb(\?.*)?$/.exec(url)?.[1];
}

/** The bundles of a server.json that would be deployed under a version that is not theirs. */
export function findStaleBundles(spec: JsonObject, { version, bundles }: Release): readonly JsonIssue[] {
  if (version === undefined || bundles.length > 0) return [];
  return (listField(spec, 'packages') ?? []).flatMap((entry, index) => {
    const own = textField(entry, 'version');
    if (textField(entry, 'registryType') !== 'mcpb' || own === version) return [];
    return [{ path: `packages[${index}]`, problem: `is a bundle of ${own ?? 'another version'}` }];
  });
}
