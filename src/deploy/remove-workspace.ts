import type { Workspace } from '../api/workspaces.js';
import type { RunContext } from './context.js';
import { withProgress } from './progress.js';
import { removeWorkspaceAndWait, toThing } from './removal.js';
import type { RemovedThing } from './removal-summary.js';
import { withDeadline } from './time-limit.js';

/** Removes a workspace with everything in it. */
export async function removeWhole(context: RunContext, workspace: Workspace): Promise<RemovedThing> {
  const { ci, inputs } = context;
  const name = `workspace ${workspace.name}`;
  const removal = inputs.dryRun
    ? undefined
    : await withProgress(context, `Remove ${name}`, () => {
        // True if this process is killed from now on. The end of the run replaces it.
        ci.setOutputs({ 'deploy-status': 'unknown' });
        return withDeadline(context.runtime.signal, performance.now() + inputs.timeout, (limit) =>
          removeWorkspaceAndWait(context.apiFor(limit.signal), workspace, limit),
        );
      });
  const thing = toThing(name, removal);
  if (!thing.error) ci.info(`✓ ${removal ? 'Removed' : 'Would remove'} ${name} with everything in it`);
  return thing;
}
