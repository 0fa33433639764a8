import { type Json, listField, textField } from './json.js';
import type { RegistryEntry } from './registry.js';

/**
 * Why a deployed server is another one than a registry entry, though both have the same id on the platform: the last
 * part of the registry id (`io.exa/mcp`, `io.tavily/mcp`). The platform does not show the registry id, so titles and the
 * origins of the packages are compared. Only if all of them differ, the servers do.
 *
 * @param deployed the stored settings that the platform shows
 * @returns a description of the other server; undefined if they may be the same
 */
export function describeOtherServer({ spec }: RegistryEntry, deployed: Json | undefined): string | undefined {
  const [ours, theirs] = [packageOrigins(spec), packageOrigins(deployed)];
  const title = textField(deployed, 'title');
  const isSame = title === textField(spec, 'title') || ours.some((origin) => theirs.includes(origin));
  if (ours.length === 0 || theirs.length === 0 || title === undefined || isSame) return undefined;
  return `${title} (${theirs.join(', ')})`;
}

/** Where packages come from: host, owner and repository of a bundle's URL, or the name of an image. */
function packageOrigins(spec: Json | undefined): readonly string[] {
  const identifiers = (listField(spec, 'packages') ?? []).flatMap(
    (one) => textField(one, 'identifier') ?? [],
  );
  return [...new Set(identifiers.map((text) => text.replace(/^(https?:(?:\/+[^/]+){3})\/.*$/, '$1')))];
}
