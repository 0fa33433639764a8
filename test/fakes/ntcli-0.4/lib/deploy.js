/**
 * `ntcli server deploy` of ntcli 0.4.x, as measured: what is sent, what is said where, and with
 * what exit code. Kept on purpose: `-e A=b=c` is sent as `A=b`, `--wait` does not wait, the hints print a literal
 * `${serverId}`, the registry is asked before the workspace is looked up, and no failure names its HTTP status.
 */
import { adviseToChooseWorkspace, giveUp, hintsFor } from './failures.js';
import { activeWorkspace, PlatformError, RegistryError, request, workspaceUuid } from './platform.js';
import { complain, paint, print, startSpinner } from './terminal.js';

/** @typedef {{ cpu?: string, memory?: string }} Limits */
/** @typedef {{ resources?: { limits?: Limits }, scaling?: { minReplicas?: number, maxReplicas?: number } }} Runtime */
/** @typedef {{ version?: string, transport?: { env?: Record<string, string> },
 *   _meta?: Record<string, Runtime> }} ServerSpec */
/** @typedef {{ server_id?: string, name?: string, status?: string, service_url?: string, deployment_id?: string,
 *   environment_variables?: Record<string, string> }} Deployed */
/** @typedef {import('./arguments.js').Options} Options */

export const DEPLOY_FLAGS = [
  '-v, --version <version>',
  '-e, --env <env...>',
  '--cpu <limit>',
  '--memory <limit>',
  '--min-replicas <number>',
  '--max-replicas <number>',
  '-w, --workspace <id>',
  '--wait',
  '--verbose',
];

/** @type {Record<string, string>} */
const DEPLOY_ICON = {
  running: paint('green', '● '),
  pending: paint('yellow', '◐ '),
  deploying: paint('yellow', '◐ '),
  stopped: paint('gray', '○ '),
  error: paint('red', '● '),
};

/** @param {Options} options @param {string} name */
const last = (options, name) => options.get(name)?.at(-1);

/** The values are cut at their first `=`, as in the real program. @param {ServerSpec} spec @param {string[]} pairs */
function addEnvironment(spec, pairs) {
  for (const pair of pairs) {
    const [key, value] = pair.split('=', 2);
    if (!key || value === undefined) return pair;
    spec.transport = { ...spec.transport, env: { ...spec.transport?.env, [key]: value } };
  }
  return undefined;
}

/** @param {ServerSpec} spec @param {Options} options */
function applyRuntime(spec, options) {
  spec._meta = spec._meta ?? {};
  spec._meta['ai.nimblebrain.mcp/v1'] = spec._meta['ai.nimblebrain.mcp/v1'] ?? {};
  const runtime = spec._meta['ai.nimblebrain.mcp/v1'];
  const [cpu, memory] = [last(options, '--cpu'), last(options, '--memory')];
  const [min, max] = [last(options, '--min-replicas'), last(options, '--max-replicas')];
  if (cpu || memory) {
    const limits = { ...runtime.resources?.limits, ...(memory && { memory }), ...(cpu && { cpu }) };
    runtime.resources = { ...runtime.resources, limits };
  }
  if (min !== undefined) runtime.scaling = { ...runtime.scaling, minReplicas: Number.parseInt(min, 10) };
  if (max !== undefined) runtime.scaling = { ...runtime.scaling, maxReplicas: Number.parseInt(max, 10) };
}

/** @type {import('./arguments.js').Action} */
export async function deploy([id = ''], options) {
  const spinner = startSpinner(`🚀 Deploying server ${id}...`);
  try {
    const version = last(options, '--version');
    const query = version ? `?${new URLSearchParams({ version })}` : '';
    const answer = await request('registry', 'GET', `/v0.1/servers/${encodeURIComponent(id)}${query}`);
    const spec = /** @type {ServerSpec} */ (answer);
    const workspace = activeWorkspace();
    if (!workspace) {
      spinner.fail('❌ No active workspace');
      return adviseToChooseWorkspace();
    }
    const bad = addEnvironment(spec, options.get('--env') ?? []);
    if (bad !== undefined) {
      spinner.fail('❌ Invalid environment variable format');
      print(paint('yellow', `   Expected format: KEY=value, got: ${bad}`));
      return 1;
    }
    applyRuntime(spec, options);
    const target = last(options, '--workspace') ?? workspace.workspace_id;
    const path = `/v1/workspaces/${workspaceUuid(target)}/servers`;
    const deployed = /** @type {Deployed} */ (await request('api', 'POST', path, { server: spec, name: id }));
    if (process.env.NTCLI_DEBUG) complain(`   Deploy response: ${JSON.stringify(deployed, null, 2)}`);
    if (!deployed?.server_id) {
      spinner.fail('❌ Invalid response from server');
      complain(paint('red', '   API returned an invalid response'));
      return 1;
    }
    spinner.succeed(`🚀 Server deployed: ${deployed.name || id}`);
    reportDeployed(deployed, id, spec, `${workspace.workspace_name} (${target})`, options.has('--wait'));
    return 0;
  } catch (error) {
    spinner.fail('❌ Failed to deploy server');
    const notFound = [
      paint('yellow', `   💡 Server '${id}' not found in registry`),
      paint('cyan', '   💡 Use `ntcli registry list` to see available servers'),
    ];
    const hints = hintsFor(
      error,
      notFound,
      'Deployment service may be temporarily unavailable. Try again later.',
    );
    if (
      error instanceof PlatformError &&
      !(error instanceof RegistryError) &&
      error.status === 409 &&
      !hints.length
    ) {
      hints.push(paint('yellow', `   💡 Server '${id}' is already deployed in this workspace`));
      hints.push(paint('cyan', '   💡 Use `ntcli server scale $' + '{serverId}` to modify the deployment'));
    }
    return giveUp(error, hints, options.has('--verbose'));
  }
}

/** @param {Deployed} deployed @param {string} id @param {ServerSpec} spec @param {string} where @param {boolean} wait */
function reportDeployed(deployed, id, spec, where, wait) {
  const status = deployed.status || 'unknown';
  print(`\n${paint('green', paint('bold', '✅ Deployment successful!'))}\n`);
  print(paint('blue', paint('bold', '📦 Server Details')));
  print(`  ${paint('gray', 'Name:')} ${deployed.name || id}`);
  print(`  ${paint('gray', 'Version:')} ${spec.version || 'latest'}`);
  print(`  ${paint('gray', 'Status:')} ${DEPLOY_ICON[status] ?? paint('gray', '? ')}${status}`);
  if (deployed.service_url)
    print(`  ${paint('gray', 'Service URL:')} ${paint('cyan', deployed.service_url)}`);
  const variables = Object.entries(deployed.environment_variables ?? {});
  if (variables.length) print(`\n${paint('blue', paint('bold', '🔧 Environment Variables'))}`);
  for (const [key, value] of variables) print(`  ${paint('cyan', key)}: ${value}`);
  print();
  if (deployed.deployment_id) print(paint('gray', `Deployment ID: ${deployed.deployment_id}`));
  print(`${paint('gray', `Workspace: ${where}`)}\n`);
  const info = '`ntcli server info $' + '{serverId}`';
  if (wait) {
    print(paint('yellow', '⏳ Waiting for deployment to be ready...'));
    print(paint('cyan', `   Use ${info} to check status`));
  } else {
    print(paint('cyan', `💡 Use ${info} to check deployment status`));
    print(paint('cyan', '💡 Use `ntcli server list` to see all servers in this workspace'));
  }
}
