import type { ChangeOutcome } from '../api/change.js';
import type { Api } from '../api/client.js';
import { readServer, removeServer } from '../api/servers.js';
import { removeWorkspace, type Workspace, workspaceExists } from '../api/workspaces.js';
import { retry } from '../lib/retry.js';
import { type ErrorInfo, toErrorInfo } from '../schema/errors.js';
import type { DeployStatus } from '../schema/outputs.js';
import { describeEnd, type TimeLimit } from './time-limit.js';

/** Milliseconds between two reads of what is being removed, before jitter. */
const pollDelays = [250, 500, 1_000];

/** What came of a removal. `unknown`: it was sent, and what it removes may still be there. */
export type RemovalOutcome =
  | { readonly kind: 'removed' }
  | { readonly kind: 'refused' | 'not-sent' | 'unknown'; readonly error: ErrorInfo };

/** The outcome for one server or workspace, as it is reported. */
export interface RemovalResult {
  /** The server or workspace, as the user knows it. */
  readonly name: string;
  readonly status: DeployStatus;
  readonly error?: ErrorInfo;
}

/** Removes a server, and waits until the platform no longer has it. */
export function removeServerAndWait(
  api: Api,
  { id }: Workspace,
  serverId: string,
  limit: TimeLimit,
): Promise<RemovalOutcome> {
  return removeAndWait(
    () => removeServer(api, id, serverId),
    async () => (await readServer(api, id, serverId, limit.deadline)) !== undefined,
    limit,
  );
}

/** Removes a workspace with everything in it, and waits until the platform no longer has it. */
export function removeWorkspaceAndWait(
  api: Api,
  { id }: Workspace,
  limit: TimeLimit,
): Promise<RemovalOutcome> {
  return removeAndWait(
    () => removeWorkspace(api, id),
    () => workspaceExists(api, id, limit.deadline),
    limit,
  );
}

/**
 * A removal is sent once. The platform accepts it and carries it out later, and what it shows decides: a lost response
 * may have removed everything, and an accepted removal may have removed nothing yet.
 */
async function removeAndWait(
  send: () => Promise<ChangeOutcome>,
  isThere: () => Promise<boolean>,
  limit: TimeLimit,
): Promise<RemovalOutcome> {
  const end = describeEnd(limit);
  if (end !== undefined) return { kind: 'not-sent', error: { code: 'removal-not-sent', message: end } };
  const sent = await send();
  if (sent.kind === 'refused') return { kind: 'refused', error: sent };
  try {
    const isLeft = await retry<boolean>(isThere, {
      delays: pollDelays,
      repeatLastDelay: true,
      ...limit,
      shouldRetry: (found) => found,
    });
    if (!isLeft) return { kind: 'removed' };
  } catch (error) {
    const message = `${sent.message} ${toErrorInfo(error).message}`;
    return { kind: 'unknown', error: { code: 'removal-unknown', message } };
  }
  return { kind: 'unknown', error: { code: 'removal-unknown', message: sent.message } };
}

/** @param outcome undefined in a dry run */
export function toRemovalResult(name: string, outcome: RemovalOutcome | undefined): RemovalResult {
  if (outcome === undefined) return { name, status: 'dry-run' };
  if (outcome.kind === 'removed') return { name, status: 'removed' };
  const { code, message } = outcome.error;
  const status = outcome.kind === 'unknown' ? 'unknown' : 'failed';
  return { name, status, error: { code, message: `${name}: ${message}` } };
}
