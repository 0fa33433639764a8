/**
 * A published ntcli without dependencies, so that an install takes a second and no other registry. (The default, 0.4.4,
 * has 137 packages.)
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const minimalVersion = '0.4.3';

const published = fileURLToPath(new URL('ntcli-0.4', import.meta.url));

/**
 * Calls a function with a directory that contains the package, and removes it afterwards.
 *
 * @template Result
 * @param {(directory: string) => Promise<Result>} use
 */
export async function withMinimalNtcli(use) {
  const directory = await mkdtemp(join(tmpdir(), 'ntcli-minimal-'));
  try {
    await cp(published, directory, { recursive: true });
    const file = join(directory, 'package.json');
    const manifest = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...manifest, version: minimalVersion, dependencies: {} }));
    return await use(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
