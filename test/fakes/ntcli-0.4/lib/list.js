/**
 * `ntcli server list` of ntcli 0.4.x as measured (`--verbose` is taken but changes nothing here).
 */
import { adviseToChooseWorkspace, giveUp, hintsFor } from './failures.js';
import { activeWorkspace, request, workspaceUuid } from './platform.js';
import { paint, print, startSpinner } from './terminal.js';

/** @typedef {{ name: string, status: string, replicas?: number, image?: string, created?: string }} ListedServer */

export const LIST_FLAGS = ['-w, --workspace <id>', '-v, --verbose'];

/** @type {Record<string, string>} */
const STATUS_ICON = { running: '🟢', pending: '🟡', stopped: '⚪', error: '🔴', failed: '🔴', scaling: '⚡' };
/** @type {import('./arguments.js').Action} */
export async function list(_operands, options) {
  const spinner = startSpinner('📦 Fetching workspace servers...');
  try {
    const workspace = activeWorkspace();
    if (!workspace) {
      spinner.fail('❌ No active workspace');
      return adviseToChooseWorkspace();
    }
    const target = workspaceUuid(options.get('--workspace')?.at(-1) ?? workspace.workspace_id);
    const answer = await request('api', 'GET', `/v1/workspaces/${target}/servers`);
    const { servers } = /** @type {{ servers: ListedServer[] }} */ (answer);
    const count = `${servers.length} server${servers.length === 1 ? '' : 's'}`;
    spinner.succeed(`📦 Found ${count}`);
    if (servers.length) printTable(servers, workspace.workspace_name, count);
    else printEmptyList();
    return 0;
  } catch (error) {
    spinner.fail('❌ Failed to fetch servers');
    const notFound = [paint('yellow', '   💡 Workspace not found or not accessible')];
    return giveUp(
      error,
      hintsFor(error, notFound, 'Service may be temporarily unavailable. Try again later.'),
    );
  }
}

function printEmptyList() {
  print(`\n${paint('yellow', 'No servers deployed in this workspace.')}\n`);
  print(paint('cyan', '💡 Deploy a server from the registry:'));
  print(paint('cyan', '   ntcli registry list                    # Browse available servers'));
  print(paint('cyan', '   ntcli server deploy <server-id>       # Deploy a server'));
}

/** @param {ListedServer[]} servers @param {string} workspace @param {string} count */
function printTable(servers, workspace, count) {
  print(`\n${paint('blue', paint('bold', `🏢 Workspace: ${workspace}`))}\n`);
  const heads = /** @type {const} */ ([
    ['NAME', 25],
    ['STATUS', 15],
    ['REPLICAS', 12],
    ['IMAGE', 20],
    ['CREATED', 0],
  ]);
  print(heads.map(([head, width]) => paint('gray', head).padEnd(width)).join(''));
  print(paint('gray', '─'.repeat(80)));
  for (const { name, status, replicas, image, created } of servers) {
    const state = `${STATUS_ICON[status.trim().toLowerCase()] ?? '❓'} ${status}`;
    const date = created ? new Date(created).toLocaleDateString() : 'N/A';
    const cells = [name.slice(0, 22).padEnd(25), state.padEnd(15), `${replicas || 'N/A'}`.padEnd(12)];
    print(`${cells.join('')}${(image || 'N/A').slice(0, 18).padEnd(20)}${date}`);
  }
  print(`\n${paint('gray', `Total: ${count} in workspace ${workspace}`)}\n`);
  print(paint('cyan', '💡 Use `ntcli server info <server-id>` for detailed server information'));
  print(paint('cyan', '💡 Use `ntcli server deploy <server-id>` to deploy a new server'));
}
