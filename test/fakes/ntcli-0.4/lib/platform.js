/**
 * The config file and the HTTP client of ntcli 0.4.x: `~/.ntcli/config.json` is the only source of the token (NTCLI_TOKEN
 * is never read), and every request is shown on stderr, token included, when NTCLI_DEBUG is set.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** @typedef {{ workspace_id: string, workspace_name: string, access_token: string, token_type: string,
 *   expires_at: number, scope: string[], jti?: string, isActive?: boolean }} Workspace */
/** @typedef {{ bearerToken: string, expiresAt: number, user: { id: string, email: string } }} Auth */
/** @typedef {{ version: string, lastUpdated: string, domain?: string, insecure?: boolean, auth?: Auth,
 *   workspaces: { activeWorkspaceId?: string, items: Record<string, Workspace> } }} Config */
/** @typedef {{ error?: { code?: string, message?: string, details?: { field?: string } }, message?: string }} ErrorBody */

export const configFile = () => join(homedir(), '.ntcli', 'config.json');

/** A missing or corrupt file is silently replaced by an empty one. @returns {Config} */
export function loadConfig() {
  try {
    return JSON.parse(readFileSync(configFile(), 'utf8'));
  } catch {
    /** @type {Config} */
    const empty = { version: '1.0.0', lastUpdated: '', workspaces: { items: {} } };
    saveConfig(empty);
    return empty;
  }
}

/** @param {Config} config */
export function saveConfig(config) {
  config.lastUpdated = new Date().toISOString();
  if (!existsSync(dirname(configFile()))) mkdirSync(dirname(configFile()), { recursive: true, mode: 0o700 });
  writeFileSync(configFile(), JSON.stringify(config, null, 2), { mode: 0o600 });
}

export function activeWorkspace() {
  const { activeWorkspaceId, items } = loadConfig().workspaces;
  return activeWorkspaceId ? items[activeWorkspaceId] : undefined;
}

/** @param {string} nameOrId */
export function localWorkspace(nameOrId) {
  const { items } = loadConfig().workspaces;
  return Object.values(items).find((item) => item.workspace_name === nameOrId) ?? items[nameOrId];
}

/** Workspace ids end with a UUID: `my-team-<uuid>` is cut to it. @param {string} id */
export const workspaceUuid = (id) => (id.split('-').length >= 5 ? id.split('-').slice(-5).join('-') : id);

/** An expired sign-in gives no token: the request is then sent without one. */
export function bearerToken() {
  const auth = loadConfig().auth;
  return auth && auth.expiresAt > Date.now() ? auth.bearerToken : undefined;
}

/** @param {'api' | 'registry'} service */
function baseUrl(service) {
  const { domain = 'nimbletools.ai', insecure } = loadConfig();
  if (domain.includes('localhost') || domain.includes('127.0.0.1')) return `http://${domain}`;
  return `${insecure ? 'http' : 'https'}://${service}.${domain}`;
}

export class PlatformError extends Error {
  /** @param {string} message @param {number} status @param {string} [code] @param {{ field?: string }} [details] */
  constructor(message, status, code, details) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }

  isAuthError() {
    return this.status === 401 || this.code === 'TOKEN_EXPIRED' || this.code === 'AUTHENTICATION_REQUIRED';
  }

  isNotFound() {
    return this.status === 404 || this.code === 'WORKSPACE_NOT_FOUND';
  }
}

export class RegistryError extends PlatformError {}

/** @param {string} label @param {unknown[]} what */
function debug(label, ...what) {
  if (process.env.NTCLI_DEBUG) console.error(`[DEBUG] ${label}`, ...what);
}

/**
 * @param {'api' | 'registry'} service
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<unknown>}
 */
export async function request(service, method, path, body) {
  const Fault = service === 'registry' ? RegistryError : PlatformError;
  const token = service === 'api' ? bearerToken() : undefined;
  const url = `${baseUrl(service)}${path}`;
  /** @type {Record<string, string>} */
  const headers = { 'Content-Type': 'application/json', 'User-Agent': 'ntcli/1.0.0' };
  if (token) headers.Authorization = `Bearer ${token}`;
  debug(`${method} ${url}`);
  debug('Headers:', headers);
  if (body) debug('Body:', body);
  let response;
  let text;
  try {
    response = await fetch(url, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    text = await response.text();
  } catch (error) {
    const message = error instanceof Error ? error.message : 'Unknown error occurred';
    if (!message.includes('fetch')) throw new Fault(message, 0);
    const who = service === 'api' ? 'API' : 'registry';
    throw new Fault(`Network error - unable to connect to the ${who}`, 0, 'NETWORK_ERROR');
  }
  debug('Response Status:', response.status);
  debug('Response Body:', service === 'registry' ? text.slice(0, 500) : text);
  return readAnswer(Fault, service, response, text);
}

/** @param {typeof PlatformError} Fault @param {'api' | 'registry'} service @param {Response} response @param {string} text */
function readAnswer(Fault, service, response, text) {
  if (!text && response.ok) return {};
  if (!text)
    throw new Fault(`Empty response from ${service === 'api' ? 'server' : 'registry'}`, response.status);
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    if (response.ok) return text;
    throw new Fault(`Invalid JSON response: ${text}`, response.status);
  }
  if (response.ok) return data;
  /** @type {ErrorBody | null} */
  const fault = data;
  const message = fault?.error?.message || (service === 'registry' && fault?.message) || text;
  throw new Fault(message, response.status, fault?.error?.code, fault?.error?.details);
}
