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
import { type RemovalOutcome, type RemovalResult, removeServerAndWait, toRemovalResult } from './removal.js';
import { type ServerResult, setServerOutputs } from './results.js';
import { type TimeLimit, withDeadline } from './time-limit.js';

/** Removes the named servers in order, each when the removal of the one before is over, and sets their outputs. */
export async function removeServers(
  context: RunContext,
  workspace: Workspace,
): Promise<readonly RemovalResult[]> {
  const { ci, inputs, runtime } = context;
  const findEntry = createEntryLookup(context);
  const results: ServerResult[] = [];
  for (const server of inputs.servers) {
    if (runtime.signal.aborted) break;
    const result = await withProgress(context, `Remove ${server.platformId}`, () =>
      removeOne(context, workspace, server, findEntry),
    );
    results.push(result);
  }
  tryWrite(ci, () => setServerOutputs(ci, results));
  const removals = results.map(({ server, deployStatus, error }) => ({
    name: server.label,
    status: deployStatus,
    ...(error && { error }),
  }));
  ci.debug(`removals: ${JSON.stringify(removals)}`);
  return removals;
}

/** Never throws. */
async function removeOne(
  context: RunContext,
  workspace: Workspace,
  server: Server,
  findEntry: EntryLookup,
): Promise<ServerResult> {
  const { inputs, runtime } = context;
  const outcome = await withDeadline(runtime.signal, performance.now() + inputs.timeout, (limit) =>
    removeIfNamed(context, workspace, server, findEntry, limit),
  ).catch((error): RemovalOutcome => ({ kind: 'not-sent', error: toErrorInfo(error) }));
  const { status, error } = toRemovalResult(server.platformId, outcome);
  return {
    server,
    url: formatServerUrl(inputs.endpoints, workspace.id, server.platformId),
    deployStatus: status,
    healthStatus: 'skipped',
    ...(error && { error }),
  };
}

/**
 * Removes a server once it is known to be the named one.
 *
 * @returns undefined in a dry run
 * @throws DeployError for an error before the removal
 */
async function removeIfNamed(
  { ci, inputs, apiFor }: RunContext,
  workspace: Workspace,
  server: Server,
  findEntry: EntryLookup,
  limit: TimeLimit,
): Promise<RemovalOutcome | undefined> {
  const { platformId } = server;
  const api = apiFor(limit.signal);
  const state = await readServer(api, workspace.id, platformId);
  if (state === undefined) {
    ci.info(`✓ ${platformId} is not in the workspace`);
    return inputs.dryRun ? undefined : { kind: 'removed' };
  }
  await assertIsNamed(server, state, findEntry, limit.signal);
  if (inputs.dryRun) {
    ci.info(`✓ Would remove ${platformId}`);
    return undefined;
  }
  // True if this process is killed from now on. The end of the run replaces it.
  ci.setOutputs({ 'deploy-status': 'unknown' });
  const outcome = await removeServerAndWait(api, workspace, platformId, limit);
  if (outcome.kind === 'removed') ci.info(`✓ Removed ${platformId}`);
  return outcome;
}
