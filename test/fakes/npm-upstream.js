/**
 * The packages that a local npm registry does not have itself, taken from a real one and kept in memory: every answer
 * is fetched once, then comes from this machine.
 */
import { execFileSync } from 'node:child_process';
import { findNpmCli } from './npm-pack.js';

/** @typedef {import('./scripted-server.js').Answer} Answer */

/** The URL of the registry that npm on this machine is configured for. */
export function configuredRegistry() {
  const args = [findNpmCli(), 'config', 'get', 'registry'];
  return execFileSync(process.execPath, args, { encoding: 'utf8' }).trim();
}

/** What npm decides by. Lengths and encodings belong to the connection; cookies are dropped. */
const passedOn = ['content-type', 'cache-control', 'etag'];

/**
 * Credentials are not passed on: the registry must be readable by everybody.
 *
 * @param {string} registry its URL, as `npm config get registry` prints it
 * @param {() => string} local the URL of the local registry, for tarballs
 * @returns {(name: string, accept: string) => Promise<Answer>} answers for a package name (`name`, `@scope/name`) or
 *   the path of a tarball (`name/-/name-1.0.0.tgz`)
 */
export function createUpstream(registry, local) {
  const base = registry.replace(/\/*$/, '/');
  /** @type {Map<string, Promise<Answer>>} */
  const known = new Map();
  /** @type {Map<string, string>} where a tarball really is, by its path here */
  const tarballs = new Map();

  /** @param {string} name @param {string} accept @returns {Promise<Answer>} */
  async function ask(name, accept) {
    const isTarball = name.includes('/-/');
    const url = tarballs.get(name) ?? base + (isTarball ? name : name.replace('/', '%2f'));
    const response = await fetch(url, { headers: { accept } });
    const headers = Object.fromEntries(
      passedOn.flatMap((header) => {
        const value = response.headers.get(header);
        return value === null ? [] : [[header, value]];
      }),
    );
    const bytes = Buffer.from(await response.arrayBuffer());
    const body = response.ok && !isTarball ? withLocalTarballs(name, bytes) : bytes;
    return { status: response.status, headers, body };
  }

  /** @param {string} name @param {Buffer} packument */
  function withLocalTarballs(name, packument) {
    /** @type {{ versions?: Record<string, { dist: { tarball: string } }> }} */
    const document = JSON.parse(packument.toString('utf8'));
    for (const { dist } of Object.values(document.versions ?? {})) {
      const path = `${name}/-/${new URL(dist.tarball).pathname.split('/').at(-1)}`;
      tarballs.set(path, dist.tarball);
      dist.tarball = `${local()}/${path}`;
    }
    return Buffer.from(JSON.stringify(document));
  }

  return async (name, accept) => {
    // npm's short form of a document and the full one are two answers; a tarball is one, whatever is accepted.
    const key = name.includes('/-/') ? name : `${accept} ${name}`;
    const answer = known.get(key) ?? ask(name, accept);
    known.set(key, answer);
    try {
      return await answer;
    } catch (error) {
      known.delete(key);
      const why = error instanceof Error ? (error.cause ?? error) : error;
      return { status: 502, body: { error: `The registry above did not answer: ${why}` } };
    }
  };
}
