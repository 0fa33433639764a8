import { describe } from 'vitest';
import { childOutputAttacks } from '../child-output.js';
import { runFastRows } from '../run-table.js';

describe.concurrent('Child output', () => runFastRows(childOutputAttacks));
