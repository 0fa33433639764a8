import { describe } from 'vitest';
import { faults } from './faults.js';
import { runTable } from './run-table.js';

// Most rows mainly wait, and rows share nothing.
describe.concurrent('faults', () => runTable('Fault', faults));
