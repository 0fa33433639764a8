import type { ServerState } from '../nimbletools/servers.js';

/** What a row of looks at a server comes to. */
export type Health =
  | { readonly is: 'healthy' }
  /** Scaled to zero, which is normal: it wakes on the first request. */
  | { readonly is: 'idle' }
  | { readonly is: 'failed' }
  | { readonly is: 'going' };

/** Phases that this program knows; any other is waited for like Pending, and said once. */
export const knownPhases = ['Running', 'Pending', 'Failed', 'Stopped', 'Unknown'];

/**
 * Judges a server by the last two looks at it: one look can be the old process before an update, or a moment between.
 *
 * @param looks in the order of time; undefined for a look that found no server
 * @param minReplicas the least number of replicas that was asked for; the platform's default is 0
 */
export function healthOf(looks: readonly (ServerState | undefined)[], minReplicas: number): Health {
  const [before, now] = looks.slice(-2).map((look) => verdictOf(look, minReplicas));
  return before && now && before.is === now.is ? now : { is: 'going' };
}

function verdictOf(look: ServerState | undefined, minReplicas: number): Health {
  if (look?.phase === 'Failed') return { is: 'failed' };
  // A platform that gives no numbers is believed by its word.
  if (look?.phase === 'Running' && (look.readyReplicas ?? 1) > 0) return { is: 'healthy' };
  if (look?.phase === 'Stopped' && (look.replicas ?? 0) === 0 && minReplicas === 0) return { is: 'idle' };
  return { is: 'going' };
}

/** A state in words. */
export function stateText(look: ServerState | undefined): string {
  if (!look) return 'not there yet';
  const { phase, replicas, readyReplicas } = look;
  return replicas === undefined ? phase : `${phase}, ${readyReplicas ?? 0} of ${replicas} replicas ready`;
}
