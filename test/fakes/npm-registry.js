/**
 * A small npm registry on a local port: what `npm install` needs, and faults on demand.
 */
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack } from './npm-pack.js';
import { createUpstream } from './npm-upstream.js';
import { partsOf, startScriptedServer } from './scripted-server.js';

/** @typedef {{ file: string, url: string, integrity: string }} Tarball */

/**
 * The registry's document on one package; a test may change it, for example to add a tag or to spoil an integrity.
 *
 * @typedef {object} Packument
 * @property {string} name
 * @property {Record<string, string>} dist-tags
 * @property {Record<string, { name: string, version: string,
 *   dist: { tarball: string, integrity: string, shasum: string }, [field: string]: unknown }>} versions
 * @property {Record<string, string>} time
 */

/**
 * @typedef {object} NpmRegistryParts
 * @property {Map<string, Tarball>} tarballs by `name@version`; `file` is an absolute path
 * @property {Map<string, Packument>} packuments by name
 */

/** @typedef {import('./scripted-server.js').ScriptedServer & NpmRegistryParts} NpmRegistry */

/** Long ago, so that no minimum release age of a user's npm configuration hides a version. */
const published = '2025-01-01T00:00:00.000Z';

/**
 * Packs the directories and serves them. Of several versions of one name the one listed first is `latest`. Below
 * `/without-ntcli` is the same registry without ntcli.
 *
 * @param {{ packages: string[], upstream?: string, port?: number }} options package directories; the URL of a registry that
 *   has what is not among them, without which there is nothing else; the port, where 0 is any that is free
 * @returns {Promise<NpmRegistry>}
 */
export async function startNpmRegistry({ packages, upstream, port = 0 }) {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'npm-registry-')));
  const clean = () => rm(home, { recursive: true, force: true, maxRetries: 3 });
  /** @type {Map<string, Tarball>} */
  const tarballs = new Map();
  /** @type {Map<string, Packument>} */
  const packuments = new Map();
  /** @type {Map<string, string>} */
  const files = new Map();
  /** @type {string} */
  let url = '';
  const above = upstream ? createUpstream(upstream, () => url) : undefined;
  try {
    const all = await pack(packages, home);
    const server = await startScriptedServer(answer, port);
    url = server.url;
    for (const { manifest, file, integrity, shasum } of all) {
      const { name, version } = manifest;
      if (tarballs.has(`${name}@${version}`)) throw new Error(`${name}@${version} is there twice.`);
      const path = `/${name}/-/${name.slice(name.indexOf('/') + 1)}-${version}.tgz`;
      const tarball = url + path;
      files.set(path, file);
      tarballs.set(`${name}@${version}`, { file, url: tarball, integrity });
      const packument = packuments.get(name) ?? newPackument(name, version);
      packuments.set(name, packument);
      packument.time[version] = published;
      packument.versions[version] = {
        ...manifest,
        _id: `${name}@${version}`,
        dist: { tarball, integrity, shasum },
      };
    }
    const close = () => server.close().then(clean);
    return { ...server, tarballs, packuments, close };
  } catch (error) {
    await clean();
    throw error;
  }

  /** @param {import('./scripted-server.js').LoggedRequest} request @returns {Promise<import('./scripted-server.js').Answer>} */
  async function answer({ method, path, headers }) {
    const [first, ...rest] = partsOf(path);
    const isWithoutNtcli = first === 'without-ntcli';
    const asked = (isWithoutNtcli ? rest : [first, ...rest]).join('/');
    if (isWithoutNtcli && asked.startsWith('@nimbletools/ntcli'))
      return { status: 404, body: { error: 'Not found' } };
    const isRead = method === 'GET';
    const file = files.get(`/${asked}`);
    if (isRead && file) return { body: await readFile(file) };
    const packument = isRead ? packuments.get(asked) : undefined;
    if (packument) return { body: packument };
    if (asked === '-/ping') return { body: {} };
    if (isRead && above) return above(asked, headers.accept ?? '');
    return { status: 404, body: { error: 'Not found' } };
  }
}

/** @param {string} name @param {string} latest @returns {Packument} */
function newPackument(name, latest) {
  return { name, 'dist-tags': { latest }, versions: {}, time: { created: published, modified: published } };
}
