/**
 * `ntcli server info` of ntcli 0.4.x as measured. Its exit code says only that the server exists, not that it runs: a
 * failed or stopped server gives 0 too.
 */
import { adviseToChooseWorkspace, giveUp, hintsFor } from './failures.js';
import { activeWorkspace, request, workspaceUuid } from './platform.js';
import { paint, print, startSpinner } from './terminal.js';

/** @typedef {{ phase?: string, deployment_ready?: boolean, replicas?: number, ready_replicas?: number,
 *   service_endpoint?: string }} Status */
/** @typedef {{ id?: string, name: string, namespace?: string, image?: string, created?: string, status?: Status | string,
 *   spec?: { replicas?: number, container?: { image?: string } } }} Server */

/** @type {Record<string, string>} */
const ICON = {
  running: '🟢',
  ready: '🟢',
  pending: '🟡',
  scaling: '🟡',
  stopped: '⚪',
  error: '🔴',
  failed: '🔴',
  unknown: '⚪',
};

/** @param {Status} status */
function phaseOf({ phase, deployment_ready, replicas = 0, ready_replicas = 0 }) {
  if (deployment_ready && replicas > 0 && ready_replicas === replicas) return 'Running';
  if (phase && phase !== 'Unknown') return phase;
  return deployment_ready ? 'Ready' : 'Unknown';
}

/** @type {import('./arguments.js').Action} */
export async function info([id = ''], options) {
  const spinner = startSpinner(`🔍 Fetching server details for ${id}...`);
  try {
    const workspace = activeWorkspace();
    if (!workspace) {
      spinner.fail('❌ No active workspace');
      return adviseToChooseWorkspace();
    }
    const target = options.get('--workspace')?.at(-1) ?? workspace.workspace_id;
    const path = `/v1/workspaces/${workspaceUuid(target)}/servers/${encodeURIComponent(id)}`;
    const server = /** @type {Server} */ (await request('api', 'GET', path));
    spinner.succeed(`📦 Server details: ${server.name}`);
    printServer(server, id, `${workspace.workspace_name} (${target})`);
    return 0;
  } catch (error) {
    spinner.fail('❌ Failed to fetch server details');
    const notFound = [
      paint('yellow', `   💡 Server '${id}' not found in this workspace`),
      paint('cyan', '   💡 Use `ntcli server list` to see deployed servers'),
    ];
    return giveUp(
      error,
      hintsFor(error, notFound, 'Service may be temporarily unavailable. Try again later.'),
    );
  }
}

/** @param {string} title @param {Record<string, string | number | undefined>} facts */
function printSection(title, facts) {
  print(paint('blue', paint('bold', title)));
  for (const [label, value] of Object.entries(facts)) print(`  ${paint('gray', `${label}:`)} ${value}`);
  print();
}

/** @param {Server} server @param {string} id @param {string} where */
function printServer(server, id, where) {
  const status = typeof server.status === 'object' ? server.status : {};
  const phase = typeof server.status === 'object' ? phaseOf(server.status) : server.status || 'Unknown';
  const icon = ICON[phase.trim().toLowerCase()] ?? '❓';
  print(`\n${icon} ${paint('cyan', paint('bold', server.name))} [${phase}]\n`);
  printSection('📊 Server Information', {
    'Server ID': server.id ?? id,
    Name: server.name,
    Status: `${icon} ${phase}`,
    Image: server.spec?.container?.image || server.image || 'Unknown',
    Namespace: server.namespace,
    ...(server.created && { Created: new Date(server.created).toLocaleString() }),
  });
  printSection('🚀 Deployment', {
    'Deployment Ready': status.deployment_ready ? '✅ Yes' : '❌ No',
    ...(status.service_endpoint && { 'Service Endpoint': paint('cyan', status.service_endpoint) }),
  });
  printSection('⚡ Scaling', {
    'Current Replicas': server.spec?.replicas || status.replicas || 'Unknown',
    'Ready Replicas': status.ready_replicas || 'Unknown',
    'Max Replicas': 4,
  });
  print(`${paint('gray', `Workspace: ${where}`)}\n`);
  print(paint('cyan', `💡 Use \`ntcli server scale ${id} <1-4>\` to change replica count`));
  print(paint('cyan', `💡 Use \`ntcli server remove ${id}\` to remove this server`));
  print(paint('cyan', '💡 Use `ntcli server list` to see all servers in this workspace'));
}
