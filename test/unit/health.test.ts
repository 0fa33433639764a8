import { describe, expect, it } from 'vitest';
import { healthOf } from '../../src/deploy/health.js';
import type { ServerState } from '../../src/nimbletools/servers.js';

const running = { phase: 'Running', replicas: 1, readyReplicas: 1 };
const notReady = { phase: 'Running', replicas: 1, readyReplicas: 0 };
const pending = { phase: 'Pending', replicas: 1, readyReplicas: 0 };
const failed = { phase: 'Failed', replicas: 1, readyReplicas: 0 };
const asleep = { phase: 'Stopped', replicas: 0, readyReplicas: 0 };

describe('health', () => {
  it.each<[string, (ServerState | undefined)[], number, string]>([
    ['nothing seen', [], 0, 'going'],
    ['running once', [running], 0, 'going'],
    ['running twice', [pending, running, running], 0, 'healthy'],
    ['running with a pause', [running, pending, running], 0, 'going'],
    ['running without a ready replica', [notReady, notReady], 0, 'going'],
    ['running, without numbers', [{ phase: 'Running' }, { phase: 'Running' }], 0, 'healthy'],
    ['failed once', [running, failed], 0, 'going'],
    ['failed twice', [failed, failed], 0, 'failed'],
    ['asleep, as it may', [asleep, asleep], 0, 'idle'],
    ['asleep, where it must not', [asleep, asleep], 1, 'going'],
    [
      'stopped with a replica left',
      [
        { phase: 'Stopped', replicas: 1 },
        { phase: 'Stopped', replicas: 1 },
      ],
      0,
      'going',
    ],
    ['a word nobody knows', [{ phase: 'Molting' }, { phase: 'Molting' }], 0, 'going'],
    ['gone', [running, undefined], 0, 'going'],
  ])('of a server: %s', (_, looks, minReplicas, expected) => {
    expect(healthOf(looks, minReplicas).is).toBe(expected);
  });
});
