import { expect } from 'vitest';
import { type BadAnswer, badAnswers } from './api-answers.js';
import type { Expected } from './fault.js';
import { deployed, deployPath, endsWith, findRequests, rows, type Scripted, secretPath } from './helpers.js';
import type { Observation } from './run-fault.js';
import type { Sandbox } from './sandbox.js';

const secrets = ['first-secret-value', 'other-secret-value'];
const arranged = { inputs: { secrets: `FIRST=${secrets[0]}\nOTHER=${secrets[1]}` }, secrets };

/** A secret is sent once. Anything but a clear success ends the run before the deploy. */
const endOf = (what: BadAnswer): Expected => {
  if (what === '401') return endsWith('token-rejected', { 'deploy-status': 'skipped' });
  if (what === '403') return endsWith('token-not-allowed', { 'deploy-status': 'skipped' });
  return endsWith('secret-not-set', { 'deploy-status': 'skipped' });
};
// An empty response with a success status counts as success (204 has no body).
const names = (Object.keys(badAnswers) as BadAnswer[]).filter((what) => what !== 'empty response');

const faults: readonly (readonly [what: string, answer: Scripted, end: Expected])[] = [
  ...names.map((what) => [what, badAnswers[what], endOf(what)] as const),
  ['connection reset after it took effect', { act: 'reset-after' }, endsWith('secret-not-set')],
  ['no response', { act: 'hang' }, endsWith('secret-not-set')],
];

export const secretFaults = rows('API', [
  ...faults.map(([what, answer, end]) => ({
    what: `first of two secrets: ${what}`,
    expected: `exit ${end.exit}, sent once, nothing else sent, value not shown`,
    nightly: what === 'no response' ? 'a time limit of 15 s' : undefined,
    arrange({ platform }: Sandbox) {
      platform.script('PUT', secretPath, answer);
      return arranged;
    },
    expect: {
      ...end,
      also(seen: Observation) {
        expect(findRequests(seen, 'PUT', secretPath)).toHaveLength(1);
        expect(findRequests(seen, 'POST', deployPath)).toEqual([]);
      },
    } satisfies Expected,
  })),
  {
    what: 'first of two secrets: empty response, after three seconds',
    expected: 'both sent once, deployed',
    arrange({ platform }) {
      platform.script('PUT', secretPath, { status: 204, delayMs: 3_000 });
      return arranged;
    },
    expect: { ...deployed, also: (seen) => expect(findRequests(seen, 'PUT', secretPath)).toHaveLength(2) },
  },
]);
