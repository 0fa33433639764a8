/**
 * `ntcli auth`, `workspace` and `config` of ntcli 0.4.x, as far as a pipeline meets them, as measured: `auth
 * status` always exits 0 and prints parts of the token, `config show` prints it whole, and `workspace switch` hides every
 * API error behind "not found".
 */
import { existsSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { bearerToken, configFile, loadConfig, localWorkspace, request, saveConfig } from './platform.js';
import { complain, paint, print, startSpinner } from './terminal.js';

/** @typedef {{ workspace_id: string, workspace_name: string }} RemoteWorkspace */
/** @typedef {import('./arguments.js').Action} Action */

const YEAR_IN_MS = 365 * 24 * 60 * 60 * 1000;

/** @type {Action} */
export function status() {
  startSpinner('🔍 Checking authentication status...');
  const { auth } = loadConfig();
  const token = bearerToken();
  if (!auth || !token) {
    print(paint('yellow', '❌ Not authenticated'));
    print(paint('gray', '   Please run: ntcli auth login'));
    return;
  }
  const minutes = Math.floor((auth.expiresAt - Date.now()) / 60_000);
  print(paint('green', '✅ Authenticated'));
  print(paint('gray', `   Email: ${auth.user.email}`));
  print(paint('gray', `   User ID: ${auth.user.id}`));
  print(paint('gray', `   Token expires: ${new Date(auth.expiresAt).toLocaleString()}`));
  print(paint('gray', `   Time remaining: ${Math.floor(minutes / 60)}h ${minutes % 60}m`));
  print(paint('gray', `   Bearer token: ${token.slice(0, 20)}...${token.slice(-10)}`));
}

/** The real one opens a browser and waits for it; a pipeline has none. @type {Action} */
export function login() {
  complain(paint('red', 'Login failed: this stand-in has no browser'));
  return 1;
}

/** @type {Action} */
export function configShow() {
  print(
    `📋 Configuration File\n\n  Path: ${configFile()}\n  Exists: ${existsSync(configFile()) ? '✓' : '✗'}\n`,
  );
  print(`📄 Configuration Contents:\n\n${JSON.stringify(loadConfig(), null, 2)}`);
}

/** @type {Action} */
export function configReset() {
  rmSync(dirname(configFile()), { recursive: true, force: true });
  print('✅ Configuration reset');
}

/** Without a terminal the real one can only choose when there is nothing to choose. @type {Action} */
export function select() {
  const config = loadConfig();
  const [only, ...more] = Object.values(config.workspaces.items);
  if (!only) {
    print(paint('yellow', '❌ No workspaces available'));
    print(paint('cyan', '   💡 Create your first workspace with `ntcli workspace create <name>`'));
    return 0;
  }
  if (more.length) {
    complain(`${paint('red', '❌ Failed to select workspace')}\n   User force closed the prompt with 0 null`);
    return 1;
  }
  print(paint('green', `✅ Only one workspace available: ${only.workspace_name}`));
  const already = config.workspaces.activeWorkspaceId === only.workspace_id;
  print(already ? paint('gray', '   Already active') : paint('green', '   ✓ Set as active workspace'));
  activate(only.workspace_id);
  return 0;
}

/** @param {string} id */
function activate(id) {
  const config = loadConfig();
  config.workspaces.activeWorkspaceId = id;
  for (const item of Object.values(config.workspaces.items)) item.isActive = item.workspace_id === id;
  saveConfig(config);
}

/** @param {string} nameOrId */
async function findRemote(nameOrId) {
  const answer = await request('api', 'GET', '/v1/workspaces');
  const { workspaces = [] } = /** @type {{ workspaces?: RemoteWorkspace[] }} */ (answer);
  return workspaces.find((found) => found.workspace_name === nameOrId || found.workspace_id === nameOrId);
}

/** @param {RemoteWorkspace} remote */
function remember({ workspace_id, workspace_name }) {
  const config = loadConfig();
  const expires_at = Date.now() + YEAR_IN_MS;
  const item = {
    workspace_id,
    workspace_name,
    access_token: 'no-token',
    token_type: 'none',
    expires_at,
    scope: ['none'],
  };
  config.workspaces.items[workspace_id] = item;
  saveConfig(config);
}

/** @type {Action} */
export async function switchTo([nameOrId = '']) {
  const spinner = startSpinner('🔍 Finding workspace...');
  if (!localWorkspace(nameOrId)) {
    const remote = await findRemote(nameOrId).catch(() => undefined);
    if (remote) {
      remember(remote);
      spinner.succeed('✅ Created local workspace entry');
    }
  }
  const workspace = localWorkspace(nameOrId);
  if (!workspace) {
    spinner.fail('❌ Workspace not found');
    complain(paint('red', `   Workspace '${nameOrId}' not found locally or on server`));
    listLocalWorkspaces();
    return 1;
  }
  activate(workspace.workspace_id);
  spinner.succeed('✅ Switched workspace successfully!');
  print(paint('green', `   Active workspace: ${workspace.workspace_name} (${workspace.workspace_id})`));
  const minutes = minutesLeft(workspace);
  if (minutes > 0) print(paint('cyan', `   🔑 Access token available (expires in ${minutes} minutes)`));
  return 0;
}

function listLocalWorkspaces() {
  const items = Object.values(loadConfig().workspaces.items);
  if (!items.length) {
    print(
      paint('yellow', '   💡 No workspaces found locally. Try `ntcli workspace list` to sync from server.'),
    );
    return;
  }
  print(paint('yellow', '\\n   Available local workspaces:'));
  for (const item of items) print(paint('cyan', `   - ${item.workspace_name} (${item.workspace_id})`));
}

/** @param {import('./platform.js').Workspace} workspace */
function minutesLeft({ access_token, expires_at }) {
  return access_token && access_token !== 'no-token' ? Math.floor((expires_at - Date.now()) / 60_000) : 0;
}
