import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from './fault.js';

export const checkoutFaults: readonly Fault[] = [
  {
    area: 'Checkout and job environment',
    what: '`.env` of the checkout sets NTCLI_DEBUG=1',
    expected: 'not read; the deploy is done',
    arrange({ job }) {
      writeFileSync(join(job.places.checkout, '.env'), 'NTCLI_DEBUG=1\nNODE_TLS_REJECT_UNAUTHORIZED=0\n');
      return {};
    },
    expect: { exit: 0, title: null, outputs: { 'deploy-status': 'deployed' }, notInLog: ['[DEBUG]'] },
  },
];
