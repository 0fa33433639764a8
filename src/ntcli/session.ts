import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { remove, removeStale } from '../lib/fs-retry.js';
import { isInUse, markInUse } from '../lib/owner.js';

/** The private session of every ntcli process of this run. */
export interface Session {
  /** ntcli's home directory, with only its configuration file. */
  readonly home: string;
  /** An empty working directory, because ntcli loads `.env` files from it. */
  readonly work: string;
  /** Temporary files of ntcli. */
  readonly temp: string;
  /** The directory that is added to PATH for later steps. */
  readonly bin: string;
  /** The script that Node.js runs before ntcli. */
  readonly guard: string;
}

/** Creates the directories of a session, mode 0700, below the directory of this run. */
export async function createSession(runDir: string): Promise<Session> {
  const below = (name: string) => join(runDir, name);
  const [home, work, temp, bin] = [below('home'), below('work'), below('temp'), below('bin')];
  const directories = [join(home, '.ntcli'), work, temp, bin];
  await Promise.all(directories.map((directory) => mkdir(directory, { recursive: true, mode: 0o700 })));
  return { home, work, temp, bin, guard: below('guard.cjs') };
}

/** Writes ntcli's configuration file, mode 0600. */
export async function writeConfiguration({ home }: Session, configuration: object): Promise<void> {
  const file = join(home, '.ntcli', 'config.json');
  await writeFile(file, JSON.stringify(configuration), { mode: 0o600 });
}

const prefix = 'ntcli-deploy-';
/** Complete names: a directory of another program may have the same prefix, and is never removed. */
const runDirPattern = new RegExp(`^${prefix}[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`);
/** Directories of the engine loader in the templates, left by killed jobs. */
const engineDirPattern = /^ntcli-engine-\w{6}$/;
/** Milliseconds after its last use after which the directory of a process that has ended is abandoned. */
const staleAfterMs = 86_400_000;

/**
 * Creates the directory for everything that this run writes, mode 0700, outside the checkout. It is registered for cleanup
 * first, so that a job that is killed in between leaves nothing. Abandoned directories of killed jobs are removed.
 *
 * @returns its absolute path
 */
export async function createRunDir(
  temp: string,
  registerCleanup: (directory: string) => void,
): Promise<string> {
  const directory = join(temp, prefix + randomUUID());
  registerCleanup(directory);
  const isLeft = (name: string) =>
    engineDirPattern.test(name) || (runDirPattern.test(name) && !isInUse(join(temp, name)));
  // A runner may name a directory that nothing has created yet.
  await mkdir(temp, { recursive: true });
  await removeStale(temp, isLeft, staleAfterMs);
  await mkdir(directory, { mode: 0o700 });
  await markInUse(directory);
  return directory;
}

/** ntcli's configuration file in the directory of a run: the only file that holds the token. */
function getTokenFile(directory: string): string {
  return join(directory, 'home', '.ntcli', 'config.json');
}

/**
 * Removes the directory of a run, the file with the token first. A directory of any other name is not touched.
 *
 * @returns undefined when it is gone, else what is left, in one sentence
 */
export async function removeRunDir(directory: string): Promise<string | undefined> {
  if (!runDirPattern.test(basename(directory))) return undefined;
  const tokenFile = getTokenFile(directory);
  await remove(tokenFile).catch(() => {});
  try {
    await remove(directory);
    return undefined;
  } catch {
    const content = existsSync(tokenFile) ? 'It contains the token.' : 'The token in it was removed.';
    return `Failed to remove ${directory}. ${content}`;
  }
}
