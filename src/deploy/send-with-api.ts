import { deployBody, sendDeploy } from '../api/deploy.js';
import { findInRegistry } from '../api/registry.js';
import type { Workspace } from '../api/workspaces.js';
import { linkSignals } from '../lib/abort.js';
import { failureOf } from '../schema/errors.js';
import type { Scene } from './context.js';
import type { SendDeploy } from './deploy-server.js';

/** Deploys with the two requests that ntcli makes: a look into the server registry, and one POST. */
export function sendWithApi({ apiFor, registryFor, inputs }: Scene, workspace: Workspace): SendDeploy {
  return async ({ id, version }, deadline, signal) => {
    const bound = linkSignals([signal], Math.max(1, deadline - performance.now()));
    try {
      const entry = await findInRegistry(registryFor(bound.signal), id, version);
      const body = deployBody(id, entry, inputs.overrides);
      return await sendDeploy(apiFor(bound.signal), workspace.id, body);
    } catch (error) {
      // Only the look-up throws, and then nothing was sent.
      return { is: 'refused', ...failureOf(error) };
    } finally {
      bound.release();
    }
  };
}
