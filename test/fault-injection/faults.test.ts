import { describe } from 'vitest';
import { faults } from './faults.js';
import { runTable } from './run-table.js';

// Most rows do little but wait, and no two share anything.
describe.concurrent('faults', () => runTable('Fault', faults));
