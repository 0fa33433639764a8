import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ServerState } from '../../src/api/servers.js';
import { evaluateHealth } from '../../src/deploy/health.js';
import type { Observation } from '../../src/deploy/rollout.js';
import { pollDelay } from '../../src/deploy/wait.js';

/** A state of a server on the real control plane (nimbletools-core 0add62c), from its millisecond on. */
interface Recorded {
  readonly ms: number;
  readonly phase: string;
  readonly replicas: number | null;
  readonly ready: number | null;
  readonly wanted: number;
  readonly created: string;
  /** A hash of the stored settings without the replicas. */
  readonly settings: string;
  readonly pods: readonly string[];
}

interface Sequence {
  readonly what: string;
  readonly before: Omit<Recorded, 'ms'> | null;
  readonly after: readonly Recorded[];
}

const sequences: readonly Sequence[] = JSON.parse(readFileSync('test/fixtures/recorded-states.json', 'utf8'));

/** What each sequence is. An update that never begins or never ends stays as it was last recorded. */
const verdicts: Readonly<Record<string, string>> = {
  'a new server': 'healthy',
  'a new server, controller lag 5 s': 'healthy',
  ...Object.fromEntries(
    [0, 0.5, 1, 2, 5].map((lag) => [`a new server that crashes, controller lag ${lag} s`, 'failed']),
  ),
  'an update that rolls out': 'healthy',
  'an update that rolls out, controller lag 5 s': 'healthy',
  'an update that does not roll out': 'unproven',
  'an update to more replicas that does not roll out': 'waiting',
  'an update that crashes': 'waiting',
  'an update whose image cannot be pulled': 'waiting',
  'an identical deploy': 'healthy',
  'a server that was scaled by hand': 'healthy',
  'an update of a server that crashed': 'healthy',
  'a restart': 'healthy',
  'only more replicas': 'healthy',
};

const toState = ({
  phase,
  replicas,
  ready,
  wanted,
  created,
  settings,
}: Omit<Recorded, 'ms'>): ServerState => ({
  phase,
  ...(replicas !== null && { replicas }),
  ...(ready !== null && { readyReplicas: ready }),
  created,
  spec: { replicas: wanted, settings },
});

/** Polls a recorded server as the wait does, from a moment after the deploy on, for a minute. */
function poll({ what, before, after }: Sequence, start: number) {
  const at = (ms: number) => after.findLast((one) => one.ms <= ms) ?? after[0];
  const observations: Observation[] = [];
  const expected = {
    since: start,
    isRestarted: what === 'a restart',
    ...(before && { before: { state: toState(before), pods: before.pods } }),
  };
  for (let now = start, index = 0; now < 60_000; index++) {
    const seen = at(now);
    // The log is read after the state, and may be ahead of it.
    const pods = at(now + 150)?.pods ?? [];
    observations.push({ at: now, state: seen && toState(seen), pods });
    const health = evaluateHealth(observations, expected);
    if (health.kind !== 'waiting') return { kind: health.kind, state: seen, after: now };
    now += index === 0 ? 30 : pollDelay(index - 1, before !== null, health);
  }
  return { kind: 'waiting', state: at(60_000), after: 60_000 };
}

const starts = Array.from({ length: 25 }, (_, index) => index * 60);

describe('a recorded server', () => {
  it('has an expected verdict', () => {
    expect(sequences.map(({ what }) => what).sort()).toEqual(Object.keys(verdicts).sort());
  });

  it.each(sequences.map((sequence) => [sequence.what, sequence] as const))('%s', (what, sequence) => {
    const seen = starts.map((start) => poll(sequence, start));
    expect(new Set(seen.map(({ kind }) => kind))).toEqual(new Set([verdicts[what]]));
    if (verdicts[what] !== 'healthy') return;
    // It was the process of this deploy that was ready: the last one that was recorded.
    const last = sequence.after.at(-1);
    for (const { state } of seen)
      expect(state).toMatchObject({ replicas: last?.replicas, ready: last?.ready });
  });
});
