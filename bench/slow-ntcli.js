/**
 * The stand-in ntcli as heavy as the real one: an install brings 137 packages, and a start loads them.
 */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const standIn = fileURLToPath(new URL('../test/stand-ins/ntcli-0.4', import.meta.url));

/** What ntcli 0.4.4 depends on, as its package.json says. */
const dependencies = {
  '@types/inquirer': '^9.0.8',
  chalk: '^5.5.0',
  commander: '^14.0.0',
  dotenv: '^17.2.1',
  express: '^5.1.0',
  inquirer: '^12.9.0',
  open: '^10.1.0',
  ora: '^8.2.0',
  uuid: '^11.0.3',
};

/**
 * Writes the package into a directory that is not there yet.
 *
 * @param {string} directory
 */
export async function writeSlowNtcli(directory) {
  await cp(standIn, directory, { recursive: true });
  const manifest = join(directory, 'package.json');
  /** @type {object} */
  const content = JSON.parse(await readFile(manifest, 'utf8'));
  await writeFile(manifest, JSON.stringify({ ...content, dependencies }));
  // ntcli imports all of them at the top of its modules, whatever the command.
  const loaded = Object.keys(dependencies).filter((name) => !name.startsWith('@types/'));
  const entry = join(directory, 'bin', 'ntcli.js');
  const [shebang, ...code] = (await readFile(entry, 'utf8')).split('\n');
  await writeFile(entry, [shebang, ...loaded.map((name) => `import '${name}';`), ...code].join('\n'));
}
