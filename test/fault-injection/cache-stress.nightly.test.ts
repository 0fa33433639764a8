import { expect, it } from 'vitest';
import { nodes } from '../integration/github/test-env.js';
import { runRounds } from './cache-stress/rounds.js';

// `npm run cache-stress` runs more rounds.
it('parallel installs into one tool cache, some of them killed, leave no corrupt copy and no abandoned files', async () => {
  const [{ file: node } = { file: process.execPath }] = nodes;
  const { rounds, killed, unswept, broken } = await runRounds({ rounds: 6, width: 5, node });
  expect({ rounds, unswept, broken }).toEqual({ rounds: 6, unswept: 0, broken: [] });
  expect(killed).toBeGreaterThan(0);
});
