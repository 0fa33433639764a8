/**
 * The stand-in ntcli as heavy as the real one: an install brings 137 packages, and a start loads them.
 */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const standIn = fileURLToPath(new URL('../test/fakes/ntcli-0.4', import.meta.url));

/**
 * Writes the package into a directory that is not there yet.
 *
 * @param {string} directory
 */
export async function writeSlowNtcli(directory) {
  await cp(standIn, directory, { recursive: true });
  /** @type {{ dependencies: Record<string, string> }} */
  const { dependencies } = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'));
  // ntcli imports all of them at the top of its modules, whatever the command.
  const loaded = Object.keys(dependencies).filter((name) => !name.startsWith('@types/'));
  const entry = join(directory, 'bin', 'ntcli.js');
  const [shebang, ...code] = (await readFile(entry, 'utf8')).split('\n');
  await writeFile(entry, [shebang, ...loaded.map((name) => `import '${name}';`), ...code].join('\n'));
}
