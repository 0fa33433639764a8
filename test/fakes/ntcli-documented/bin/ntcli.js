#!/usr/bin/env node
/**
 * Fake of the ntcli that the vendor's "API Tokens" page documents, for tests and the demo: it reads NTCLI_TOKEN,
 * `workspace select NAME` and `config set auto-refresh-token true` work, and `-e A=b=c` is kept whole. No such version is
 * public; requests, config file and the layout of the texts follow what was measured on ntcli 0.4.4.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/** @typedef {{ domain?: string, activeWorkspace?: { id: string, name: string }, settings?: Record<string, string> }} Config */
/** @typedef {{ resources?: { limits?: Record<string, string> }, scaling?: Record<string, number> }} Runtime */
/** @typedef {{ version?: string, transport?: { env?: Record<string, string> }, _meta?: Record<string, Runtime> }} ServerSpec */
/** @typedef {{ workspaces: { workspace_id: string, workspace_name: string }[] }} WorkspaceList */
/** @typedef {{ detail?: string | { message?: string }, error?: { message?: string } }} ErrorBody */

/** A failure whose text is all that the user needs. */
class Failure extends Error {}

const configFile = () => join(homedir(), '.ntcli', 'config.json');

/** @returns {Config} */
function loadConfig() {
  try {
    return JSON.parse(readFileSync(configFile(), 'utf8'));
  } catch {
    return {};
  }
}

/** @param {Config} change */
function saveConfig(change) {
  mkdirSync(join(homedir(), '.ntcli'), { recursive: true, mode: 0o700 });
  writeFileSync(configFile(), JSON.stringify({ ...loadConfig(), ...change }, null, 2), { mode: 0o600 });
}

/** @param {'api' | 'registry'} service */
function baseUrl(service) {
  const { domain = 'nimbletools.ai' } = loadConfig();
  if (domain.includes('localhost') || domain.includes('127.0.0.1')) return `http://${domain}`;
  return `https://${service}.${domain}`;
}

function requireToken() {
  const token = process.env.NTCLI_TOKEN;
  if (!token) throw new Failure('Not authenticated: set NTCLI_TOKEN to a workspace token.');
  return token;
}

/**
 * @param {'api' | 'registry'} service
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<unknown>}
 */
async function request(service, method, path, body) {
  /** @type {Record<string, string>} */
  const headers = { 'Content-Type': 'application/json', 'User-Agent': 'ntcli/1.0.0' };
  if (service === 'api') headers.Authorization = `Bearer ${requireToken()}`;
  const url = `${baseUrl(service)}${path}`;
  const response = await fetch(url, {
    method,
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  }).catch(() => {
    throw new Failure(`Unable to connect to ${new URL(url).host}. Please check your internet connection.`);
  });
  const text = await response.text();
  if (!response.ok) throw new Failure(explain(response.status, text));
  return JSON.parse(text);
}

/** @param {number} status @param {string} text */
function explain(status, text) {
  if (status === 401)
    return 'Authentication failed (401): NTCLI_TOKEN is expired, revoked or of another workspace.';
  if (status === 403) return 'Permission denied (403): the token may not do this. Is it a Read-Only token?';
  let message = text;
  try {
    /** @type {ErrorBody} */
    const { detail, error } = JSON.parse(text);
    message = error?.message ?? (typeof detail === 'string' ? detail : (detail?.message ?? text));
  } catch {
    // Plain text or HTML from a proxy stays as it is.
  }
  return `Request failed (${status}): ${message.trim()}`;
}

/** @param {string} nameOrId */
async function selectWorkspace(nameOrId) {
  const { workspaces } = /** @type {WorkspaceList} */ (await request('api', 'GET', '/v1/workspaces'));
  const found = workspaces.find((item) => item.workspace_name === nameOrId || item.workspace_id === nameOrId);
  if (!found) throw new Failure(`Workspace '${nameOrId}' not found.`);
  saveConfig({ activeWorkspace: { id: found.workspace_id, name: found.workspace_name } });
  console.log(`✅ Active workspace: ${found.workspace_name} (${found.workspace_id})`);
}

function requireWorkspace() {
  const { activeWorkspace } = loadConfig();
  if (!activeWorkspace) throw new Failure('No active workspace: run `ntcli workspace select <name>` first.');
  return activeWorkspace;
}

const DEPLOY_OPTIONS = /** @type {const} */ ({
  version: { type: 'string', short: 'v' },
  env: { type: 'string', short: 'e', multiple: true },
  cpu: { type: 'string' },
  memory: { type: 'string' },
  'min-replicas': { type: 'string' },
  'max-replicas': { type: 'string' },
  workspace: { type: 'string', short: 'w' },
  wait: { type: 'boolean' },
  verbose: { type: 'boolean' },
});

/** @param {string[]} args */
function parseDeploy(args) {
  const { values, positionals } = parseArgs({ args, options: DEPLOY_OPTIONS, allowPositionals: true });
  const [id, extra] = positionals;
  if (id === undefined) throw new Failure("missing required argument 'server-id'");
  if (extra !== undefined) throw new Failure("too many arguments for 'deploy'");
  return { id, values };
}

/** @param {string} pair @returns {[string, string]} */
function splitPair(pair) {
  const equals = pair.indexOf('=');
  if (equals < 1) throw new Failure(`Expected format: KEY=value, got: ${pair}`);
  return [pair.slice(0, equals), pair.slice(equals + 1)];
}

/** @param {ServerSpec} spec @param {ReturnType<typeof parseDeploy>['values']} values @returns {ServerSpec} */
function applyOptions(spec, values) {
  const runtime = spec._meta?.['ai.nimblebrain.mcp/v1'] ?? {};
  const { cpu, memory, 'min-replicas': min, 'max-replicas': max, env = [] } = values;
  if (cpu || memory) {
    const limits = { ...runtime.resources?.limits, ...(memory && { memory }), ...(cpu && { cpu }) };
    runtime.resources = { ...runtime.resources, limits };
  }
  if (min) runtime.scaling = { ...runtime.scaling, minReplicas: Number(min) };
  if (max) runtime.scaling = { ...runtime.scaling, maxReplicas: Number(max) };
  const variables = { ...spec.transport?.env, ...Object.fromEntries(env.map(splitPair)) };
  const transport = env.length ? { transport: { ...spec.transport, env: variables } } : {};
  return { ...spec, ...transport, _meta: { ...spec._meta, 'ai.nimblebrain.mcp/v1': runtime } };
}

/** @param {string[]} args */
async function deploy(args) {
  const { id, values } = parseDeploy(args);
  requireToken();
  const workspace = values.workspace ?? requireWorkspace().id;
  console.error(`🚀 Deploying server ${id}...`);
  const query = values.version ? `?${new URLSearchParams({ version: values.version })}` : '';
  const spec = await request('registry', 'GET', `/v0.1/servers/${encodeURIComponent(id)}${query}`);
  const server = applyOptions(/** @type {ServerSpec} */ (spec), values);
  const answer = await request('api', 'POST', `/v1/workspaces/${workspace}/servers`, { server, name: id });
  const { server_id, status } = /** @type {{ server_id?: string, status?: string }} */ (answer);
  if (!server_id) throw new Failure('API returned an invalid response');
  console.log(
    `✅ Deployment successful!\n  Name: ${id}\n  Version: ${server.version ?? 'latest'}\n  Status: ${status}`,
  );
}

async function listServers() {
  const { id, name } = requireWorkspace();
  const answer = await request('api', 'GET', `/v1/workspaces/${id}/servers`);
  const { servers } = /** @type {{ servers: { name: string, status: string }[] }} */ (answer);
  console.log(`🏢 Workspace: ${name}`);
  for (const server of servers) console.log(`${server.name.padEnd(25)}${server.status}`);
  console.log(`Total: ${servers.length}`);
}

async function authStatus() {
  await request('api', 'GET', '/v1/workspaces');
  console.log('✅ Authenticated with NTCLI_TOKEN');
}

/** @param {string} key @param {string} value */
function configSet(key, value) {
  if (key !== 'auto-refresh-token') throw new Failure(`unknown setting '${key}'`);
  if (value !== 'true' && value !== 'false')
    throw new Failure(`'${key}' takes true or false, got '${value}'`);
  saveConfig({ settings: { ...loadConfig().settings, [key]: value } });
  console.log(`✅ ${key} = ${value}`);
}

/** @param {string[]} args */
async function run(args) {
  const [group, verb, first, second] = args;
  const command = `${group} ${verb}`;
  if (group === '--version' || group === '-V') console.log('1.0.0');
  else if (command === 'server deploy') await deploy(args.slice(2));
  else if (command === 'server list') await listServers();
  else if (command === 'auth status') await authStatus();
  else if (command === 'workspace select' && first) await selectWorkspace(first);
  else if (command === 'config set' && first && second) configSet(first, second);
  else throw new Failure(`unknown command '${args.join(' ')}'`);
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(`❌ ${error instanceof Error ? error.message : 'An unexpected error occurred'}`);
  process.exitCode = 1;
}
