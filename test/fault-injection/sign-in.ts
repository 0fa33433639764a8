import { expect } from 'vitest';
import { pathWithNtcli } from '../integration/github/test-env.js';
import { badAnswers } from './api-answers.js';
import { deployPath, endsWith, findRequests, rows, workspaceList } from './helpers.js';

/** What ntcli itself meets when it is told the workspace, in the documented dialect; the look-up before went well. */
export const signInFaults = rows(
  'API',
  (['401', '503', 'a page in HTML', 'a reset'] as const).map((what) => ({
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
