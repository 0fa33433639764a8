import { quoteLine } from '../lib/sanitize.js';
import { type Json, listField, textField } from './json.js';
import type { RegistryEntry } from './registry.js';

/** Whether a deployed server is that of a registry entry. `unknown`: the platform does not show enough to tell. */
export type Identity =
  | { readonly kind: 'same' | 'unknown' }
  | { readonly kind: 'other'; readonly description: string };

/**
 * Compares a deployed server with a registry entry of the same id on the platform: the last part of the registry id
 * (`io.exa/mcp`, `io.tavily/mcp`). The platform does not show the registry id, so titles and the origins of the packages
 * are compared. One that agrees is enough; it is another server only if all of them differ.
 *
 * @param deployed the stored settings that the platform shows
 */
export function compareIdentity({ spec }: RegistryEntry, deployed: Json | undefined): Identity {
  const [ours, theirs] = [packageOrigins(spec), packageOrigins(deployed)];
  const title = textField(deployed, 'title');
  const isTitleEqual = title !== undefined && title === textField(spec, 'title');
  if (isTitleEqual || ours.some((origin) => theirs.includes(origin))) return { kind: 'same' };
  if (ours.length === 0 || theirs.length === 0 || title === undefined) return { kind: 'unknown' };
  return { kind: 'other', description: quoteLine(`${title} (${theirs.join(', ')})`) };
}

/** Where packages come from: host, owner and repository of a bundle's URL, or the name of an image without its tag. */
function packageOrigins(spec: Json | undefined): readonly string[] {
  const identifiers = (listField(spec, 'packages') ?? []).flatMap(
    (one) => textField(one, 'identifier') ?? [],
  );
  return [...new Set(identifiers.map(toOrigin))];
}

function toOrigin(identifier: string): string {
  if (/^https?:/.test(identifier)) return identifier.replace(/^(https?:(?:\/+[^/]+){3})\/.*$/, '$1');
  return identifier.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}
