import { readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Environment } from '../../lib/env.js';
import { createError } from '../../schema/errors.js';
import { isExact } from './source.js';

/** An installed ntcli. */
export interface Ntcli {
  readonly version: string;
  /** Absolute path of the JavaScript file of the `ntcli` command, which `node <entry>` runs. */
  readonly entry: string;
  /** For an `entry` that is a program of its own, such as a wrapper script: variables that it needs. */
  readonly shim?: Environment;
}

/**
 * Reads the manifest of a package directory. Nothing in it is executed.
 *
 * @throws DeployError ntcli-unexpected if the directory is not a package with an `ntcli` command inside it
 */
export async function readNtcliPackage(directory: string): Promise<Ntcli> {
  const manifest = await readManifest(directory);
  const command = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin?.ntcli;
  if (typeof manifest.version !== 'string' || !isExact(manifest.version) || typeof command !== 'string') {
    throw createError('ntcli-unexpected', 'The package has no version or no `ntcli` command.');
  }
  const inside = await realpath(directory);
  const entry = await realpath(join(inside, command)).catch(() => '');
  if (!entry.startsWith(inside + sep)) {
    throw createError('ntcli-unexpected', 'The `ntcli` command of the package is not a file inside it.');
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
    throw createError('ntcli-unexpected', 'The package has no readable package.json.');
  }
}
