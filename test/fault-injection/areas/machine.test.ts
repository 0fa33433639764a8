import { describe } from 'vitest';
import { machineFaults } from '../machine.js';
import { runFastRows } from '../run-table.js';

describe.concurrent('Machine', () => runFastRows(machineFaults));
