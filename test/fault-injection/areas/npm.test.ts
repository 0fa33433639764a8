import { describe } from 'vitest';
import { npmFaults } from '../npm.js';
import { runFastRows } from '../run-table.js';

describe.concurrent('npm', () => runFastRows(npmFaults));
