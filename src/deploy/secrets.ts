import { isTokenRefusal } from '../api/error-detail.js';
import type { RegistryEntry } from '../api/registry.js';
import { listSecrets, setSecret } from '../api/secrets.js';
import { declaredVariables } from '../api/variables.js';
import type { Workspace } from '../api/workspaces.js';
import { reportNotice } from '../ci/report.js';
import { withTimeLimit } from '../lib/abort.js';
import { createError, toErrorInfo } from '../schema/errors.js';
import type { EntryLookup, RunContext } from './context.js';

/**
 * Step: set the workspace secrets, before the deploy of any server that needs them. Each is sent once.
 *
 * @throws DeployError secret-not-set, token-rejected or token-not-allowed
 */
export async function setSecrets(
  { ci, inputs, runtime, apiFor }: RunContext,
  workspace: Workspace,
): Promise<void> {
  const names = [...inputs.secrets.keys()];
  if (names.length === 0) return;
  const count = `${names.length} workspace secret${names.length === 1 ? '' : 's'}`;
  if (inputs.dryRun) return ci.info(`✓ Would set ${count}: ${names.join(', ')}`);
  const api = apiFor(runtime.signal);
  for (const [name, value] of inputs.secrets) {
    try {
      await setSecret(api, workspace.id, name, value);
    } catch (error) {
      const { code, message } = toErrorInfo(error);
      // It explains the failure better than one of the secret.
      if (isTokenRefusal(code)) throw error;
      throw createError('secret-not-set', `${name}: ${message}`);
    }
  }
  ci.info(`✓ Set ${count}: ${names.join(', ')}`);
}

/** Milliseconds that this check waits for the registry: without an entry, it only reports less. */
const LOOKUP_MS = 5_000;

/**
 * Step: warn of secrets that reach no server, and of required variables without a value. Both leave a server that looks
 * deployed and does not work. If an entry or the list of secrets cannot be read, nothing is reported here: the deploy does.
 */
export async function checkSecrets(
  context: RunContext,
  workspace: Workspace,
  findEntry: EntryLookup,
): Promise<void> {
  const { ci, inputs, runtime, apiFor } = context;
  const found = await withTimeLimit(runtime.signal, LOOKUP_MS, (signal) =>
    Promise.allSettled(inputs.servers.map((server) => findEntry(server, signal))),
  );
  const entries = found.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const declared = new Set(entries.flatMap(declaredVariables).map(({ name }) => name));
  const undeclared = [...inputs.secrets.keys()].filter((name) => !declared.has(name));
  if (undeclared.length > 0 && entries.length === inputs.servers.length) {
    reportNotice(ci, 'secret-undeclared', `No package declares ${undeclared.join(', ')}.`);
  }
  const open = entries.map((entry) => ({ entry, names: findOpenVariables(context, entry) }));
  if (open.every(({ names }) => names.length === 0)) return;
  const known = await listSecrets(apiFor(runtime.signal), workspace.id).catch((error) => {
    ci.debug(`workspace secrets: ${toErrorInfo(error).message}`);
    return undefined;
  });
  if (known) ci.debug(`workspace secrets: ${known.join(', ')}`);
  for (const { entry, names } of known ? open : []) {
    const missing = names.filter((name) => !known?.includes(name));
    if (missing.length > 0)
      reportNotice(ci, 'variable-missing', `${entry.spec.name} requires ${missing.join(', ')}.`);
  }
}

/** The required variables of an entry that this run gives no value. */
function findOpenVariables({ inputs }: RunContext, entry: RegistryEntry): readonly string[] {
  return declaredVariables(entry)
    .filter(({ isRequired, hasDefault }) => isRequired && !hasDefault)
    .map(({ name }) => name)
    .filter((name) => !inputs.secrets.has(name) && !inputs.settings.env.get(name));
}

/** True if a server gets one of the secrets of this run, or if that is not known. */
export function usesSecrets({ inputs }: RunContext, entry: RegistryEntry | undefined): boolean {
  if (inputs.secrets.size === 0) return false;
  return entry === undefined || declaredVariables(entry).some(({ name }) => inputs.secrets.has(name));
}
