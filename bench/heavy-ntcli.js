/**
 * The fake ntcli, as heavy as the real one: an install downloads 137 packages, and a start loads them.
 */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const fake = fileURLToPath(new URL('../test/fakes/ntcli-0.4', import.meta.url));

/**
 * Writes the package to a new directory.
 *
 * @param {string} directory
 */
export async function writeHeavyNtcli(directory) {
  await cp(fake, directory, { recursive: true });
  /** @type {{ dependencies: Record<string, string> }} */
  const { dependencies } = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'));
  // ntcli imports all of them at startup, for any command.
  const loaded = Object.keys(dependencies).filter((name) => !name.startsWith('@types/'));
  const entry = join(directory, 'bin', 'ntcli.js');
  const [shebang, ...code] = (await readFile(entry, 'utf8')).split('\n');
  await writeFile(entry, [shebang, ...loaded.map((name) => `import '${name}';`), ...code].join('\n'));
}
