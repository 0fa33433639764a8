import { expect } from 'vitest';
import { type BadAnswer, badAnswers } from './api-answers.js';
import type { Expected } from './fault.js';
import { deployed, deployPath, endsWith, findRequests, rows, type Scripted, serverPath } from './helpers.js';
import type { Observation } from './run-fault.js';
import type { Sandbox } from './sandbox.js';

/** The status requests before a deploy and right after it. */
const usualLooks: readonly Scripted[] = [{ act: 'pass' }, { act: 'pass' }];

/** Result of a bad response while polling: only a rejected token ends polling early. */
const endOf = (what: BadAnswer): Expected => {
  if (what === '401') return endsWith('token-rejected', { 'health-status': 'unknown' });
  if (what === '403') return endsWith('token-not-allowed', { 'health-status': 'unknown' });
  return { ...deployed, outputs: { 'deploy-status': 'deployed', 'health-status': 'healthy' } };
};
const names = Object.keys(badAnswers) as BadAnswer[];

/** Sets the time limit of the sandbox. */
const limited = ({ timeLimit }: Sandbox) => ({ timeout: `${timeLimit / 1000}s` });

/** The time limit starts with the first status request, soon after the first request of the run. */
function expectInTime(seen: Observation): void {
  const look = findRequests(seen, 'GET', serverPath)[0]?.at ?? 0;
  const before = look - (seen.sandbox.platform.requests[0]?.at ?? 0);
  const { timeLimit } = seen.sandbox;
  // Users are promised 5 s more than the time limit. The rest is for a much slower machine.
  expect(seen.duration - before, 'milliseconds from the deploy to the end').toBeLessThan(3.5 * timeLimit);
}

export const healthFaults = rows('API', [
  ...names.map((what) => ({
    what: `wait for health: ${what}`,
    expected:
      endOf(what).exit === 0 ? 'polls again; deployed and healthy' : `exit ${endOf(what).exit}, deployed`,
    arrange({ platform }: Sandbox) {
      platform.script('GET', serverPath, ...usualLooks, badAnswers[what]);
      return {};
    },
    expect: endOf(what),
  })),
  {
    what: 'wait for health: a byte order mark before the JSON, and an unknown phase',
    expected: 'polls again; deployed and healthy',
    arrange({ platform }) {
      platform.script('GET', serverPath, ...usualLooks, { body: '\uFEFF{"status":"Dreaming"}' });
      return {};
    },
    expect: { ...deployed, log: ['Dreaming'] },
  },
  ...(
    [
      ['persistent 503', { status: 503 }],
      ['a server that never answers', { act: 'hang' }],
      ['a body that never ends', { act: 'slow', bodyMs: 3_600_000 }],
    ] as const
  ).map(([what, answer]) => ({
    what: `wait for health: ${what}`,
    expected: 'exit 8 within `timeout` and 5 s: deployed, health unknown',
    arrange(sandbox: Sandbox) {
      sandbox.platform.script('GET', serverPath, ...usualLooks, ...Array<Scripted>(50).fill(answer));
      return { inputs: limited(sandbox) };
    },
    expect: {
      ...endsWith('health-unknown', { 'deploy-status': 'deployed', 'health-status': 'unknown' }),
      also: expectInTime,
    },
  })),
  {
    what: 'wait for health: a server that never starts, and a log that never arrives',
    expected: 'exit 7 within `timeout` and 5 s',
    arrange(sandbox) {
      sandbox.platform.options.startMs = Number.POSITIVE_INFINITY;
      sandbox.platform.script('GET', /\/logs$/, { act: 'hang' });
      return { inputs: limited(sandbox) };
    },
    expect: { ...endsWith('server-unhealthy', { 'health-status': 'unhealthy' }), also: expectInTime },
  },
  {
    what: 'status before the deploy: persistent 503',
    expected: 'exit 8, nothing sent',
    arrange({ platform }) {
      platform.script('GET', serverPath, ...Array<Scripted>(3).fill({ status: 503 }));
      return {};
    },
    expect: {
      ...endsWith('api-unexpected', { 'deploy-status': 'failed' }),
      also: (seen) => expect(findRequests(seen, 'POST', deployPath)).toEqual([]),
    },
  },
  {
    what: 'status before the deploy: no response',
    expected: 'exit 8 within `timeout` and 5 s, nothing sent',
    arrange(sandbox) {
      sandbox.platform.script('GET', serverPath, ...Array<Scripted>(3).fill({ act: 'hang' }));
      return { inputs: limited(sandbox) };
    },
    expect: {
      ...endsWith('deploy-not-sent', { 'deploy-status': 'failed' }),
      also(seen) {
        expect(findRequests(seen, 'POST', deployPath)).toEqual([]);
        expectInTime(seen);
      },
    },
  },
  {
    what: 'status after the deploy: persistent 503',
    expected: 'exit 8, outcome unknown, sent once',
    arrange(sandbox) {
      sandbox.platform.script(
        'GET',
        serverPath,
        { act: 'pass' },
        ...Array<Scripted>(50).fill({ status: 503 }),
      );
      return { inputs: limited(sandbox) };
    },
    expect: endsWith('deploy-unknown', { 'deploy-status': 'unknown' }),
  },
  {
    what: 'deploy and every status request after it: no response',
    expected: 'exit 8 within `timeout` and 5 s, outcome unknown, sent once',
    arrange(sandbox) {
      sandbox.platform.script('POST', deployPath, { act: 'hang' });
      sandbox.platform.script(
        'GET',
        serverPath,
        { act: 'pass' },
        ...Array<Scripted>(3).fill({ act: 'hang' }),
      );
      return { inputs: limited(sandbox) };
    },
    expect: { ...endsWith('deploy-unknown', { 'deploy-status': 'unknown' }), also: expectInTime },
  },
  {
    what: 'verification by MCP: no response',
    expected: 'exit 7 within `timeout` and 5 s',
    arrange(sandbox) {
      sandbox.platform.script('POST', /\/mcp$/, ...Array<Scripted>(5).fill({ act: 'hang' }));
      return { inputs: { ...limited(sandbox), verify: 'true' } };
    },
    expect: { ...endsWith('mcp-failed', { 'deploy-status': 'deployed' }), also: expectInTime },
  },
]);
