import { chownSync } from 'node:fs';
import { describe, it } from 'vitest';
import { runFault } from './run-fault.js';
import { judge } from './run-table.js';
import { spoiledCopy } from './self-hosted.js';

// Not a row of the published table, because only root can change the owner of a file.
describe.runIf(process.getuid?.() === 0)(
  'a copy of ntcli in the tool cache that belongs to another user',
  () => {
    it('is replaced, not executed', async () => {
      const area = 'Self-hosted machines';
      const fault = {
        ...spoiledCopy('of another user', (copy) => chownSync(copy, 4321, 4321)),
        area,
      } as const;
      const seen = await runFault(fault, 'plain');
      try {
        await judge(fault, seen);
      } finally {
        await seen.sandbox.end();
      }
    });
  },
);
