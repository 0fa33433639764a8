import { resolve } from 'node:path';
import type { ServerSettings } from '../api/deploy-body.js';
import { findDomainIssue, resolveEndpoints, toPlatformId } from '../api/endpoints.js';
import { findLimitConflict } from '../api/replica-limits.js';
import type { WorkspaceRequest } from '../api/workspaces.js';
import { parseTime } from '../lib/time.js';
import { selectContract, truncationMessage } from '../ntcli/compat.js';
import { isExact } from '../ntcli/install/source.js';
import { product } from '../schema/constants.js';
import { type ErrorInfo, errorCatalogue } from '../schema/errors.js';
import type { RawInputs } from '../schema/inputs.js';
import type { FileText, InputFiles } from './files.js';
import { findMisplacedToken } from './misplaced-token.js';
import { isPackageSet, readPackage } from './package.js';
import {
  createReader,
  formatInputIssues,
  type InputIssue,
  type InputNotice,
  type Reader,
} from './readers.js';
import { readServerFiles, type ServerFiles } from './server-file.js';
import { readBoundToken } from './token.js';
import type { ExpiryRules, Inputs, Server } from './types.js';
import { readVerification } from './verification.js';

export type ParseResult =
  | { readonly ok: true; readonly inputs: Inputs; readonly notices: readonly InputNotice[] }
  | {
      readonly ok: false;
      readonly error: ErrorInfo;
      /** A missing token is not an error. */
      readonly skip?: true;
    };

/**
 * Validates all inputs and parses them to one typed value, without any request.
 *
 * @param workDir directory that a relative path starts from
 * @param exportedFor the domain for which an earlier step exported the token; absent for a token of this step
 * @returns the inputs, or one error that names every issue at once
 */
export function parseInputs(
  raw: RawInputs,
  workDir: string,
  files: InputFiles,
  exportedFor?: string,
): ParseResult {
  const issues: InputIssue[] = [];
  const notices: InputNotice[] = [];
  const read = createReader(raw, issues, notices);
  const domain = read.text('domain') ?? product.domain;
  const token = readBoundToken(
    raw.token ?? '',
    read.text('token-variable') ?? 'NTCLI_TOKEN',
    domain,
    exportedFor,
  );
  if (exportedFor !== undefined && token.ok)
    read.addNotice(
      'token-of-earlier-step',
      `\`token\` is empty, so the token is used that an earlier step exported for ${exportedFor}.`,
    );
  const badDomain = issues.some(({ input }) => input === 'domain') ? undefined : findDomainIssue(domain);
  if (badDomain) read.addIssue('domain', badDomain);
  const packageRequest = readPackage(read, raw, workDir);
  const envFile = read.path('env-file');
  const envText = envFile === undefined ? noFile : files.readText(resolve(workDir, envFile));
  const onMissing = read.choice('on-missing-token');
  const serverFiles = readServerFiles(read, workDir, files);
  const target = readServers(read, serverFiles);
  const verification = readVerification(read, workDir, target.servers.length, files);
  const inputs: Omit<Inputs, 'token'> = {
    ...target,
    ...readWorkspaces(read),
    settings: readSettings(read, envText),
    // Without a token nothing is sent, and empty secrets often have the same cause: a fork gets none at all.
    secrets: read.secrets('secrets', !token.ok && token.error.code === 'token-missing'),
    wait: read.boolean('wait'),
    verify: read.boolean('verify') || verification !== undefined,
    ...(verification && { verification }),
    dryRun: read.boolean('dry-run'),
    createWorkspace: read.boolean('create-workspace'),
    removeWorkspace: read.boolean('remove-workspace'),
    replace: read.boolean('replace'),
    timeout: read.duration('timeout'),
    exportToken: read.boolean('export-token'),
    autoRefresh: read.boolean('auto-refresh'),
    expiry: readExpiry(read),
    deployWith: read.choice('deploy-with') ?? 'auto',
    isPackageSet: isPackageSet(raw),
    package: packageRequest,
    endpoints: resolveEndpoints(domain),
    cache: read.boolean('cache'),
    summary: read.boolean('summary'),
  };
  if (serverFiles.isGiven && inputs.command === 'deploy' && inputs.deployWith === 'ntcli')
    read.addIssue(
      'deploy-with',
      'ntcli deploys only what the registry has; use auto or api with `server-file`',
    );
  for (const { registryId, entry } of inputs.command === 'deploy' ? inputs.servers : []) {
    const conflict = entry && findLimitConflict(inputs.settings, registryId, entry.spec);
    if (conflict) read.addIssue(conflict.input, conflict.problem);
  }
  checkWorkspaceInputs(read, inputs);
  if (inputs.command === 'setup' && inputs.deployWith === 'api') {
    read.addIssue('deploy-with', 'api installs nothing, but `command: setup` installs ntcli');
  }
  if (
    inputs.deployWith === 'ntcli' &&
    packageRequest.kind === 'registry' &&
    isExact(packageRequest.version)
  ) {
    const cut = selectContract(packageRequest.version).truncatedVariables(inputs.settings.env);
    if (cut.length > 0) read.addIssue('env', truncationMessage(cut, packageRequest.version));
  }
  if (token.ok) {
    const file = envText.ok ? { 'env-file': envText.text } : {};
    const serverTexts = serverFiles.texts.length > 0 ? { 'server-file': serverFiles.texts.join('\n') } : {};
    issues.push(...findMisplacedToken({ ...raw, ...file, ...serverTexts }, token.token.value));
  }

  if (issues.length > 0) {
    const lines = formatInputIssues(issues);
    const isTokenListed = !token.ok && onMissing !== 'skip';
    if (isTokenListed) lines.push(`${errorCatalogue[token.error.code].title}: ${token.error.message}`);
    const total = issues.length + (isTokenListed ? 1 : 0);
    const count = total === 1 ? '1 invalid input' : `${total} invalid inputs`;
    return { ok: false, error: { code: 'bad-input', message: `${count}: ${lines.join(' ')}` } };
  }
  if (!token.ok && token.error.code === 'token-missing' && onMissing === 'skip') {
    return { ok: false, error: token.error, skip: true };
  }
  if (!token.ok) return { ok: false, error: token.error };
  return { ok: true, inputs: { ...inputs, token: token.token }, notices };
}

function readWorkspaces(read: Reader): Pick<Inputs, 'workspace' | 'moreWorkspaces'> {
  const [workspace = { kind: 'only' }, ...moreWorkspaces] = read.list('workspace').map(toRequest);
  if (moreWorkspaces.length > 0 && !read.boolean('remove-workspace'))
    read.addIssue('workspace', 'must be one workspace; several are accepted only with `remove-workspace`');
  return { workspace, moreWorkspaces };
}

function toRequest(workspace: string): WorkspaceRequest {
  // A name has at most 32 characters, a UUID has 36.
  return workspace.length === 36
    ? { kind: 'id', id: workspace.toLowerCase() }
    : { kind: 'name', name: workspace };
}

/** Nothing is created or removed that was not named in full. */
function checkWorkspaceInputs(read: Reader, inputs: Omit<Inputs, 'token'>): void {
  const { command, workspace, createWorkspace, removeWorkspace, servers } = inputs;
  if (createWorkspace && command !== 'deploy' && command !== 'setup')
    read.addIssue('create-workspace', 'applies only with `command: deploy` and `command: setup`');
  else if (createWorkspace && workspace.kind !== 'name')
    read.addIssue('create-workspace', 'needs `workspace`, the name of the workspace to create');
  if (removeWorkspace && command !== 'remove')
    read.addIssue('remove-workspace', 'applies only with `command: remove`');
  if (removeWorkspace && workspace.kind === 'only')
    read.addIssue('remove-workspace', 'needs `workspace`, the workspace to remove');
  if (removeWorkspace && servers.length > 0)
    read.addIssue('server', 'does not apply with `remove-workspace`, which removes all servers');
}

/** @param fromFiles those of `server-file`, which come last */
function readServers(read: Reader, fromFiles: ServerFiles): Pick<Inputs, 'command' | 'servers'> {
  const registered = read.list('server').map((label): Server => {
    const [registryId = '', version] = label.split('@');
    const platformId = toPlatformId(registryId);
    return { label, registryId, platformId, ...(version !== undefined && { version }) };
  });
  const servers = [...registered, ...fromFiles.servers];
  const command = read.choice('command') ?? (servers.length > 0 || fromFiles.isGiven ? 'deploy' : 'setup');
  if (command === 'setup') return { command, servers: [] };
  if (command === 'deploy' && servers.length === 0 && !fromFiles.isGiven)
    read.addIssue('server', 'required with `command: deploy`, or `server-file`');
  if (command === 'remove' && servers.length === 0 && !fromFiles.isGiven && !read.boolean('remove-workspace'))
    read.addIssue('server', 'required with `command: remove`, or `server-file`, or `remove-workspace`');
  const known = new Map<string, string>();
  for (const server of servers) {
    const file = fromFiles.paths.get(server);
    const name = file === undefined ? server.registryId : `${server.registryId} of ${file}`;
    const other = known.get(server.platformId);
    if (other === undefined) known.set(server.platformId, name);
    else {
      const input = file === undefined ? 'server' : 'server-file';
      read.addIssue(input, `${other} and ${name} are the same server on the platform`);
    }
  }
  return { command, servers };
}

/** The value of `env-file` if it is not set. */
const noFile: FileText = { ok: true, text: '' };

/** @param envFile the file that `env-file` names */
function readSettings(read: Reader, envFile: FileText): ServerSettings {
  if (!envFile.ok) read.addIssue('env-file', envFile.problem);
  const [cpu, memory] = [read.text('cpu'), read.text('memory')];
  const [minReplicas, maxReplicas] = [read.integer('min-replicas'), read.integer('max-replicas')];
  if (minReplicas !== undefined && maxReplicas !== undefined && minReplicas > maxReplicas) {
    read.addIssue('min-replicas', 'greater than `max-replicas`');
  }
  return {
    env: new Map([
      ...read.fileVariables('env-file', envFile.ok ? envFile.text : ''),
      ...read.variables('env'),
    ]),
    ...(cpu === undefined ? {} : { cpu }),
    ...(memory === undefined ? {} : { memory }),
    ...(minReplicas === undefined ? {} : { minReplicas }),
    ...(maxReplicas === undefined ? {} : { maxReplicas }),
  };
}

function readExpiry(read: Reader): ExpiryRules {
  const date = read.text('token-expires-at');
  const expiresAt = date === undefined ? undefined : parseTime(date);
  if (Number.isNaN(expiresAt)) read.addIssue('token-expires-at', 'not a valid date');
  return {
    warningDays: read.integer('expiry-warning-days') ?? 0,
    rotationDays: read.integer('rotation-days') ?? 0,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    failOnExpiring: read.boolean('fail-on-expiring'),
  };
}
