import { readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { failed } from '../../schema/errors.js';
import { isExact } from './source.js';

/** An ntcli on this machine that can be started with `node <entry>`. */
export interface Ntcli {
  readonly version: string;
  /** Absolute path of the JavaScript file behind the `ntcli` command. */
  readonly entry: string;
}

/**
 * Reads what a package directory says of itself. Nothing in it is run.
 *
 * @throws Failed ntcli-unexpected when the directory holds no package with an `ntcli` command inside it
 */
export async function readNtcli(directory: string): Promise<Ntcli> {
  const manifest = await readManifest(directory);
  const command = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin?.ntcli;
  if (typeof manifest.version !== 'string' || !isExact(manifest.version) || typeof command !== 'string') {
    throw failed('ntcli-unexpected', 'The package has no version or no `ntcli` command.');
  }
  const inside = await realpath(directory);
  const entry = await realpath(join(inside, command)).catch(() => '');
  if (!entry.startsWith(inside + sep)) {
    throw failed('ntcli-unexpected', 'The `ntcli` command of the package is not a file inside it.');
  }
  return { version: manifest.version, entry };
}

interface Manifest {
  readonly version?: unknown;
  readonly bin?: string | Readonly<Record<string, unknown>> | null;
}

async function readManifest(directory: string): Promise<Manifest> {
  try {
    const manifest: Manifest | null = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'));
    return manifest ?? {};
  } catch {
    throw failed('ntcli-unexpected', 'The package has no readable package.json.');
  }
}
