import type { Workspace } from '../api/workspaces.js';
import { type FailureCode, failed, failureOf } from '../schema/errors.js';
import type { Scene } from './context.js';

/** Faults that a secret's own failure would only hide. */
const ownFailures: readonly FailureCode[] = ['token-rejected', 'token-not-allowed'];

/**
 * Step: set the workspace secrets, before any server is deployed that may need them. Each is sent once.
 *
 * @throws Failed secret-not-set, token-rejected or token-not-allowed
 */
export async function setSecrets({ host, inputs, job, apiFor }: Scene, workspace: Workspace): Promise<void> {
  const names = [...inputs.secrets.keys()];
  if (names.length === 0) return;
  const count = `${names.length} workspace secret${names.length === 1 ? '' : 's'}`;
  if (inputs.dryRun) return host.line(`✓ Would set ${count}: ${names.join(', ')}`);
  const api = apiFor(job.signal);
  for (const [name, value] of inputs.secrets) {
    try {
      await api.put(`/v1/workspaces/${workspace.id}/secrets/${name}`, { secret_value: value });
    } catch (error) {
      const { code, what } = failureOf(error);
      if (ownFailures.includes(code)) throw error;
      throw failed('secret-not-set', `${name}: ${what}`);
    }
  }
  host.line(`✓ Set ${count}: ${names.join(', ')}`);
}
