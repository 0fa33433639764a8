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
 * are compared. A common origin is enough. So is the same title, if the packages do not have two publishers: servers for one
 * product often have the same title and the same last part of the id. It is another server if origins and titles differ;
 * without a title, which is optional, only if the publishers differ too, because one may have moved the packages.
 *
 * @param deployed the stored settings that the platform shows
 */
export function compareIdentity({ spec }: RegistryEntry, deployed: Json | undefined): Identity {
  const [ours, theirs] = [readOrigins(spec), readOrigins(deployed)];
  const title = textField(deployed, 'title');
  const isTitleEqual = title !== undefined && title === textField(spec, 'title');
  if (share(ours, theirs, ({ source }) => source)) return { kind: 'same' };
  const isComparable = ours.length > 0 && theirs.length > 0;
  const mayShare = !isComparable || share(ours, theirs, ({ publisher }) => publisher);
  if (isTitleEqual) return { kind: mayShare ? 'same' : 'unknown' };
  if (!isComparable || (title === undefined && mayShare)) return { kind: 'unknown' };
  const sources = [...new Set(theirs.map(({ source }) => source))].join(', ');
  return { kind: 'other', description: quoteLine(title === undefined ? sources : `${title} (${sources})`) };
}

/** Where a package comes from. */
interface Origin {
  /** Host, owner and repository of a bundle's URL, or the name of an image without its tag. */
  readonly source: string;
  /** The name of the owner, which is often the same on several hosts. */
  readonly publisher: string;
}

function share<Value>(
  some: readonly Value[],
  others: readonly Value[],
  select: (one: Value) => string,
): boolean {
  return some.some((one) => others.some((other) => select(one) === select(other)));
}

function readOrigins(spec: Json | undefined): readonly Origin[] {
  return (listField(spec, 'packages') ?? []).flatMap((one) => {
    const identifier = textField(one, 'identifier');
    return identifier === undefined ? [] : toOrigin(identifier, textField(one, 'version') ?? '');
  });
}

function toOrigin(identifier: string, version: string): Origin {
  const [, host, path = ''] = /^(https?:\/+[^/]+)\/+([^?#]*)/.exec(identifier) ?? [];
  const image = identifier.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
  const source = (host === undefined ? image : `${host}/${cutPath(path, version)}`).toLowerCase();
  const [owner, name] = source.split('/').slice(-2);
  // Projects of GitLab have numbers instead of owners there.
  return { source, publisher: name === undefined || owner === 'projects' ? source : (owner ?? source) };
}

/** The first two parts of a path. A version in them differs in every release; a number alone may be part of a name. */
function cutPath(path: string, version: string): string {
  const withoutVersion = /\d\.\d/.test(version) ? path.replaceAll(version, '*') : path;
  // The package registry of GitLab has the same first parts for all projects.
  const [cut = ''] = /^(?:api\/v4\/projects\/[^/]+|[^/]+\/[^/]+|.*)/.exec(withoutVersion) ?? [];
  return cut;
}
