import { expect } from 'vitest';
import { pathWithNtcli } from '../integration/github/test-env.js';
import { badAnswers } from './api-answers.js';
import { deployPath, endsWith, findRequests, rows, workspaceList } from './helpers.js';

/** Responses that ntcli gets while it selects the workspace (documented contract), after a successful lookup. */
export const signInFaults = rows(
  'API',
  (['401', '503', 'HTML response', 'connection reset'] as const).map((what) => ({
    what: `sign-in of the documented ntcli: ${what}`,
    expected: 'exit 5, nothing deployed',
    arrange({ job, platform }) {
      platform.script('GET', workspaceList, { act: 'pass' }, badAnswers[what]);
      return { env: { PATH: pathWithNtcli(job, 'documented') } };
    },
    expect: {
      ...endsWith('ntcli-sign-in-failed', { 'deploy-status': 'skipped' }),
      also: (seen) => expect(findRequests(seen, 'POST', deployPath)).toEqual([]),
    },
  })),
);
