import { basename, resolve } from 'node:path';
import { toPlatformId } from '../api/endpoints.js';
import { formatIssues, getPath, isRecord, type JsonObject, listField, textField } from '../api/json.js';
import { applyRelease, type Bundle, findStaleBundles, type Release } from '../api/release.js';
import { RUNTIME_META_KEY } from '../api/server-shape.js';
import { findSpecIssues } from '../api/server-spec.js';
import type { FileText, InputFiles } from './files.js';
import { parseJsonFile } from './json-file.js';
import type { Reader } from './readers.js';
import type { Server } from './types.js';

/** The servers of `server-file`, and the texts of the files. */
export interface ServerFiles {
  readonly isGiven: boolean;
  readonly servers: readonly Server[];
  /** The path of the file of each server. */
  readonly paths: ReadonlyMap<Server, string>;
  readonly texts: readonly string[];
}

/**
 * Reads and validates the files of `server-file`, and applies the release that `server-version`, `bundle` and `bundle-url`
 * describe. All faults are reported at once, each with its JSON path.
 *
 * @param workDir directory that a relative path starts from
 */
export function readServerFiles(read: Reader, workDir: string, files: InputFiles): ServerFiles {
  const paths = read.paths('server-file');
  const release = readRelease(read, workDir, files);
  if ((release.version !== undefined || release.bundles.length > 0) && paths.length !== 1)
    read.addIssue(
      release.version === undefined ? 'bundle' : 'server-version',
      'needs exactly one file in `server-file`',
    );
  const texts = paths.map((path) => files.readText(resolve(workDir, path)));
  const servers = new Map<Server, string>();
  for (const [index, path] of paths.entries()) {
    const text = texts[index];
    const server = text && readServer(read, path, text, release);
    if (server) servers.set(server, path);
  }
  return {
    isGiven: paths.length > 0,
    servers: [...servers.keys()],
    paths: servers,
    texts: texts.flatMap((text) => (text.ok ? [text.text] : [])),
  };
}

function readServer(read: Reader, path: string, file: FileText, release: Release): Server | undefined {
  if (!file.ok) return read.addIssue('server-file', file.problem);
  const parsed = parseJsonFile(file.text);
  if (!parsed.ok) return read.addIssue('server-file', `${path} ${parsed.problem}`);
  const { json } = parsed;
  if (!isRecord(json)) return read.addIssue('server-file', `${path} is not a JSON object`);
  if (json.name === undefined && isRecord(json.server))
    return read.addIssue(
      'server-file',
      `${path} is a response of the registry; only the object in its \`server\` is a server.json`,
    );
  const stale = findStaleBundles(json, release);
  if (stale.length > 0) {
    const problem = `${path}: ${formatIssues(stale)}; name those of the release in \`bundle\``;
    return read.addIssue('server-version', problem);
  }
  const spec = applyRelease(json, release);
  const issues = findSpecIssues(spec);
  if (issues.length > 0) return read.addIssue('server-file', `${path}: ${formatIssues(issues)}`);
  reportRuntime(read, path, spec);
  const registryId = textField(spec, 'name') ?? '';
  const version = textField(spec, 'version') ?? '';
  return {
    label: `${registryId}@${version}`,
    registryId,
    version,
    platformId: toPlatformId(registryId),
    entry: { version, spec },
  };
}

/** The platform runs a bundle without a runtime with Python (nimbletools-core, routes/servers.py), whatever it is. */
function reportRuntime(read: Reader, path: string, spec: JsonObject): void {
  const isBundle = textField(listField(spec, 'packages')?.[0], 'registryType') === 'mcpb';
  if (isBundle && getPath(spec, '_meta', RUNTIME_META_KEY, 'runtime') === undefined)
    read.addNotice('runtime-missing', `${path} has no _meta["${RUNTIME_META_KEY}"].runtime.`);
}

function readRelease(read: Reader, workDir: string, files: InputFiles): Release {
  const version = read.text('server-version')?.replace(/^v(?=\d)/, '');
  const base = read.text('bundle-url');
  const items = read.paths('bundle');
  if (base !== undefined && items.length === 0)
    read.addIssue('bundle-url', 'needs `bundle`, the files that are there');
  const bundles = items.flatMap((item) => readBundle(read, item, base, workDir, files) ?? []);
  const names = bundles.map(({ url }) => fileName(url));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) read.addIssue('bundle', `names ${twice} twice`);
  return { bundles, ...(version !== undefined && { version }) };
}

/** A bundle from `URL#sha256=HEX`, or from a file whose URL is below `bundle-url`. */
function readBundle(
  read: Reader,
  item: string,
  base: string | undefined,
  workDir: string,
  files: InputFiles,
): Bundle | undefined {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(item)) {
    const [, url, sha256] = /^(https:\/\/[^#\s]+)#sha256=([0-9a-fA-F]{64})$/.exec(item) ?? [];
    if (url === undefined || sha256 === undefined)
      return read.addIssue(
        'bundle',
        'the URL of a bundle must be https and end with `#sha256=` and 64 hexadecimal digits',
      );
    return { url, sha256: sha256.toLowerCase() };
  }
  if (base === undefined)
    return read.addIssue('bundle', 'a file needs `bundle-url`, the URL of the folder that it is uploaded to');
  const path = resolve(workDir, item);
  const hash = files.hash(path);
  if (!hash.ok) return read.addIssue('bundle', hash.problem);
  return { url: `${base.replace(/\/+$/, '')}/${encodeURIComponent(basename(path))}`, sha256: hash.text };
}

function fileName(url: string): string {
  const path = url.replace(/\?.*$/, '');
  return path.slice(path.lastIndexOf('/') + 1);
}
