/**
 * The life of a server's processes as a pure function of time: every pod knows from the start when it will be born, ready
 * and gone. Times are milliseconds of the platform's clock.
 */

/** @typedef {'Running' | 'Pending' | 'Failed' | 'Stopped' | 'Unknown'} Phase */

/**
 * What becomes of a pod: it `runs`; it runs and is scaled to zero at once (`sleeps`); it `crashes`, again and again; its
 * image is `unpullable`; it `hangs`, never ready and never failed.
 *
 * @typedef {'runs' | 'sleeps' | 'crashes' | 'unpullable' | 'hangs'} Fate
 */

/**
 * @typedef {object} Pod
 * @property {string} name
 * @property {import('./platform-pods.js').Template} template
 * @property {Fate} fate
 * @property {number} bornAt
 * @property {number} readyAt Infinity: never
 * @property {number} failsAt Infinity: never
 * @property {number} goneAt Infinity: it stays
 */

/**
 * @typedef {object} Rollout
 * @property {number} deploymentAt when the operator has made the Deployment; Infinity: it refuses to
 * @property {number} serviceAt when it has made the Service, and there is an endpoint
 * @property {number} actsAt when the controller first acts on the Deployment
 * @property {Pod[]} pods in order of birth, those that are gone too
 */

/**
 * How long things take, in milliseconds.
 *
 * @typedef {object} Timing
 * @property {number} operatorMs from a change of the stored server to that of its Deployment; a new Service takes a
 *   quarter longer
 * @property {number} lagMs from there until the controller acts
 */

/** A pod that crashed is started again this often (ms), and is not reported as failed until it crashes again. */
const restartCycleMs = 6_000;

/**
 * A new server, without any pod yet.
 *
 * @param {number} now
 * @param {Timing} timing
 * @param {boolean} isUsable false: the operator makes no Deployment of it, ever
 * @returns {Rollout}
 */
export function newRollout(now, { operatorMs, lagMs }, isUsable = true) {
  const deploymentAt = isUsable ? now + operatorMs : Number.POSITIVE_INFINITY;
  return { deploymentAt, serviceAt: deploymentAt + operatorMs / 4, actsAt: deploymentAt + lagMs, pods: [] };
}

/**
 * Replaces the pods by others, one after the other as a rolling update does: the next old one goes when a new one is
 * ready. If a new one never is, the old ones stay.
 *
 * @param {Rollout} rollout
 * @param {number} at when the controller acts
 * @param {number} replicas
 * @param {(bornAt: number) => Pod} birth makes one pod, as if nothing else happened
 * @returns {Rollout}
 */
export function replacePods(rollout, at, replicas, birth) {
  if (at === Number.POSITIVE_INFINITY) return rollout;
  // Kubernetes first takes those that are not ready: they receive no requests.
  const kept = rollout.pods.filter(({ bornAt }) => bornAt < at);
  const old = kept.filter(({ readyAt, goneAt }) => readyAt <= at && goneAt > at);
  const rest = kept.map((pod) => (old.includes(pod) ? pod : { ...pod, goneAt: Math.min(pod.goneAt, at) }));
  /** @type {Pod[]} */
  const fresh = [];
  let next = at;
  for (let index = 0; index < replicas && Number.isFinite(next); index++) {
    const pod = birth(next);
    fresh.push(pod);
    // Without an old pod to replace, all are started at once.
    if (old.length > 0) next = pod.readyAt;
  }
  const pods = rest.map((pod) => {
    const index = old.indexOf(pod);
    if (index < 0) return pod;
    // More old pods than new ones: the surplus goes at once.
    if (index >= replicas) return { ...pod, goneAt: at };
    return { ...pod, goneAt: fresh[index]?.readyAt ?? Number.POSITIVE_INFINITY };
  });
  return { ...rollout, pods: [...pods, ...fresh] };
}

/**
 * Starts more pods of the present kind, or ends the newest ones.
 *
 * @param {Rollout} rollout
 * @param {number} at
 * @param {number} replicas
 * @param {(bornAt: number) => Pod} birth
 * @returns {Rollout}
 */
export function scalePods(rollout, at, replicas, birth) {
  const staying = rollout.pods.filter(({ goneAt }) => goneAt === Number.POSITIVE_INFINITY);
  const surplus = staying.slice(replicas);
  const pods = rollout.pods.map((pod) => (surplus.includes(pod) ? { ...pod, goneAt: at } : pod));
  const missing = Math.max(0, replicas - staying.length);
  return { ...rollout, pods: [...pods, ...Array.from({ length: missing }, () => birth(at))] };
}

/**
 * The times of one pod.
 *
 * @param {number} bornAt
 * @param {Fate} fate
 * @param {number} startMs from the birth of a pod until it is ready, or has failed
 * @returns {Pick<Pod, 'fate' | 'bornAt' | 'readyAt' | 'failsAt' | 'goneAt'>}
 */
export function podTimes(bornAt, fate, startMs) {
  const end = bornAt + startMs;
  const never = Number.POSITIVE_INFINITY;
  return {
    fate,
    bornAt,
    readyAt: fate === 'runs' || fate === 'sleeps' ? end : never,
    failsAt: fate === 'crashes' || fate === 'unpullable' ? end : never,
    goneAt: fate === 'sleeps' ? end : never,
  };
}

/** The pods that there are at a moment. @param {Rollout} rollout @param {number} now */
export function livePods({ pods }, now) {
  return pods.filter(({ bornAt, goneAt }) => bornAt <= now && now < goneAt);
}

/** The pods that serve at a moment, oldest first. @param {Rollout} rollout @param {number} now */
export function readyPods(rollout, now) {
  return livePods(rollout, now).filter(({ readyAt }) => readyAt <= now);
}

/**
 * What the control plane makes of it. Kubernetes leaves zeros out, so they are null once there is a Deployment.
 *
 * @param {Rollout} rollout
 * @param {number} now
 * @returns {{ phase: Phase, deployment_ready: true | null, replicas: number | null, ready_replicas: number | null }}
 */
export function statusAt(rollout, now) {
  if (now < rollout.deploymentAt) {
    return { phase: 'Pending', deployment_ready: null, replicas: 0, ready_replicas: 0 };
  }
  const live = livePods(rollout, now);
  const ready = readyPods(rollout, now).length;
  const counts = {
    deployment_ready: ready > 0 ? /** @type {const} */ (true) : null,
    replicas: live.length || null,
    ready_replicas: ready || null,
  };
  if (ready > 0) return { phase: 'Running', ...counts };
  if (live.length === 0) return { phase: 'Stopped', ...counts };
  return { phase: live.some((pod) => hasFailed(pod, now)) ? 'Failed' : 'Pending', ...counts };
}

/** @param {Pod} pod @param {number} now */
function hasFailed({ fate, bornAt, failsAt }, now) {
  if (now < failsAt) return false;
  if (fate === 'unpullable') return true;
  const age = now - bornAt;
  return age < restartCycleMs || age % restartCycleMs >= failsAt - bornAt;
}
