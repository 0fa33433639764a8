import { describe, expect, it } from 'vitest';
import type { ServerState } from '../../src/api/servers.js';
import { evaluateHealth, type HealthExpectation, SETTLE_MS } from '../../src/deploy/health.js';
import type { Baseline, Observation } from '../../src/deploy/rollout.js';

const created = '2026-11-25T21:29:18Z';
const state = (phase: string, replicas?: number, readyReplicas?: number, wanted = 1): ServerState => ({
  phase,
  ...(replicas !== undefined && { replicas }),
  ...(readyReplicas !== undefined && { readyReplicas }),
  created,
  spec: { replicas: wanted, packages: [{ version: '2.0.0' }] },
});
/** The server of the deploy before, in the version before. */
const old = (phase: string, replicas?: number, ready?: number, wanted = 1): ServerState => ({
  ...state(phase, replicas, ready),
  spec: { replicas: wanted, packages: [{ version: '1.0.0' }] },
});

const running = state('Running', 1, 1);
const rolling = state('Running', 2, 1);
const creating = state('Pending', 0, 0);
const starting = state('Pending', 1);
const stopped = state('Stopped');
const failed = state('Failed', 1);
const before: Baseline = { state: old('Running', 1, 1), pods: ['echo-deployment-a1-aaaaa'] };
const oldPods = before.pods ?? [];
const newPods = [...oldPods, 'echo-deployment-b2-bbbbb'];

/** A state, or a state and the pods in the log. */
type Step = ServerState | undefined | readonly [ServerState, readonly string[]];

/** Observations a second apart, or as far apart as given. */
function observe(steps: readonly Step[], apart = 1_000): Observation[] {
  return steps.map((step, index) => {
    const at = index * apart;
    return Array.isArray(step) ? { at, state: step[0], pods: step[1] } : { at, state: step as ServerState };
  });
}

type Row = [what: string, steps: readonly Step[], kind: string, expected?: Partial<HealthExpectation>];

const newServer: Row[] = [
  ['nothing seen', [], 'waiting'],
  ['ready once', [running], 'waiting'],
  ['ready twice', [creating, stopped, starting, running, running], 'healthy'],
  ['ready with a pause', [running, starting, running], 'waiting'],
  ['fewer ready than wanted', [state('Running', 3, 1, 3), state('Running', 3, 1, 3)], 'waiting'],
  ['as many as wanted', [state('Running', 3, 3, 3), state('Running', 3, 3, 3)], 'healthy'],
  ['running, without numbers', [{ phase: 'Running' }, { phase: 'Running' }], 'healthy'],
  ['an unknown phase', [{ phase: 'Molting' }, { phase: 'Molting' }], 'waiting'],
  ['not found', [running, undefined], 'waiting'],
  ['failed once', [starting, failed], 'waiting'],
  ['failed twice', [starting, failed, failed], 'failed'],
  ['stopped before its first pod', [creating, stopped, stopped], 'waiting'],
  ['stopped for 9 s before its first pod', [creating, ...Array<Step>(9).fill(stopped)], 'waiting'],
  ['stopped after its pod, for 5 s', [starting, ...Array<Step>(6).fill(stopped)], 'idle'],
  ['stopped, where no replica is wanted, for 10 s', Array<Step>(11).fill(state('Stopped', 0, 0, 0)), 'idle'],
  ['stopped for 14 s, where a replica is wanted', Array<Step>(15).fill(stopped), 'waiting'],
  ['stopped for 15 s, where a replica is wanted', Array<Step>(16).fill(stopped), 'idle'],
  [
    'stopped, where it must not be',
    [starting, ...Array<Step>(99).fill(stopped)],
    'waiting',
    { minReplicas: 1 },
  ],
];

const noProbe = { ...running, spec: { ...running.spec, routing: { healthCheck: false } } };

const update: Row[] = [
  ['the old process is seen', [running, running, running], 'waiting'],
  [
    'the old process is seen for the settling time',
    Array<Step>(SETTLE_MS / 1000 + 1).fill(running),
    'unproven',
  ],
  ['a rollout that is over', [running, rolling, running, running], 'healthy'],
  ['a state that could not be read', [running, state('Unknown'), running, running], 'waiting'],
  ['a rollout that is over, seen once', [running, rolling, running], 'waiting'],
  ['a rollout that is stuck', [running, ...Array<Step>(60).fill(rolling)], 'waiting'],
  ['a moment without a ready replica', [starting, running, running], 'healthy'],
  [
    'a pod of another ReplicaSet',
    [
      [running, oldPods],
      [running, newPods],
      [running, newPods],
      [running, newPods],
    ],
    'healthy',
  ],
  [
    'a new pod that is not counted yet',
    [
      [running, newPods],
      [running, newPods],
    ],
    'waiting',
  ],
  [
    'a new pod, then a stuck rollout',
    [
      [running, newPods],
      [rolling, newPods],
      [rolling, newPods],
    ],
    'waiting',
  ],
  [
    'another pod of the same ReplicaSet',
    Array<Step>(SETTLE_MS / 1000 + 1).fill([running, ['echo-deployment-a1-ccccc']]),
    'unproven',
  ],
  [
    'the server was created again',
    Array<Step>(4).fill({ ...running, created: '2026-11-26T00:00:00Z' }),
    'healthy',
  ],
  [
    'only more replicas, of the old version',
    Array<Step>(SETTLE_MS / 1000 + 1).fill(state('Running', 2, 2, 2)),
    'unproven',
  ],
  [
    'more replicas and a rollout',
    [
      state('Running', 2, 1, 2),
      state('Running', 3, 2, 2),
      state('Running', 2, 2, 2),
      state('Running', 2, 2, 2),
    ],
    'healthy',
  ],
  ['no readiness probe, ready for 2 s', [rolling, noProbe, noProbe, noProbe], 'waiting'],
  ['no readiness probe, ready for 10 s', [rolling, ...Array<Step>(11).fill(noProbe)], 'healthy'],
  ['a replica too many that stays', [...Array<Step>(20).fill(state('Running', 2, 2))], 'unproven'],
];

const others: Row[] = [
  ['an identical deploy', [old('Running', 1, 1), old('Running', 1, 1)], 'healthy', { before }],
  [
    'an identical deploy with a restart',
    [old('Running', 1, 1), old('Running', 1, 1)],
    'waiting',
    { before, isRestarted: true },
  ],
  [
    'only another number of replicas',
    [old('Running', 2, 2, 2), old('Running', 2, 2, 2)],
    'healthy',
    { before },
  ],
  [
    'a server that was scaled by hand, beyond its settings',
    [state('Running', 4, 3), state('Running', 3, 3), state('Running', 3, 3)],
    'healthy',
    { before: { state: old('Running', 3, 3) } },
  ],
  ['failed before the update', [failed, failed], 'waiting', { before: { state: old('Failed', 1) } }],
  [
    'failed before the update, and later',
    [failed, starting, failed, failed],
    'failed',
    { before: { state: old('Failed', 1) } },
  ],
  [
    'failed before, and for the settling time',
    Array<Step>(SETTLE_MS / 1000 + 1).fill(failed),
    'failed',
    { before: { state: old('Failed', 1) } },
  ],
  [
    'a repaired server, whose log was empty',
    [
      [failed, []],
      [starting, []],
      [running, ['x-b2-bbbbb']],
      [running, ['x-b2-bbbbb']],
      [running, ['x-b2-bbbbb']],
    ],
    'healthy',
    { before: { state: old('Failed', 1), pods: [] } },
  ],
  [
    'a text for a state, which changes',
    [{ phase: 'Pending' }, { phase: 'Running' }, { phase: 'Running' }],
    'healthy',
    { before: { state: { phase: 'Running' } } },
  ],
  [
    'a text for a state, which stays',
    [{ phase: 'Running' }, { phase: 'Running' }],
    'waiting',
    { before: { state: { phase: 'Running' } } },
  ],
];

describe('the health', () => {
  it.each<Row>(newServer)('of a new server: %s', (_, steps, kind, expected = {}) => {
    expect(evaluateHealth(observe(steps), { since: 0, ...expected }).kind).toBe(kind);
  });

  it.each<Row>(update)('after an update: %s', (_, steps, kind) => {
    expect(evaluateHealth(observe(steps), { since: 0, before }).kind).toBe(kind);
  });

  it.each<Row>(others)('of %s', (_, steps, kind, expected = {}) => {
    expect(evaluateHealth(observe(steps), { since: 0, ...expected }).kind).toBe(kind);
  });
});
