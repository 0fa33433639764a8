import { describe } from 'vitest';
import { faults } from './faults.js';
import { runAllRows } from './run-table.js';

// Most rows mainly wait, and rows share nothing.
describe.concurrent('faults', () => runAllRows(faults));
