/**
 * `ntcli token refresh` of ntcli 0.4.x as measured, without its longer texts and without looking for the
 * workspace on the server: it makes a new token, revokes the one it
 * knows and replaces it in the config file. A pipeline that runs it kills the secret that it uses.
 */
import { explain } from './failures.js';
import {
  activeWorkspace,
  loadConfig,
  localWorkspace,
  PlatformError,
  request,
  saveConfig,
} from './platform.js';
import { complain, paint, print, startSpinner } from './terminal.js';

/** @typedef {{ access_token: string, token_type: string, expires_in?: number, scope: string[], jti?: string,
 *   message?: string }} NewToken */

const YEAR_IN_SECONDS = 365 * 24 * 60 * 60;

/** @type {import('./arguments.js').Action} */
export async function tokenRefresh([nameOrId], options) {
  const workspace = nameOrId ? localWorkspace(nameOrId) : activeWorkspace();
  if (!workspace) return refuseWorkspace(nameOrId);
  const { workspace_id: id, workspace_name: name } = workspace;
  const spinner = startSpinner(`🔄 Refreshing token for workspace: ${name}...`);
  try {
    const answer = await request('api', 'POST', `/v1/workspaces/${id}/tokens`, {
      expires_in: YEAR_IN_SECONDS,
    });
    const fresh = /** @type {NewToken} */ (answer);
    if (workspace.jti)
      await request('api', 'DELETE', `/v1/workspaces/${id}/tokens/${workspace.jti}`).catch(warnNotRevoked);
    const config = loadConfig();
    const { access_token, token_type, scope, jti, expires_in } = fresh;
    const expires_at = Date.now() + (expires_in || YEAR_IN_SECONDS) * 1000;
    config.workspaces.items[id] = {
      ...workspace,
      access_token,
      token_type,
      scope,
      expires_at,
      ...(jti && { jti }),
    };
    saveConfig(config);
    spinner.succeed('✅ Workspace token refreshed successfully');
    print(`\n${paint('green', '🎉 New workspace token obtained!')}\n\nWorkspace: ${name} (${id})`);
    print(`Token ending in: ...${access_token.slice(-8)}`);
    if (options.has('--print')) print(`\n🔑 Full Workspace Token:\n${access_token}`);
    return 0;
  } catch (error) {
    complain(
      `${paint('red', '❌ Failed to refresh workspace token')}\n${paint('red', `   ${explain(error)}`)}`,
    );
    if (error instanceof PlatformError && error.isAuthError()) {
      print(paint('yellow', '   💡 Try running `ntcli auth login` to refresh your Clerk authentication'));
    }
    return 1;
  }
}

/** @param {unknown} error */
function warnNotRevoked(error) {
  complain(`Warning: Could not revoke old token: ${error instanceof Error ? error.message : error}`);
}

/** @param {string | undefined} nameOrId */
function refuseWorkspace(nameOrId) {
  if (nameOrId) {
    complain(paint('red', `❌ Workspace '${nameOrId}' not found locally or on server`));
    print(paint('cyan', '   💡 Use `ntcli workspace list` to see available workspaces'));
    return 1;
  }
  complain(paint('red', '❌ No active workspace'));
  print(paint('yellow', '   Please specify a workspace or set an active workspace:'));
  for (const line of [
    'ntcli token refresh <workspace-name>',
    '# OR',
    'ntcli workspace switch <workspace-name>',
  ]) {
    print(paint('cyan', `   ${line}`));
  }
  return 1;
}
