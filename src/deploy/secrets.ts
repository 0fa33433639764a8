import type { Workspace } from '../api/workspaces.js';
import { createError, type ErrorCode, toErrorInfo } from '../schema/errors.js';
import type { RunContext } from './context.js';

/** Faults that a secret's own failure would only hide. */
const tokenErrors: readonly ErrorCode[] = ['token-rejected', 'token-not-allowed'];

/**
 * Step: set the workspace secrets, before any server is deployed that may need them. Each is sent once.
 *
 * @throws Failed secret-not-set, token-rejected or token-not-allowed
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
      await api.put(`/v1/workspaces/${workspace.id}/secrets/${name}`, { secret_value: value });
    } catch (error) {
      const { code, message } = toErrorInfo(error);
      if (tokenErrors.includes(code)) throw error;
      throw createError('secret-not-set', `${name}: ${message}`);
    }
  }
  ci.info(`✓ Set ${count}: ${names.join(', ')}`);
}
