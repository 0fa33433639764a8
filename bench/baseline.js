/**
 * The vendor's snippet, and the bare process at its end.
 */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { workspaceId } from '../test/fakes/platform.js';
import { timed } from './child.js';

/** @typedef {import('./fixtures.js').Fixtures} Fixtures */

/** In the form that the published ntcli accepts; it rejects the documented `workspace select NAME`. */
const snippet = `
"$NODE" "$NPM_CLI" install -g --prefix "$PREFIX" @nimbletools/ntcli
echo "# installed"
ntcli workspace switch my-workspace
ntcli server deploy ai.nimbletools/echo
`;

/**
 * Runs it on a fresh machine: home, npm cache and temporary directory are empty, but ntcli is signed in.
 *
 * @param {Fixtures} fixtures
 * @returns {Promise<{ whole: number, install: number }>} seconds
 */
export async function runSnippet(fixtures) {
  const machine = await mkdtemp(join(fixtures.root, 'vendor-'));
  const place = await freshPlace(fixtures, machine);
  await writeSession(fixtures, place.env.HOME);
  const { seconds, lines } = await timed('bash', ['-eo', 'pipefail', '-c', snippet], place);
  return { whole: seconds, install: lines.at('# installed') };
}

/**
 * Installs ntcli once, signed in and with its workspace.
 *
 * @param {Fixtures} fixtures
 * @returns {Promise<(args: string[]) => Promise<number>>} runs one ntcli process: its seconds
 */
export async function installFloor(fixtures) {
  const machine = await mkdtemp(join(fixtures.root, 'floor-'));
  const place = await freshPlace(fixtures, machine);
  const prefix = place.env.PREFIX;
  const install = ['install', '-g', '--prefix', prefix, '@nimbletools/ntcli'];
  await timed(process.execPath, [fixtures.npm, ...install], place);
  await writeSession(fixtures, place.env.HOME, workspaceId);
  const entry = join(prefix, 'lib', 'node_modules', '@nimbletools', 'ntcli', 'bin', 'ntcli.js');
  return async (args) => (await timed(process.execPath, [entry, ...args], place)).seconds;
}

/** @param {Fixtures} fixtures @param {string} machine */
async function freshPlace(fixtures, machine) {
  const [home, temp, work] = [join(machine, 'home'), join(machine, 'temp'), join(machine, 'work')];
  for (const directory of [home, temp, work]) await mkdir(directory);
  const prefix = join(machine, 'prefix');
  const path = [join(prefix, 'bin'), dirname(process.execPath), process.env.PATH ?? ''];
  const env = {
    PATH: path.join(delimiter),
    HOME: home,
    TMPDIR: temp,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    NODE: process.execPath,
    NPM_CLI: fixtures.npm,
    PREFIX: prefix,
    npm_config_registry: fixtures.registry.url,
  };
  return { cwd: work, env };
}

/**
 * Writes the configuration of a login, in the format of ntcli 0.4.x.
 *
 * @param {Fixtures} fixtures
 * @param {string} home
 * @param {string} [active] UUID of the active workspace; absent: none
 */
async function writeSession({ platform, token }, home, active) {
  const farFuture = 4_102_444_800_000;
  const item = {
    workspace_id: active,
    workspace_name: 'my-workspace',
    access_token: token,
    token_type: 'Bearer',
    expires_at: farFuture,
    scope: [],
    isActive: true,
  };
  const configuration = {
    version: '1.0.0',
    lastUpdated: new Date().toISOString(),
    domain: platform.domain,
    insecure: false,
    auth: { bearerToken: token, expiresAt: farFuture, user: { id: 'ci', email: 'ci' } },
    workspaces: active ? { activeWorkspaceId: active, items: { [active]: item } } : { items: {} },
  };
  await mkdir(join(home, '.ntcli'), { mode: 0o700 });
  await writeFile(join(home, '.ntcli', 'config.json'), JSON.stringify(configuration), { mode: 0o600 });
}
