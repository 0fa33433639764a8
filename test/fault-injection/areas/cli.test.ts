import { describe } from 'vitest';
import { cliFaults } from '../cli.js';
import { runFastRows } from '../run-table.js';

describe.concurrent('CLI', () => runFastRows(cliFaults));
