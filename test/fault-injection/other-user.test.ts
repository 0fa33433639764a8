import { chownSync } from 'node:fs';
import { describe, it } from 'vitest';
import { runFault } from './run-fault.js';
import { judge } from './run-table.js';
import { spoiledCopy } from './self-hosted.js';

// No row of the published table, because only root can give a file away.
describe.runIf(process.getuid?.() === 0)('a copy of ntcli in the tool cache that is of another user', () => {
  it('is not run, but replaced', async () => {
    const area = 'Self-hosted machines';
    const fault = { ...spoiledCopy('of another user', (copy) => chownSync(copy, 4321, 4321)), area } as const;
    const seen = await runFault(fault, 'plain');
    try {
      await judge(fault, seen);
    } finally {
      await seen.sandbox.end();
    }
  });
});
