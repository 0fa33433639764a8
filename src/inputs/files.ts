import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { sep } from 'node:path';
import { isInside, leadsOutOf, readAtMost } from '../lib/fs.js';
import { createSha256 } from '../lib/hash.js';
import { getErrorCode } from '../schema/errors.js';
import { describeAccess } from '../schema/file-access.js';

/** The text of a file, or why it is rejected. */
export type FileText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: string };

/** Reads files that inputs name, by their absolute path. */
export interface InputFiles {
  readonly readText: (path: string, maxBytes?: number) => FileText;
  /** The SHA-256 of a file, in hexadecimal. */
  readonly hash: (path: string) => FileText;
  /** True for a path in the checkout that a symlink takes out of it. */
  readonly leadsOut: (path: string) => boolean;
}

/** Maximum size of a file in bytes, unless the input allows more. */
const MAX_FILE_BYTES = 65_536;

/**
 * Reads a text file that an input names. It must be a regular file in UTF-8 of a bounded size: a decoder that replaces
 * invalid bytes would silently change values.
 *
 * A symlink in the checkout, which a pull request can add, must not send a file of the machine to the platform.
 *
 * @param path absolute
 */
export function readInputFile(
  path: string,
  { checkout }: { readonly checkout: string },
  maxBytes: number = MAX_FILE_BYTES,
): FileText {
  return useFile(path, checkout, (descriptor) => {
    const bytes = readAtMost(descriptor, maxBytes + 1);
    if (bytes.length > maxBytes) return fail(`${path} is larger than ${maxBytes / 1024} KiB`);
    const encodingProblem = findEncodingProblem(bytes);
    if (encodingProblem) return fail(`${path} ${encodingProblem}`);
    return { ok: true, text: new TextDecoder().decode(bytes) };
  });
}

/** Maximum size of a bundle in bytes. */
const MAX_BUNDLE_BYTES = 2 ** 30;

/**
 * Computes the SHA-256 of a regular file that an input names, in hexadecimal.
 *
 * @param path absolute
 */
export function hashInputFile(path: string, { checkout }: { readonly checkout: string }): FileText {
  return useFile(path, checkout, (descriptor) => {
    const hash = createSha256();
    const chunk = Buffer.alloc(2 ** 20);
    let size = 0;
    for (let count = -1; count !== 0; size += count) {
      count = readSync(descriptor, chunk, 0, chunk.length, null);
      hash.update(chunk.subarray(0, count));
      if (size > MAX_BUNDLE_BYTES) return fail(`${path} is larger than 1 GiB`);
    }
    return size === 0 ? fail(`${path} is empty`) : { ok: true, text: hash.digest('hex') };
  });
}

/** Opens a regular file, unless a symlink leads out of the checkout to it. */
function useFile(path: string, checkout: string, use: (descriptor: number) => FileText): FileText {
  if (leadsOutOf(path, checkout)) return fail(`${path} is a symlink to a file outside the checkout`);
  try {
    // A FIFO would block, and so would files such as /proc/kmsg. Windows has no O_NONBLOCK.
    const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stats = fstatSync(descriptor);
      if (stats.isFile()) return use(descriptor);
      return fail(`${path} is not a regular file${stats.isDirectory() ? ', but a directory' : ''}`);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    return fail(`cannot read the file: ${describeReadError(error, path, checkout)}`);
  }
}

function fail(problem: string): FileText {
  return { ok: false, problem };
}

function describeReadError(error: unknown, path: string, checkout: string): string {
  const code = getErrorCode(error) ?? 'unknown error';
  const isCheckoutEmpty = code === 'ENOENT' && isInside(path, checkout) && isEmpty(checkout);
  const hint = isCheckoutEmpty
    ? 'The working directory is empty: check out the repository first (GitHub: `actions/checkout`)'
    : code === 'ENOENT' && findPathHint(path);
  return `${describeAccess(path, code)}${hint ? `. ${hint}` : ''}`;
}

/** Why a path may not exist; undefined if nothing indicates a cause. */
function findPathHint(path: string): string | undefined {
  if (/[*?[\]{}]/.test(path)) return 'Patterns are not expanded; name each file';
  return sep === '/' && path.includes('\\') ? 'Separate directories with `/`' : undefined;
}

function isEmpty(directory: string): boolean {
  try {
    return readdirSync(directory).length === 0;
  } catch {
    return true;
  }
}

/** Why bytes are not UTF-8 text, or undefined for those that are. A byte order mark of UTF-8 is fine. */
function findEncodingProblem(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (isUtf16) return 'is UTF-16; save it as UTF-8';
  if (bytes.includes(0))
    return 'contains a NUL character, so it is UTF-16 or a binary file; save it as UTF-8';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return undefined;
  } catch {
    return `is not UTF-8 (first in line ${findFirstBadLine(bytes)}), but perhaps Windows-1252; save it as UTF-8`;
  }
}

/** Number of the first line that is not UTF-8. In UTF-8, longer characters never contain a line feed. */
function findFirstBadLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for (let start = 0; start <= bytes.length; line++) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed < 0 ? bytes.length : feed;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end + 1;
  }
  return line;
}
