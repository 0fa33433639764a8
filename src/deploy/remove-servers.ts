import { formatServerUrl } from '../api/endpoints.js';
import { readServer } from '../api/servers.js';
import type { Workspace } from '../api/workspaces.js';
import { tryWrite } from '../ci/report.js';
import type { Server } from '../inputs/types.js';
import { toErrorInfo } from '../schema/errors.js';
import type { EntryLookup, RunContext } from './context.js';
import { createEntryLookup } from './entries.js';
import { assertIsNamed } from './identify.js';
import { withProgress } from './progress.js';
import { removeServerAndWait, toThing } from './removal.js';
import type { RemovedThing } from './removal-summary.js';
import { type ServerResult, setServerOutputs } from './results.js';
import { withDeadline } from './time-limit.js';

/** Removes the named servers in order, each when the removal of the one before is over. */
export async function removeServers(
  context: RunContext,
  workspace: Workspace,
): Promise<readonly RemovedThing[]> {
  const { ci, inputs, runtime } = context;
  const findEntry = createEntryLookup(context);
  const results: ServerResult[] = [];
  for (const server of inputs.servers) {
    if (runtime.signal.aborted) break;
    const { status, error } = await withProgress(context, `Remove ${server.platformId}`, () =>
      removeOne(context, workspace, server, findEntry),
    );
    results.push({
      server,
      url: formatServerUrl(inputs.endpoints, workspace.id, server.platformId),
      deployStatus: status,
      healthStatus: 'skipped',
      ...(error && { error }),
    });
  }
  const things = results.map(({ server, deployStatus, error }) => ({
    name: server.label,
    status: deployStatus,
    ...(error && { error }),
  }));
  ci.debug(`removals: ${JSON.stringify(things)}`);
  tryWrite(ci, () => setServerOutputs(ci, results));
  return things;
}

async function removeOne(
  context: RunContext,
  workspace: Workspace,
  server: Server,
  findEntry: EntryLookup,
): Promise<RemovedThing> {
  const { ci, inputs, apiFor, runtime } = context;
  const { platformId } = server;
  const deadline = performance.now() + inputs.timeout;
  return withDeadline(runtime.signal, deadline, async (limit): Promise<RemovedThing> => {
    const api = apiFor(limit.signal);
    try {
      const state = await readServer(api, workspace.id, platformId);
      if (state === undefined) {
        ci.info(`✓ ${platformId} is not in the workspace`);
        return { name: platformId, status: inputs.dryRun ? 'dry-run' : 'removed' };
      }
      await assertIsNamed(server, state, findEntry, limit.signal);
      if (inputs.dryRun) {
        ci.info(`✓ Would remove ${platformId}`);
        return { name: platformId, status: 'dry-run' };
      }
      // True if this process is killed from now on. The end of the run replaces it.
      ci.setOutputs({ 'deploy-status': 'unknown' });
      const removal = await removeServerAndWait(api, workspace, platformId, limit);
      if (removal.kind === 'removed') ci.info(`✓ Removed ${platformId}`);
      return toThing(platformId, removal);
    } catch (error) {
      const { code, message } = toErrorInfo(error);
      return { name: platformId, status: 'failed', error: { code, message: `${platformId}: ${message}` } };
    }
  });
}
