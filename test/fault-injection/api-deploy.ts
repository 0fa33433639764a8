import { expect } from 'vitest';
import { type BadAnswer, badAnswers } from './api-answers.js';
import type { Expected } from './fault.js';
import { deployed, deployPath, endsWith, findRequests, rows, runsAlready, type Scripted } from './helpers.js';
import type { Observation } from './run-fault.js';
import type { Sandbox } from './sandbox.js';

const failed = (code: Parameters<typeof endsWith>[0]) => endsWith(code, { 'deploy-status': 'failed' });
const unknown = endsWith('deploy-unknown', { 'deploy-status': 'unknown' });

/** Result of each response to the deploy, as reported by ntcli 0.4.4. The deploy is sent once, whatever is returned. */
const ends: readonly (readonly [BadAnswer, Expected])[] = [
  ['400', failed('deploy-refused')],
  ['401', failed('token-rejected')],
  ['403', failed('token-not-allowed')],
  ['404', failed('server-not-found')],
  ['408', failed('deploy-refused')],
  ['409', failed('server-conflict')],
  ['422', failed('deploy-refused')],
  ['429', failed('deploy-refused')],
  ['500', failed('deploy-refused')],
  ['502', unknown],
  ['503', unknown],
  ['HTML response', unknown],
  ['empty response', unknown],
  ['truncated JSON', unknown],
  ['response cut off', deployed],
  ['connection reset', unknown],
];

function row(
  what: string,
  expected: string,
  answer: Scripted,
  end: Expected,
  before: (sandbox: Sandbox) => void = () => {},
) {
  return {
    what: `deploy: ${what}`,
    expected,
    arrange(sandbox: Sandbox) {
      before(sandbox);
      sandbox.platform.script('POST', deployPath, answer);
      return {};
    },
    expect: {
      ...end,
      also(seen: Observation) {
        expect(findRequests(seen, 'POST', deployPath)).toHaveLength(1);
        expect(findRequests(seen, 'DELETE', /./)).toEqual([]);
      },
    } satisfies Expected,
  };
}

const inWords = ({ exit, outputs }: Expected) => `exit ${exit}, ${outputs?.['deploy-status']}, sent once`;

export const deployFaults = rows('API', [
  ...ends.map(([what, end]) => row(what, inWords(end), badAnswers[what], end)),
  row(
    'connection reset after it took effect',
    'deployed: the server is new',
    { act: 'reset-after' },
    deployed,
  ),
  row(
    'connection reset after it took effect, on a server that was there before',
    inWords(unknown),
    { act: 'reset-after' },
    unknown,
    runsAlready,
  ),
  row('slow response', 'deployed, sent once', { act: 'slow', bodyMs: 3_000 }, deployed),
]);
