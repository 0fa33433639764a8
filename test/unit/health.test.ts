import { describe, expect, it } from 'vitest';
import type { ServerState } from '../../src/api/servers.js';
import { evaluateHealth, type Observation } from '../../src/deploy/health.js';

const running = { phase: 'Running', replicas: 1, readyReplicas: 1 };
const notReady = { phase: 'Running', replicas: 1, readyReplicas: 0 };
const pending = { phase: 'Pending', replicas: 1, readyReplicas: 0 };
const failed = { phase: 'Failed', replicas: 1, readyReplicas: 0 };
const oneOfThree = { phase: 'Running', replicas: 3, readyReplicas: 1 };
const asleep = { phase: 'Stopped', replicas: 0, readyReplicas: 0 };

const twice = (state: ServerState) => [state, state];

type Row = [
  case_: string,
  states: (ServerState | undefined)[],
  expected: { minReplicas?: number; isUpdate?: boolean },
  is: string,
];

/** Looks a second apart, or as far apart as it says. */
const looksAt = (states: (ServerState | undefined)[], apart = 1_000): Observation[] =>
  states.map((state, index) => ({ at: index * apart, state }));

describe('health', () => {
  it.each<Row>([
    ['nothing seen', [], {}, 'going'],
    ['running once', [running], {}, 'going'],
    ['running twice', [pending, running, running], {}, 'healthy'],
    ['running with a pause', [running, pending, running], {}, 'going'],
    ['running without a ready replica', [notReady, notReady], {}, 'going'],
    ['one of three replicas ready', [oneOfThree, oneOfThree], {}, 'going'],
    ['running, without numbers', [{ phase: 'Running' }, { phase: 'Running' }], {}, 'healthy'],
    ['failed once', [running, failed], {}, 'going'],
    ['failed twice', [failed, failed], {}, 'failed'],
    ['failed twice, maybe before the update', [failed, failed], { isUpdate: true }, 'going'],
    ['failed after the update', [pending, failed, failed], { isUpdate: true }, 'failed'],
    ['asleep, as it may', [pending, asleep, asleep], {}, 'idle'],
    ['asleep, maybe before its first process', [asleep, asleep], {}, 'going'],
    ['asleep, where it must not', [pending, asleep, asleep], { minReplicas: 1 }, 'going'],
    ['stopped with a replica left', [pending, ...twice({ phase: 'Stopped', replicas: 1 })], {}, 'going'],
    ['a word nobody knows', twice({ phase: 'Molting' }), {}, 'going'],
    ['gone', [running, undefined], {}, 'going'],
  ])('of a server: %s', (_, states, { minReplicas = 0, isUpdate = false }, expected) => {
    expect(evaluateHealth(looksAt(states), { minReplicas, isUpdate }).state).toBe(expected);
  });

  it('of a server that stays as it was for ten seconds is believed', () => {
    const expected = { minReplicas: 0, isUpdate: true };
    expect(evaluateHealth(looksAt([failed, failed], 9_000), expected).state).toBe('going');
    expect(evaluateHealth(looksAt([failed, failed], 10_000), expected).state).toBe('failed');
    expect(evaluateHealth(looksAt([asleep, asleep], 10_000), expected).state).toBe('idle');
  });
});
