import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dialect } from './compat.js';

/** What ntcli is signed in to. */
export interface SignIn {
  readonly token: string;
  readonly domain: string;
  readonly workspace: { readonly id: string; readonly name: string };
}

/** The private surroundings of every ntcli process of this run. */
export interface Session {
  /** ntcli's home directory: its configuration file is all that is in it. */
  readonly home: string;
  /** An empty directory to work in: ntcli loads `.env` files from where it is started. */
  readonly work: string;
  /** For its temporary files. */
  readonly temp: string;
  /** Directory that later steps get on PATH. */
  readonly bin: string;
}

/** Milliseconds since 1970, in the year 2100. ntcli compares it with the clock; the platform knows the real expiry. */
const farFuture = 4_102_444_800_000;

/** Creates the directories of a session, mode 0700, below the directory of this run. */
export async function createSession(own: string): Promise<Session> {
  const below = (name: string) => join(own, name);
  const session = { home: below('home'), work: below('work'), temp: below('temp'), bin: below('bin') };
  const { home, ...others } = session;
  const directories = [join(home, '.ntcli'), ...Object.values(others)];
  await Promise.all(directories.map((directory) => mkdir(directory, { recursive: true, mode: 0o700 })));
  return session;
}

/**
 * Writes ntcli's configuration file, mode 0600. For the published dialect it holds what `auth login` and
 * `workspace switch` would have put there; the documented one needs only the domain, and no token on disk.
 */
export async function writeConfiguration(session: Session, dialect: Dialect, signIn: SignIn): Promise<void> {
  const { token, domain, workspace } = signIn;
  const common = { version: '1.0.0', lastUpdated: new Date().toISOString(), domain, insecure: false };
  const configuration =
    dialect === 'documented'
      ? common
      : {
          ...common,
          auth: { bearerToken: token, expiresAt: farFuture, user: { id: 'ci', email: 'ci' } },
          workspaces: {
            activeWorkspaceId: workspace.id,
            items: {
              [workspace.id]: {
                workspace_id: workspace.id,
                workspace_name: workspace.name,
                access_token: token,
                token_type: 'Bearer',
                expires_at: farFuture,
                scope: [],
                isActive: true,
              },
            },
          },
        };
  await writeFile(join(session.home, '.ntcli', 'config.json'), JSON.stringify(configuration), {
    mode: 0o600,
  });
}
