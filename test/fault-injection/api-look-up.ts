import { expect } from 'vitest';
import { type BadAnswer, badAnswers } from './api-answers.js';
import type { Expected } from './fault.js';
import {
  deployed,
  deployPath,
  endsWith,
  findRequests,
  rows,
  type Scripted,
  workspaceList,
} from './helpers.js';
import type { Observation } from './run-fault.js';

type End = Parameters<typeof endsWith>[0];

/** Result of each response to the workspace lookup, and the number of requests. */
const ends: readonly (readonly [BadAnswer, End, number])[] = [
  ['400', 'api-unexpected', 1],
  ['401', 'token-rejected', 1],
  ['403', 'token-not-allowed', 1],
  ['401 of a proxy', 'api-unexpected', 1],
  ['403 of a proxy', 'api-unexpected', 1],
  ['404', 'api-unexpected', 1],
  ['408', 'api-unexpected', 3],
  ['409', 'api-unexpected', 1],
  ['422', 'api-unexpected', 1],
  ['429', 'api-unexpected', 1],
  ['500', 'api-unexpected', 3],
  ['502', 'api-unexpected', 3],
  ['503', 'api-unexpected', 3],
  ['HTML response', 'api-unexpected', 1],
  ['empty response', 'api-unexpected', 1],
  ['truncated JSON', 'api-unexpected', 1],
  ['response cut off', 'api-unreachable', 3],
  ['connection reset', 'api-unreachable', 3],
];

const list = {
  workspaces: [{ workspace_id: '3f6c1d2e-8a47-4b90-9c15-7de2a0b4f681', workspace_name: 'my-workspace' }],
};
const hour = 3_600_000;
const dateIn = (milliseconds: number) => new Date(Date.now() + milliseconds).toUTCString();

/** Transient faults. They must have no effect other than the time they take. */
const passing: readonly (readonly [what: string, answers: () => readonly Scripted[], least: number])[] = [
  ['503 twice, then normal', () => [{ status: 503 }, { status: 503 }], 1_000],
  ['connection reset, then normal', () => [{ act: 'reset' }], 200],
  ['408, then normal', () => [{ status: 408 }], 200],
  ['429 with Retry-After: 2, then normal', () => [{ status: 429, headers: { 'retry-after': '2' } }], 1_900],
  ['503 with Retry-After: 2, then normal', () => [{ status: 503, headers: { 'retry-after': '2' } }], 1_900],
  [
    '429 with a date in Retry-After by a clock an hour ahead, then normal',
    () => [{ status: 429, headers: { date: dateIn(hour), 'retry-after': dateIn(hour + 3_000) } }],
    1_900,
  ],
  [
    '429 with Retry-After: 3600, then normal',
    () => [{ status: 429, headers: { 'retry-after': '3600' } }],
    19_000,
  ],
  ['a byte order mark before the JSON', () => [{ body: `\uFEFF${JSON.stringify(list)}` }], 0],
  ['a body that takes three seconds', () => [{ act: 'slow', bodyMs: 3_000 }], 0],
  ['a body that never ends, then normal', () => [{ act: 'slow', bodyMs: hour }], 14_000],
];

function expectAsked(seen: Observation, times: number): void {
  expect(findRequests(seen, 'GET', workspaceList)).toHaveLength(times);
}

export const lookUpFaults = rows('API', [
  ...ends.map(([what, code, times]) => ({
    what: `workspace lookup: ${what}`,
    expected: `exit ${endsWith(code).exit}, ${times === 1 ? 'one request' : `${times} requests`}, nothing deployed`,
    arrange({ platform }: Observation['sandbox']) {
      platform.script('GET', workspaceList, ...Array<Scripted>(times).fill(badAnswers[what]));
      return {};
    },
    expect: {
      ...endsWith(code, { 'deploy-status': 'skipped' }),
      also(seen: Observation) {
        expectAsked(seen, times);
        expect(findRequests(seen, 'POST', deployPath)).toEqual([]);
      },
    } satisfies Expected,
  })),
  ...passing.map(([what, answers, least]) => ({
    what: `workspace lookup: ${what}`,
    expected: 'deployed',
    nightly: least > 10_000 ? 'a wait of more than 10 s' : undefined,
    arrange({ platform }: Observation['sandbox']) {
      platform.script('GET', workspaceList, ...answers());
      return { within: 120_000 };
    },
    expect: {
      ...deployed,
      also(seen: Observation) {
        expectAsked(seen, least === 0 ? 1 : answers().length + 1);
        const times = findRequests(seen, 'GET', workspaceList).map(({ at }) => at);
        const waited = (times.at(-1) ?? 0) - (times[0] ?? 0);
        expect(waited).toBeGreaterThanOrEqual(least);
        expect(waited).toBeLessThan(Math.max(10_000, 1.5 * least));
      },
    } satisfies Expected,
  })),
]);
