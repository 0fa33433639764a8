import { isDeepStrictEqual } from 'node:util';
import { numberField } from '../api/json.js';
import type { ServerState } from '../api/servers.js';

/** One reading of a server's state. */
export interface Observation {
  /** The moment of `performance.now()`. */
  readonly at: number;
  /** Undefined if there was no server. */
  readonly state: ServerState | undefined;
  /** Pods that wrote to the server's log; absent if the log was not read. */
  readonly pods?: readonly string[];
}

/** A server as it was before a deploy. */
export interface Baseline {
  readonly state: ServerState;
  readonly pods?: readonly string[];
}

/** The replicas in the stored settings. Absent in editions that do not show them. */
export function wantedReplicas(state: ServerState | undefined): number | undefined {
  return numberField(state?.spec, 'replicas');
}

/** Ready replicas; undefined if the platform gives no numbers for a server that runs. */
export function readyReplicas(state: ServerState | undefined): number | undefined {
  // The control plane writes null for 0, and a phase other than Running means that none is ready (read in its source).
  return state?.phase === 'Running' ? state.readyReplicas : 0;
}

/**
 * True if a deploy changed nothing that a process sees: more or fewer replicas need no new process. False in editions
 * that do not show the settings.
 */
function isUnchanged(before: ServerState, after: ServerState | undefined): boolean {
  return before.spec !== undefined && isDeepStrictEqual(processSettings(before), processSettings(after));
}

/** Why a process is to be replaced although its settings are unchanged. */
export interface ProcessNeeds {
  /** True if the server was restarted, or may have been, so that it gets its secrets. */
  readonly isRestarted?: boolean;
  /** True if the platform shows packages that were not deployed: it may not have stored the deploy. */
  readonly hasOtherPackage?: boolean;
}

/** True if a process that ran before a deploy is to be replaced, or if the platform does not show that it may stay. */
export function needsNewProcess(
  before: ServerState,
  after: ServerState | undefined,
  { isRestarted, hasOtherPackage }: ProcessNeeds,
): boolean {
  return isRestarted === true || hasOtherPackage === true || !isUnchanged(before, after);
}

function processSettings(state: ServerState | undefined): object {
  const { replicas: _, scaling: __, ...settings } = state?.spec ?? {};
  return settings;
}

/**
 * The first sign that a new process was started since a deploy. The platform shows no generation and no count of
 * updated replicas, so only its side effects can be seen: a rolling update has one replica too many for a while
 * (Kubernetes starts the new pod before it removes the old one), and its pods belong to another ReplicaSet.
 *
 * @param observations since the deploy, oldest first
 * @returns the index of the observation, and what was seen in it; undefined if nothing was
 */
export function findRolloutEvidence(
  before: Baseline,
  observations: readonly Observation[],
): { readonly index: number; readonly reason: string } | undefined {
  // A surplus of replicas that stays is an autoscaler's work.
  const isOver = !hasSurplus(before, observations.at(-1)?.state);
  const found = observations.map(
    (one) => evidenceInPods(before, one) ?? (isOver ? evidenceInCounts(before, one) : undefined),
  );
  const index = found.findIndex((reason) => reason !== undefined);
  const reason = found[index];
  return reason === undefined ? undefined : { index, reason };
}

/** True if there are more replicas than in the settings, and than there were before. */
export function hasSurplus(before: Baseline | undefined, state: ServerState | undefined): boolean {
  return (state?.replicas ?? 0) > restingReplicas(before, state);
}

/**
 * The replicas of a server that is at rest. A change of their number alone starts and ends processes of the old version,
 * so the greater number counts. Infinity if it is unknown.
 */
function restingReplicas(before: Baseline | undefined, state: ServerState | undefined): number {
  const known = [wantedReplicas(before?.state), wantedReplicas(state), before?.state.replicas];
  return Math.max(...known.map((count) => count ?? 0)) || Number.POSITIVE_INFINITY;
}

function evidenceInPods(before: Baseline, { state, pods }: Observation): string | undefined {
  if (state === undefined) return 'the server was gone for a while';
  if (state.created !== before.state.created) return 'the server was created again';
  const pod = findNewPod(before, pods ?? []);
  return pod && `${pod} is a new pod`;
}

function evidenceInCounts(before: Baseline, { state }: Observation): string | undefined {
  // `Unknown` is what the platform shows if it could not read the Deployment; its numbers say nothing.
  if (state === undefined || state.phase === 'Unknown') return undefined;
  if (hasSurplus(before, state))
    return `${state.replicas} replicas instead of ${restingReplicas(before, state)}`;
  const [wantedBefore, wanted] = [wantedReplicas(before.state), wantedReplicas(state)];
  const needed = wanted ?? 1;
  const wasReady = (readyReplicas(before.state) ?? needed) >= needed;
  const ready = readyReplicas(state) ?? needed;
  const isLess = wantedBefore === wanted && wasReady && ready < needed;
  return isLess ? `${ready} of ${needed} replicas ready` : undefined;
}

/** A pod that did not exist before. Without any pod before, every pod is new, unless one ran that wrote no log. */
function findNewPod(before: Baseline, pods: readonly string[]): string | undefined {
  if (before.pods === undefined) return undefined;
  if (before.pods.length === 0 && readyReplicas(before.state) !== 0) return undefined;
  const known = before.pods.map(getReplicaSet);
  return pods.find((pod) => !known.includes(getReplicaSet(pod)));
}

/** The ReplicaSet of a pod, which Kubernetes names `<ReplicaSet>-<5 characters>`. A new template makes a new one. */
function getReplicaSet(pod: string): string {
  return pod.replace(/-[a-z0-9]{5}$/, '');
}
